import type { Standing } from '../game.ts';
import { bySeat } from './ring.ts';
import type { RelayPlayer } from './state.ts';
import type { RelayTable } from './table.ts';

/**
 * Places by survival: those still in the ring, then the eliminated, the later the better, then those who left.
 * Equals go by points passed; whoever is equal in that too shares the rank. The score is points passed.
 */
export function standings(table: RelayTable): Standing[] {
  const merits = bySeat(table.state).map((player) => ({ player, merit: meritOf(table, player) }));
  merits.sort((a, b) => compare(b.merit, a.merit));
  return merits.map(({ player, merit }) => ({
    id: player.id,
    rank: merits.findIndex((other) => compare(other.merit, merit) === 0) + 1,
    score: player.passed,
  }));
}

/** What places go by, most important first; more is better. */
function meritOf(
  { secret }: RelayTable,
  player: RelayPlayer,
): [stayed: number, until: number, passed: number] {
  const exit = secret.exits[player.id];
  if (!exit) return [2, 0, player.passed];
  return [exit.how === 'eliminated' ? 1 : 0, exit.at, player.passed];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
