import type { Pooled, Range } from '../../src/matchmaking/simulator/pool.ts';
import type { ScenarioResult } from '../../src/matchmaking/simulator/scenario.ts';

type Report = ScenarioResult['report'];

const COLUMNS: readonly [string, (report: Report) => string][] = [
  ['rate', ({ rate }) => String(rate)],
  ['seed', ({ seed }) => seed],
  ['policy', ({ policy }) => policy],
  ['wait p50/p95/p99 s', ({ wait_s }) => three(wait_s, 1)],
  ['spread p50/p95/p99', ({ spread }) => three(spread, 0)],
  ['3 / 4 / 5 %', ({ sizes }) => ['3', '4', '5'].map((size) => percent(sizes[size] ?? 0)).join('/')],
  ['under 3', ({ under_min }) => String(under_min)],
  ['unmatched', ({ unmatched }) => String(unmatched)],
  ['fairness', ({ fairness }) => (fairness ?? 0).toFixed(2)],
  ['repeats %', ({ repeat_opponents }) => percent(repeat_opponents.share)],
  ['rtt p95 ms', ({ rtt }) => shown(rtt.p95, 0)],
  ['log loss', ({ prediction }) => shown(prediction.log_loss, 3)],
];

/** A head and a row per run. */
export function rowsOf(reports: readonly Report[]): string[][] {
  return [COLUMNS.map(([title]) => title), ...reports.map((of) => COLUMNS.map(([, show]) => show(of)))];
}

const POOLED: readonly [string, (of: Pooled) => string][] = [
  ['rate', ({ rate }) => String(rate)],
  ['policy', ({ policy }) => policy],
  ['seeds', ({ seeds }) => String(seeds.length)],
  ['wait p50/p95/p99 s', ({ wait_s }) => three(wait_s, 1)],
  ['p95 of each', ({ range }) => between(range.wait_p95, 1)],
  ['spread p50/p95/p99', ({ spread }) => three(spread, 0)],
  ['p95 of each', ({ range }) => between(range.spread_p95, 0)],
  ['3 / 4 / 5 %', ({ sizes }) => ['3', '4', '5'].map((size) => percent(sizes[size] ?? 0)).join('/')],
  ['5 % of each', ({ range }) => `${percent(range.fives[0])}–${percent(range.fives[1])}`],
  ['under 3', ({ under_min }) => String(under_min)],
  ['unmatched %', ({ unmatched_share }) => (100 * unmatched_share).toFixed(1)],
  ['fell through %', ({ ready_check }) => percent(ready_check.failed_share)],
  ['of the smallest region', ({ regions }) => smallest(regions)],
  ['out of reach', ({ rtt }) => String(rtt.unreachable)],
  ['parties split', ({ parties_split }) => String(parties_split)],
  [
    'told right p50/p80 %',
    ({ told }) => (told.times === 0 ? '–' : `${percent(told.p50 ?? 0)}/${percent(told.p80 ?? 0)}`),
  ],
];

/** Runs under each other, in columns that line up. */
export function asTable(reports: readonly Report[]): string {
  return linedUp(rowsOf(reports));
}

/** As `asTable`, of runs that were put together. */
export function asPooledTable(all: readonly Pooled[]): string {
  return linedUp([POOLED.map(([title]) => title), ...all.map((of) => POOLED.map(([, show]) => show(of)))]);
}

/** Wait and spread p95 of where the fewest live. */
function smallest(regions: Pooled['regions']): string {
  const [least] = Object.values(regions).sort((a, b) => a.players - b.players);
  return least ? `${shown(least.wait_s.p95, 1)}/${shown(least.spread.p95, 0)}` : '–';
}

function between([from, to]: Range, digits: number): string {
  return `${from.toFixed(digits)}–${to.toFixed(digits)}`;
}

function linedUp(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function three(of: { p50: number | null; p95: number | null; p99: number | null }, digits: number): string {
  return [of.p50, of.p95, of.p99].map((value) => shown(value, digits)).join('/');
}

function percent(share: number): string {
  return String(Math.round(share * 100));
}

function shown(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}
