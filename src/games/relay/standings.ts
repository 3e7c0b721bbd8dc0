import type { Standing } from '../game.ts';
import { bySeat } from './ring.ts';
import type { RelayPlayer } from './state.ts';
import type { RelayTable } from './table.ts';
import { versionOf } from './versions.ts';

/**
 * Places by points passed on; equals by who lasted longer; those who left come last, the later the better. Whoever is
 * equal in all of it shares the rank. The score is points passed on. By rules 1 who lasted longer came first.
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
function meritOf(table: RelayTable, player: RelayPlayer): number[] {
  const exit = table.secret.exits[player.id];
  const lasted = exit?.at ?? Number.POSITIVE_INFINITY;
  if (exit?.how === 'left') return [0, lasted, player.passed];
  return [1, ...(versionOf(table).placesBy === 'passed' ? [player.passed, lasted] : [lasted, player.passed])];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  if (at === -1) return 0;
  return (a[at] ?? 0) > (b[at] ?? 0) ? 1 : -1;
}
