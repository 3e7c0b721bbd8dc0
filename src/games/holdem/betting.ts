import type { HoldemPlayer } from './state.ts';
import { type HoldemTable, live } from './table.ts';

/** Others who may still win. */
function opponents(table: HoldemTable, { seat }: HoldemPlayer): HoldemPlayer[] {
  return live(table.state).filter((other) => other.seat !== seat);
}

/** What a player has to add to stay in: never more than some opponent can match, for that would come back. */
export function owes(table: HoldemTable, player: HoldemPlayer): number {
  const matched = Math.max(0, ...opponents(table, player).map(({ bet, stack }) => bet + stack));
  return Math.max(0, Math.min(table.secret.book.price, matched) - player.bet);
}

/** Whether a player is to be asked: they owe something, or have not acted and somebody could answer. */
export function isAsked(table: HoldemTable, player: HoldemPlayer): boolean {
  if (player.folded || player.stack === 0) return false;
  if (owes(table, player) > 0) return true;
  const acted = table.secret.book.acted.includes(player.seat);
  return !acted && opponents(table, player).some(({ stack }) => stack > 0);
}

/**
 * The least and the most that a player may raise to (TDA 43), or null when they may not: nobody could match more, or
 * they acted and face less than a full raise since (TDA 47).
 */
export function raiseRange(table: HoldemTable, player: HoldemPlayer): { min: number; max: number } | null {
  const { price, full_raise, acted } = table.secret.book;
  const max = player.bet + player.stack;
  if (max <= price) return null;
  if (!opponents(table, player).some(({ bet, stack }) => stack > 0 && bet + stack > price)) return null;
  if (acted.includes(player.seat) && price - player.bet < full_raise) return null;
  return { min: Math.min(price + full_raise, max), max };
}

/** Puts chips of a player's stack in front of them, as far as they go. Answers how many. */
export function putIn(player: HoldemPlayer, chips: number): number {
  const paid = Math.min(chips, player.stack);
  player.stack -= paid;
  player.bet += paid;
  if (player.stack === 0) player.all_in = true;
  return paid;
}

/** Raises what the street costs. What is short of a full raise does not count as one (TDA 47). */
export function raiseTo(table: HoldemTable, player: HoldemPlayer, total: number): number {
  const { book } = table.secret;
  book.full_raise = Math.max(book.full_raise, total - book.price);
  book.price = total;
  book.aggressor = player.seat;
  return putIn(player, total - player.bet);
}
