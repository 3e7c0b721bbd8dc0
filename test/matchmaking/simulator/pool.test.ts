import assert from 'node:assert/strict';
import { DEFAULT_ARRIVALS, generateArrivals } from '../../../src/matchmaking/simulator/generateArrivals.ts';
import { pool } from '../../../src/matchmaking/simulator/pool.ts';
import { play } from '../../../src/matchmaking/simulator/scenario.ts';

describe('runs put together', () => {
  const runs = ['3', '4', '5'].flatMap((seed) =>
    ['default', 'fifo'].map((policy) => {
      const arrivals = generateArrivals({ ...DEFAULT_ARRIVALS, seed, rate: 1, hours: 0.2 });
      return play({ policy, rate: 1, seed, hours: 0.2, arrivals, readyFailures: 0 });
    }),
  );

  it('count all people and tables, per policy', () => {
    const pooled = pool(runs);
    assert.deepEqual(
      pooled.map(({ policy, seeds }) => [policy, seeds]),
      ['default', 'fifo'].map((policy) => [policy, ['3', '4', '5']]),
    );
    for (const { policy, players, tables, unmatched } of pooled) {
      const own = runs.map(({ report }) => report).filter((report) => report.policy === policy);
      const sum = (of: (report: (typeof own)[number]) => number) => own.reduce((all, r) => all + of(r), 0);
      assert.deepEqual(
        [players, tables, unmatched],
        [sum((r) => r.players), sum((r) => r.tables), sum((r) => r.unmatched)],
      );
    }
  });

  it('say how much the runs differ, and lie between them', () => {
    for (const { policy, range, wait_s, spread } of pool(runs)) {
      const p95 = runs.flatMap(({ report }) => (report.policy === policy ? [report.wait_s.p95 ?? 0] : []));
      assert.deepEqual(range.wait_p95, [Math.min(...p95), Math.max(...p95)]);
      assert.ok(range.wait_p95[0] <= (wait_s.p95 ?? 0) && (wait_s.p95 ?? 0) <= range.wait_p95[1]);
      assert.ok(range.spread_p95[0] <= (spread.p95 ?? 0) && (spread.p95 ?? 0) <= range.spread_p95[1]);
    }
  });
});
