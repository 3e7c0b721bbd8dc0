import { isAsked, owes, raiseRange } from './betting.ts';
import type { HoldemPlayer } from './state.ts';
import { CLOCK_MS, SITS_OUT_MS, TIME_OUTS } from './structure.ts';
import { atSeat, bySeat, clockwise, type HoldemTable } from './table.ts';

/** The next player clockwise who is to be asked, if there is one. */
export function nextAsked(table: HoldemTable, from: number): HoldemPlayer | undefined {
  return clockwise(bySeat(table.state), from).find((player) => isAsked(table, player));
}

/** The turn is a player's from now on. */
export function turnTo(table: HoldemTable, player: HoldemPlayer): void {
  const { state, secret } = table;
  state.turn = player.seat;
  state.turn_no += 1;
  secret.turn_at = table.now;
  setClock(table, player);
  showOptions(table, player);
}

/** Nobody is to act: something happens by itself at `ends`. */
export function noTurn(table: HoldemTable, ends: number): void {
  Object.assign(table.state, { turn: -1, price: 0, min_raise: 0, max_raise: 0 });
  table.secret.ends = ends;
}

/** What who is to act may do: it changes when somebody leaves meanwhile. */
export function showOptions(table: HoldemTable, player: HoldemPlayer): void {
  const range = raiseRange(table, player);
  table.state.price = player.bet + owes(table, player);
  table.state.min_raise = range?.min ?? 0;
  table.state.max_raise = range?.max ?? 0;
}

/** The bank pays for what the clock did not give. Who sits out is never late. */
function payLate(table: HoldemTable, player: HoldemPlayer): void {
  const late = table.now - table.secret.turn_at - CLOCK_MS;
  player.bank -= Math.min(player.bank, Math.max(0, late));
}

/** A player acted by themselves: they sit no longer out. */
export function acted(table: HoldemTable, player: HoldemPlayer): void {
  payLate(table, player);
  player.sitting_out = false;
  table.secret.time_outs[player.id] = 0;
}

/** Out of time: after two in a row a player sits out. */
export function timedOut(table: HoldemTable, player: HoldemPlayer): void {
  payLate(table, player);
  if (player.sitting_out) return;
  const { time_outs } = table.secret;
  time_outs[player.id] = (time_outs[player.id] ?? 0) + 1;
  if ((time_outs[player.id] ?? 0) >= TIME_OUTS) player.sitting_out = true;
}

/** Sits a player out, or in again; their turn, if it is on, goes by it. */
export function setSittingOut(table: HoldemTable, player: HoldemPlayer, out: boolean): void {
  player.sitting_out = out;
  table.secret.time_outs[player.id] = 0;
  if (table.state.turn === player.seat) setClock(table, player);
}

/**
 * Game ms at which the turn ends that is on, or the window for entropy; 0 when none is, or nobody is to wait for it.
 */
export function turnEnds({ state, secret }: HoldemTable): number {
  if (state.entropy_open) return secret.ends;
  const player = atSeat(state, state.turn);
  return player && !player.sitting_out ? secret.ends : 0;
}

/** When the table next does something by itself: an action at the very end of a turn still counts (TDA 29). */
export function dueAt({ state, secret }: HoldemTable): number {
  if (secret.ends === 0) return Number.POSITIVE_INFINITY;
  return state.turn === -1 ? secret.ends : secret.ends + 1;
}

function setClock(table: HoldemTable, player: HoldemPlayer): void {
  const { secret, now } = table;
  secret.ends = player.sitting_out ? now + SITS_OUT_MS : secret.turn_at + CLOCK_MS + player.bank;
}
