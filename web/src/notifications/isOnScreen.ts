import type { NotificationView } from '../../../client/Notifications.ts';
import { runningMatch } from '../session/runningMatch.ts';

/** What the page shows by itself. */
interface OnScreen {
  parties: { invitations: readonly { from: string }[] };
  readyCheck: object | null;
  match: Parameters<typeof runningMatch>[0];
}

/** These have a dialog or a table of their own, which comes at about the same moment. */
export function hasOwnPlace({ data: { kind } }: Pick<NotificationView, 'data'>): boolean {
  return kind === 'ready_check' || kind === 'match_found';
}

/** Whether what a notification is about is shown anyway: a banner with what to press, a dialog, or the table itself. */
export function isOnScreen(
  { data }: Pick<NotificationView, 'data'>,
  { parties, readyCheck, match }: OnScreen,
): boolean {
  const running = runningMatch(match);
  switch (data.kind) {
    case 'party_invitation':
      return parties.invitations.some(({ from }) => from === data.from);
    case 'ready_check':
      return readyCheck !== null || running !== null;
    case 'match_found':
      return running?.id === data.match;
    default:
      return false;
  }
}
