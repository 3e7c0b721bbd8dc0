/** What somebody put into a hand. */
export interface Stake {
  seat: number;
  chips: number;
  /** May still win. */
  live: boolean;
}

/**
 * The pots of a hand, main pot first: one for each amount that a live hand is in for. Folded chips go to the pots they
 * reach, and above every live hand to the pot below.
 * @param dead chips that belong to the main pot, no matter who put them there
 */
export function potsOf(stakes: readonly Stake[], dead = 0): { amount: number; seats: number[] }[] {
  const levels = [...new Set(stakes.filter(({ live }) => live).map(({ chips }) => chips))].sort(
    (a, b) => a - b,
  );
  const pots = levels.map((level, i) => {
    const below = levels[i - 1] ?? 0;
    const upTo = i === levels.length - 1 ? Number.POSITIVE_INFINITY : level;
    const amount = stakes.reduce((sum, { chips }) => sum + Math.max(0, Math.min(chips, upTo) - below), 0);
    const seats = stakes.filter(({ live, chips }) => live && chips >= level).map(({ seat }) => seat);
    return { amount: i === 0 ? amount + dead : amount, seats: seats.sort((a, b) => a - b) };
  });
  return pots.filter(({ amount }) => amount > 0);
}

/**
 * Equal parts of a pot; odd chips go one each to the first winners (TDA 20).
 * @param winners left of the button first
 */
export function shares(amount: number, winners: readonly number[]): Map<number, number> {
  const each = Math.floor(amount / winners.length);
  const odd = amount - each * winners.length;
  return new Map(winners.map((seat, i) => [seat, each + (i < odd ? 1 : 0)]));
}
