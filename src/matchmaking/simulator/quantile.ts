/** The value below or at which this share of values is (nearest rank). Null of none. @param sorted rising */
export function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[Math.min(sorted.length, rank) - 1] ?? null;
}

export interface Quantiles {
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

/** What is usually asked of a distribution, to two decimals. */
export function quantiles(values: readonly number[]): Quantiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => round(quantile(sorted, share));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export function round<T extends number | null>(value: T, decimals = 2): T {
  if (value === null) return value;
  const scale = 10 ** decimals;
  return (Math.round((value as number) * scale) / scale) as T;
}

/** Null of none. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
