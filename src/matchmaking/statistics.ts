import { quantile } from './expectation.ts';
import type { MadeTable } from './queueHistory.ts';
import type { QueueStatistics } from './tickets.ts';

/** Statistics look at so many tables, the newest. */
export const TABLES_LOOKED_AT = 500;
const SLOT_MS = 5 * 60_000;
const SLOTS = 12;
/** Rating bands, by what they begin with. */
const BANDS = [
  { band: '<1200', below: 1200 },
  { band: '1200-1800', below: 1800 },
  { band: '>1800', below: Number.POSITIVE_INFINITY },
];

/** What matchmaking did lately with one game. @param recent newest first */
export function queueStatistics(
  game: string,
  queueLength: number,
  made: number,
  recent: readonly MadeTable[],
  now: number,
): QueueStatistics {
  const waits = secondsOf(recent);
  const spreads = recent.map(({ spread }) => spread).sort((a, b) => a - b);
  const sizes = Object.groupBy(recent, ({ people }) => String(people.length));
  return {
    game,
    queue_length: queueLength,
    matches_made: made,
    wait: { mean: mean(waits), p50: round(quantile(waits, 0.5)), p95: round(quantile(waits, 0.95)) },
    sizes: Object.fromEntries(Object.entries(sizes).map(([size, tables = []]) => [size, tables.length])),
    rating_spread: { mean: mean(spreads), p95: round(quantile(spreads, 0.95)) },
    bands: BANDS.map(({ band }) => bandOf(band, recent)),
    over_time: Array.from({ length: SLOTS }, (_, i) => slotOf(now - (SLOTS - i) * SLOT_MS, recent)),
  };
}

function bandOf(band: string, recent: readonly MadeTable[]): QueueStatistics['bands'][number] {
  const inBand = (rating: number) => BANDS.find(({ below }) => rating < below)?.band === band;
  const tables = recent.filter(({ people }) => people.some(({ rating }) => inBand(rating)));
  const waits = tables
    .flatMap(({ people }) => people.filter(({ rating }) => inBand(rating)))
    .map(({ waitedMs }) => waitedMs / 1000)
    .sort((a, b) => a - b);
  const spreads = tables.map(({ spread }) => spread).sort((a, b) => a - b);
  return {
    band,
    players: waits.length,
    wait_p50: round(quantile(waits, 0.5)),
    wait_p95: round(quantile(waits, 0.95)),
    spread_p95: round(quantile(spreads, 0.95)),
  };
}

function slotOf(from: number, recent: readonly MadeTable[]): QueueStatistics['over_time'][number] {
  const tables = recent.filter(({ at }) => at >= from && at < from + SLOT_MS);
  const waits = secondsOf(tables);
  return {
    from: new Date(from).toISOString(),
    matches: tables.length,
    players: waits.length,
    wait_p50: round(quantile(waits, 0.5)),
  };
}

function secondsOf(tables: readonly MadeTable[]): number[] {
  return tables
    .flatMap(({ people }) => people)
    .map(({ waitedMs }) => waitedMs / 1000)
    .sort((a, b) => a - b);
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
