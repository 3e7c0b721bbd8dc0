import { Budgets } from '../../src/players/budgets.ts';

/** Budgets that nobody uses up. */
export function plentyOfBudget(): Budgets {
  const plenty = { perSecond: 1e9, burst: 1e9 };
  return new Budgets({ player: plenty, address: plenty, now: () => 0, refused() {} });
}
