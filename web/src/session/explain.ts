import { ParlorError } from '../../../client/ParlorError.ts';

/** Codes that the page can say more about than the server's or the client's own message. */
const SENTENCES: Record<string, string> = {
  unreachable: 'The server cannot be reached. Check your connection; we keep trying.',
  timeout: 'The server took too long to answer. Try again.',
  needs_socket: 'Chat is not available over this connection. You can still play.',
  queue_full: 'Too many answers are waiting for your connection to come back.',
  closed: 'This table is closed.',
  signed_out: 'You are signed out. Choose a name to go on.',
  spectator: 'You are watching: only players can do that.',
  rate_limited: 'That was too much at once. Wait a few seconds and try again.',
  token_expired: 'You were away for long. Choose a name to go on.',
  token_revoked: 'You were signed out. Choose a name to go on.',
  match_not_running: 'This match is not running any more.',
  not_seated: 'You have no seat in this match.',
  no_ready_check: 'That table is not being agreed on any more.',
  already_matched: 'You have a table already.',
  unknown_party: 'No party has this code.',
  unknown_invitation: 'This invitation is not good any more.',
  party_full: 'This party is full: five is the most.',
  not_leader: 'Only the leader of the party may do that.',
  no_party: 'You are not in a party any more.',
  internal: 'Something went wrong on the server. Try again.',
};

/** One sentence for people about anything that was thrown. */
export function explain(error: unknown): string {
  if (!(error instanceof ParlorError)) return 'Something went wrong on this page. Reload it if it stays so.';
  return SENTENCES[error.code] ?? (error.message || `The server refused: ${error.code}.`);
}
