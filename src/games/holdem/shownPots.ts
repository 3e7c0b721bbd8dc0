import type { List } from '../game.ts';
import type { HoldemPlayer } from './state.ts';
import type { HoldemTable } from './table.ts';

/**
 * From this version of the rules on the main pot is there from the deal on, empty, and who folds is in no pot any more
 * at once: a pot that is made when the flop opens takes five times as many bytes as its amount, just where most else
 * changes.
 */
const SHOWN_FROM_DEAL = 5;

/** Whether the main pot is shown from the deal on. */
export const showsPotFromDeal = ({ rules }: Pick<HoldemTable, 'rules'>): boolean => rules >= SHOWN_FROM_DEAL;

/** Whether that somebody folded stays what they did last, on later streets as well. */
export const foldsStay = showsPotFromDeal;

/**
 * Shows these pots. One that only grows, or that somebody is in no longer, stays: that is a third of the bytes of a new
 * one. Where somebody is to come into one it is made anew, and so are those after it.
 */
export function showPots(table: HoldemTable, pots: readonly { amount: number; seats: number[] }[]): void {
  const shown = table.state.pots;
  let kept = 0;
  for (const { amount, seats } of pots) {
    const pot = shown[kept];
    if (!pot || !seats.every((seat) => pot.seats.includes(seat))) break;
    pot.amount = amount;
    takeOut(pot.seats, (seat) => !seats.includes(seat));
    kept += 1;
  }
  if (shown.length > kept) shown.splice(kept, shown.length - kept);
  for (const { amount, seats } of pots.slice(kept)) {
    const pot = Object.assign(table.make('pot'), { amount });
    pot.seats.push(...seats);
    shown.push(pot);
  }
}

/** Takes a seat out of all pots that are shown. */
function leavePots({ state }: HoldemTable, seat: number): void {
  for (const { seats } of state.pots) takeOut(seats, (one) => one === seat);
}

/** A player gives up the hand. */
export function fold(table: HoldemTable, player: HoldemPlayer): void {
  player.folded = true;
  if (showsPotFromDeal(table)) leavePots(table, player.seat);
}

function takeOut(seats: List<number>, out: (seat: number) => boolean): void {
  for (let i = seats.length - 1; i >= 0; i--) if (out(seats[i] as number)) seats.splice(i, 1);
}
