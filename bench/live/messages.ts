/** What a process measured since it was asked last. Times in ms. */
export interface Sample {
  late: number[];
  dropped: number;
  steps: number;
  /** Steps that told nobody anything, and those that did. */
  quietMs: number[];
  toldMs: number[];
  cpuMs: number;
}

export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}
