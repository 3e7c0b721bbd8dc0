import { type Measurements, measure } from './measure.ts';
import type { ScenarioResult } from './scenario.ts';
import type { Outcome } from './simulate.ts';

/** From the least to the most. */
export type Range = [number, number];

/** Runs of one policy at one rate as one: what all their people and tables together come to. */
export interface Pooled extends Measurements {
  policy: string;
  rate: number;
  hours: number;
  seeds: string[];
  /** What the runs have each. */
  range: { wait_p95: Range; spread_p95: Range; fives: Range };
}

/** A value per policy and rate, in the order in which they come. */
export function pool(results: readonly ScenarioResult[]): Pooled[] {
  const alike = Map.groupBy(results, ({ report }) => `${report.rate} ${report.hours} ${report.policy}`);
  return [...alike.values()].map((runs) => {
    const reports = runs.map(({ report }) => report);
    const { policy = '', rate = 0, hours = 0 } = reports[0] ?? {};
    const outcome = runs.map((run) => run.outcome).reduce(together);
    return {
      ...{ policy, rate, hours, seeds: reports.map(({ seed }) => seed) },
      ...measure(outcome, hours * 3_600_000),
      // Each run has a party of each name.
      parties_split: reports.reduce((sum, of) => sum + of.parties_split, 0),
      range: {
        wait_p95: rangeOf(reports.flatMap(({ wait_s }) => wait_s.p95 ?? [])),
        spread_p95: rangeOf(reports.flatMap(({ spread }) => spread.p95 ?? [])),
        fives: rangeOf(reports.map(({ sizes }) => sizes['5'] ?? 0)),
      },
    };
  });
}

function together(a: Outcome, b: Outcome): Outcome {
  return {
    tables: [...a.tables, ...b.tables],
    waiting: [...a.waiting, ...b.waiting],
    arrived: a.arrived + b.arrived,
    refused: a.refused + b.refused,
    proposed: a.proposed + b.proposed,
    fellThrough: a.fellThrough + b.fellThrough,
    told: [...a.told, ...b.told],
    left: a.left + b.left,
  };
}

function rangeOf(values: readonly number[]): Range {
  return [Math.min(...values), Math.max(...values)];
}
