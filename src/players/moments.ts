import type { MatchPlayerRecord, MatchRecord } from '../match/records.ts';

/** What makes a match one to remember for somebody who played it. */
export type Moment =
  /** The first match of this game that the player finished. */
  | { kind: 'first_match' }
  /** The first time ahead of other people. */
  | { kind: 'first_win' }
  /** So many matches among people won, one after the other. */
  | { kind: 'wins_in_a_row'; count: number }
  /** A higher score than ever. */
  | { kind: 'best_score'; score: number; before: number }
  /** A round number of matches. */
  | { kind: 'matches'; count: number };

const ROUND_NUMBERS = [10, 25, 50];
/** A best of fewer matches before is no news. */
const ENOUGH_BEFORE = 2;

/**
 * What was special about a match for one who played it.
 * @param before the matches of the player before it, of any game, the newest first
 * @param whole those are all there were: what is the first can be told
 */
export function momentsOf(
  player: string,
  match: MatchRecord,
  before: readonly MatchRecord[],
  whole: boolean,
): Moment[] {
  const mine = played(player, match);
  if (!mine) return [];
  const earlier = before.flatMap((one) => {
    const own = one.game === match.game ? played(player, one) : null;
    return own ? [{ own, match: one }] : [];
  });
  const moments: Moment[] = [];
  if (whole && earlier.length === 0) moments.push({ kind: 'first_match' });
  const count = earlier.length + 1;
  if (whole && ROUND_NUMBERS.includes(count)) moments.push({ kind: 'matches', count });
  if (won(mine, match)) {
    const others = earlier.filter((one) => amongPeople(one.match));
    const lost = others.findIndex((one) => !won(one.own, one.match));
    const row = 1 + (lost === -1 ? others.length : lost);
    if (row > 1) moments.push({ kind: 'wins_in_a_row', count: row });
    else if (whole && !others.some((one) => won(one.own, one.match))) moments.push({ kind: 'first_win' });
  }
  const best = Math.max(...earlier.map(({ own }) => own.score ?? 0));
  if (earlier.length >= ENOUGH_BEFORE && mine.score !== null && mine.score > best)
    moments.push({ kind: 'best_score', score: mine.score, before: best });
  return moments;
}

/** The player's line of a match that was played to its end, unless they left it. */
function played(player: string, { outcome, players }: MatchRecord): MatchPlayerRecord | null {
  const own = players.find(({ id }) => id === player);
  return outcome === 'finished' && own && !own.left ? own : null;
}

/** A match that says how well one plays: there were others. */
function amongPeople({ players }: MatchRecord): boolean {
  return players.filter(({ bot }) => !bot).length > 1;
}

function won({ rank }: MatchPlayerRecord, match: MatchRecord): boolean {
  return rank === 1 && amongPeople(match);
}
