import { HOUSE } from '../game.ts';
import { withdrawPuzzle } from './assignment.ts';
import { activePlayers } from './ring.ts';
import type { RelayPlayer } from './state.ts';
import type { Exit, RelayTable } from './table.ts';

/** Gives a player points; `giver` made it happen. */
export function givePoints(
  table: RelayTable,
  kind: 'stake' | 'award' | 'bonus',
  giver: string,
  taker: RelayPlayer,
  amount: number,
): void {
  taker.points += amount;
  table.post({ kind, giver, taker: taker.id, debit: HOUSE, credit: taker.id, amount });
}

/** Takes points from a player, at most all there are; at 0 the player is eliminated. Answers how many. */
export function takePoints(
  table: RelayTable,
  kind: 'decay' | 'penalty' | 'skip' | 'forfeit',
  player: RelayPlayer,
  wanted: number,
): number {
  const amount = Math.min(wanted, player.points);
  const giver = kind === 'decay' ? HOUSE : player.id;
  player.points -= amount;
  const line = { kind, giver, taker: player.id, debit: player.id, credit: HOUSE, amount };
  if (kind === 'decay') table.accrue(line);
  else table.post(line);
  if (player.points === 0 && player.active) takeOut(table, player, 'eliminated');
  return amount;
}

/** Takes a player out of the ring, which closes around them. */
export function takeOut(table: RelayTable, player: RelayPlayer, how: Exit['how']): void {
  player.active = false;
  table.secret.exits[player.id] = { how, at: table.now };
  withdrawPuzzle(table, player);
  if (how === 'eliminated') table.emit({ kind: 'eliminated', player: player.id });
}

/** Fewer than two are in the ring, or the time is up. */
export function isOver({ state }: Pick<RelayTable, 'state'>): boolean {
  return activePlayers(state).length < 2 || state.elapsed >= state.ends_at;
}

/** Announces the end, once. */
export function announceEnd(table: RelayTable): void {
  if (table.secret.over || !isOver(table)) return;
  table.secret.over = true;
  table.emit({ kind: 'over', team_score: table.state.team_score });
}
