/** Who has the button and who posts, by seat. The button and the small blind may be seats at which nobody plays. */
export interface Positions {
  button: number;
  /** The seat of the small blind: it is posted when somebody plays there. */
  small_blind: number;
  big_blind: number;
}

/** The first of these seats after one, clockwise. */
function after(seat: number, seats: readonly number[]): number {
  return seats.find((one) => one > seat) ?? (seats[0] as number);
}

/** Positions of a match's first hand. @param seats of those who play, ascending */
export function firstPositions(button: number, seats: readonly number[]): Positions {
  const small_blind = seats.length === 2 ? button : after(button, seats);
  return { button, small_blind, big_blind: after(small_blind, seats) };
}

/**
 * Positions of the next hand, by the dead button (TDA 32): the big blind moves to the next player with chips, the small
 * blind is where the big blind was, the button where the small blind was. With two left the button is the small blind,
 * and nobody is big blind twice running (TDA 34-B).
 * @param seats of those who play, ascending, two at least
 */
export function nextPositions(before: Positions, seats: readonly number[]): Positions {
  const big_blind = after(before.big_blind, seats);
  if (seats.length > 2) return { button: before.small_blind, small_blind: before.big_blind, big_blind };
  const other = after(big_blind, seats);
  return { button: other, small_blind: other, big_blind };
}
