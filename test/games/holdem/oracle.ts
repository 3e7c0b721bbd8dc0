/** What a player put into a hand, and how good their cards are. */
export interface OracleHand {
  seat: number;
  chips: number;
  folded: boolean;
  strength: number;
}

/**
 * Who gets how much, found chip by chip: chip number n of everybody who put in as many goes to the best of those who
 * did and are still in; without such, to those of the chip before. Chips that the same players contest are shared
 * together. It knows nothing of pots.
 * @param clockwise seats, the one left of the button first
 */
export function oracle(hands: readonly OracleHand[], clockwise: readonly number[]): Map<number, number> {
  const won = new Map(hands.map(({ seat }) => [seat, 0]));
  const heaps: { seats: OracleHand[]; chips: number }[] = [];
  const most = Math.max(...hands.map(({ chips }) => chips));
  for (let n = 1; n <= most; n++) {
    const chips = hands.filter((hand) => hand.chips >= n).length;
    const seats = hands.filter((hand) => hand.chips >= n && !hand.folded);
    const last = heaps.at(-1);
    if (last && (seats.length === 0 || seats.length === last.seats.length)) last.chips += chips;
    else if (seats.length > 0) heaps.push({ seats, chips });
    else heaps.push({ seats: hands.filter(({ folded }) => !folded), chips });
  }
  for (const { seats, chips } of heaps) {
    const best = Math.max(...seats.map(({ strength }) => strength));
    const winners = clockwise.filter((seat) =>
      seats.some((one) => one.seat === seat && one.strength === best),
    );
    for (let n = 0; n < chips; n++) {
      const seat = winners[n % winners.length] as number;
      won.set(seat, (won.get(seat) ?? 0) + 1);
    }
  }
  return won;
}
