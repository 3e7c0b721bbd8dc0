/** Upper ends of the rows, in ms. */
const ROWS = [100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 10_000, Number.POSITIVE_INFINITY];
const WIDTH = 40;

/** The smallest of the sorted numbers that at least this share of them does not exceed; null for none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

/** Times in ms as bars, a line a row; rows at either end that are empty are left out. */
export function histogram(times: readonly number[]): string[] {
  const counts = ROWS.map((end, i) => times.filter((ms) => ms < end && ms >= (ROWS[i - 1] ?? 0)).length);
  const most = Math.max(...counts, 1);
  const last = counts.findLastIndex((count) => count > 0);
  const first = counts.findIndex((count) => count > 0);
  return counts.flatMap((count, i) => {
    if (i < first || i > last) return [];
    const bar = '█'.repeat(Math.round((count / most) * WIDTH)) || (count > 0 ? '▏' : '');
    return `${label(i).padStart(9)}  ${bar} ${count}`;
  });
}

function label(row: number): string {
  const end = ROWS[row] ?? 0;
  if (end !== Number.POSITIVE_INFINITY) return `< ${time(end)}`;
  return `≥ ${time(ROWS[row - 1] ?? 0)}`;
}

function time(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
