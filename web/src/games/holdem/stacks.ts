import { type HandRecord, handOfRecord } from './handOfRecord.ts';

/** How somebody's chips went: before each hand, and after the last; up to where they had none. */
export interface Stacks {
  id: string;
  chips: readonly number[];
}

/** Everybody's chips, hand by hand. @param ends what each had at the end */
export function stacksOf(
  hands: readonly HandRecord[],
  ends: readonly { id: string; score: number }[],
): Stacks[] {
  return ends.map(({ id, score }) => {
    const chips = hands.map(({ players }) => players.find((player) => player.id === id)?.stack ?? 0);
    const all = [...chips, score];
    const gone = all.indexOf(0);
    return { id, chips: gone === -1 ? all : all.slice(0, gone + 1) };
  });
}

/** The largest pot of a match. */
export interface LargestPot {
  hand: number;
  amount: number;
  /** Who won it, each by uuid. */
  winners: readonly string[];
  /** With what; null where nobody had to show it. */
  words: string | null;
}

/** The first of them where several are as large; null before any hand. */
export function largestPotOf(hands: readonly HandRecord[]): LargestPot | null {
  const pots = hands.flatMap((record) =>
    handOfRecord(record, () => '').pots.map(({ amount, winners, words }) => ({
      ...{ hand: record.hand, amount, words },
      winners: winners.map(({ player }) => player),
    })),
  );
  return pots.reduce<LargestPot | null>((most, pot) => (pot.amount > (most?.amount ?? 0) ? pot : most), null);
}
