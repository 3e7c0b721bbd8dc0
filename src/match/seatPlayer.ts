import type { StateMaker, TablePlayer, TableState } from '../games/game.ts';
import type { Seated } from './journal.ts';

/** Gives a player this seat, on a state that waits for its players. */
export function seatPlayer<S extends TableState>(
  state: S,
  maker: StateMaker<S>,
  who: Seated,
  seat: number,
): void {
  const seated = state.players.get(who.id);
  if (seated) {
    seated.seat = seat;
    return;
  }
  const player = maker.player() as TablePlayer;
  const { id, name, face, bot } = who;
  Object.assign(player, { id, name, seat, bot, connected: bot, ...(face !== undefined && { face }) });
  state.players.set(who.id, player as never);
}
