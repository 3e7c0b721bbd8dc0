import type { PartyView } from '../../../client/Parties.ts';
import type { ResultRow } from './resultView.ts';

/** Whether nobody but this party, and bots, sat at the table. */
export function amongThemselves(
  { members }: Pick<PartyView, 'members'>,
  rows: readonly Pick<ResultRow, 'id' | 'bot'>[],
): boolean {
  return rows.every(({ id, bot }) => bot || members.some((member) => member.id === id));
}
