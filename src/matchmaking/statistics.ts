import type { QueueStatistics } from './tickets.ts';

/** Tables remembered per game: statistics are of the recent past. */
const TABLES_KEPT = 500;

interface MadeTable {
  waitsMs: number[];
  spread: number;
}

/** What matchmaking did lately, per game. */
export class MatchmakingStatistics {
  readonly #recent = new Map<string, MadeTable[]>();
  readonly #made = new Map<string, { matches: number; sizes: Record<string, number> }>();

  /** @param waitsMs how long each person waited */
  tableMade(game: string, waitsMs: number[], spread: number): void {
    const recent = this.#recent.get(game) ?? [];
    recent.push({ waitsMs, spread });
    if (recent.length > TABLES_KEPT) recent.shift();
    this.#recent.set(game, recent);
    const made = this.#made.get(game) ?? { matches: 0, sizes: {} };
    made.matches += 1;
    made.sizes[waitsMs.length] = (made.sizes[waitsMs.length] ?? 0) + 1;
    this.#made.set(game, made);
  }

  /** Half of the recent players waited no longer than this, in seconds; null when nobody was matched yet. */
  typicalWait(game: string): number | null {
    return percentile(this.#waits(game), 0.5);
  }

  of(game: string, queueLength: number): QueueStatistics {
    const waits = this.#waits(game);
    const spreads = (this.#recent.get(game) ?? []).map((table) => table.spread).sort((a, b) => a - b);
    const made = this.#made.get(game) ?? { matches: 0, sizes: {} };
    return {
      game,
      queue_length: queueLength,
      matches_made: made.matches,
      wait: { mean: mean(waits), p50: percentile(waits, 0.5), p95: percentile(waits, 0.95) },
      sizes: { ...made.sizes },
      rating_spread: { mean: mean(spreads), p95: percentile(spreads, 0.95) },
    };
  }

  #waits(game: string): number[] {
    const tables = this.#recent.get(game) ?? [];
    return tables.flatMap((table) => table.waitsMs.map((ms) => ms / 1000)).sort((a, b) => a - b);
  }
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** Nearest-rank percentile of sorted values. */
function percentile(sorted: readonly number[], p: number): number | null {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)];
  return value === undefined ? null : round(value);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
