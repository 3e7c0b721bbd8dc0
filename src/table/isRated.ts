import type { Invited, Seated } from '../match/journal.ts';

/**
 * Whether a match counts for ratings: not when all who play it came as one party, who could arrange who wins.
 * @param invited everybody who was expected at its table, with their parties
 */
export function isRated(playing: readonly Seated[], invited: readonly Invited[]): boolean {
  const parties = new Map(invited.map(({ id, party }) => [id, party]));
  const people = playing.filter(({ bot }) => !bot);
  return new Set(people.map(({ id }) => parties.get(id) ?? id)).size > 1;
}
