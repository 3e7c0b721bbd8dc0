import type { ResultRow } from './resultView.ts';

/** Who stands how high: 1 is the highest step. */
interface Step {
  row: ResultRow;
  height: number;
}

/**
 * The first three as they stand, from the left: second, first, third. Equal ranks stand equally high. Whoever comes
 * after them stands beside.
 */
export function podiumOf(rows: readonly ResultRow[]): { steps: Step[]; beside: ResultRow[] } {
  const [first, second, third, ...beside] = rows.map((row) => ({ row, height: Math.min(row.rank, 3) }));
  const steps = [second, first, third].filter((step) => step !== undefined);
  return { steps, beside: beside.map(({ row }) => row) };
}
