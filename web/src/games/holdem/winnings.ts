import { type BestHand, bestHand, compareHands } from './bestHand.ts';
import { clockwise, type HoldemPlayerView, type HoldemView } from './holdemView.ts';

/** How a pot of a hand that is over was paid. */
export interface Winning {
  /** 0 for the main pot. */
  pot: number;
  amount: number;
  winners: { player: HoldemPlayerView; amount: number }[];
  /** With what; null when nobody else was in it. */
  hand: BestHand | null;
}

/**
 * Who won what in the hand that has just been paid out, from what everybody sees: pots, board and shown cards. A hand
 * that was not shown cannot have won a pot for which others showed theirs.
 */
export function winningsOf({ street, pots, board, players, button }: HoldemView): Winning[] {
  if (street !== 'over') return [];
  return pots.flatMap(({ amount, seats }, pot): Winning[] => {
    const inIt = clockwise(players, button).filter(({ seat }) => seats.includes(seat));
    const alone = inIt.length === 1 ? inIt[0] : undefined;
    if (alone) return [{ pot, amount, winners: [{ player: alone, amount }], hand: null }];
    const hands = inIt.flatMap((player) => {
      const hand =
        player.shown.length === 2 && board.length === 5 ? bestHand([...player.shown, ...board]) : null;
      return hand ? [{ player, hand }] : [];
    });
    const [first] = hands;
    if (!first) return [];
    const best = hands.reduce((top, one) => (compareHands(one.hand, top.hand) > 0 ? one : top), first);
    const winners = hands.filter(({ hand }) => compareHands(hand, best.hand) === 0);
    const each = Math.floor(amount / winners.length);
    const odd = amount - each * winners.length;
    return [
      {
        pot,
        amount,
        hand: best.hand,
        // Odd chips go one each to the first left of the button.
        winners: winners.map(({ player }, i) => ({ player, amount: each + (i < odd ? 1 : 0) })),
      },
    ];
  });
}
