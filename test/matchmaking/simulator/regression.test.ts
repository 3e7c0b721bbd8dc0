import assert from 'node:assert/strict';
import { defaultPolicy, type Policy } from '../../../src/matchmaking/matcher/policy.ts';
import { DEFAULT_ARRIVALS, generateArrivals } from '../../../src/matchmaking/simulator/generateArrivals.ts';
import type { Measurements } from '../../../src/matchmaking/simulator/measure.ts';
import { play } from '../../../src/matchmaking/simulator/scenario.ts';

/** What the default policy may be at worst. Waits and spreads are p95; shares of tables. */
interface Bounds {
  rate: number;
  hours: number;
  wait: number;
  spread: number;
  /** Share of tables of five. */
  fives: number;
  fairness: number;
}

const SEEDS = ['7', '11'];

/** A little above what was measured: chance in a short run is within, a worse policy is not. */
const BOUNDS: readonly Bounds[] = [
  { rate: 0.1, hours: 3, wait: 125, spread: 620, fives: 0, fairness: 0.8 },
  { rate: 0.5, hours: 1, wait: 37, spread: 330, fives: 0, fairness: 0.84 },
  { rate: 2, hours: 0.5, wait: 12, spread: 245, fives: 0.3, fairness: 0.85 },
  { rate: 10, hours: 0.15, wait: 4.2, spread: 212, fives: 0.65, fairness: 0.82 },
];

/** What of a run is out of bounds. */
function worsenings(run: Measurements, { wait, spread, fives, fairness }: Bounds): string[] {
  const worse: [string, boolean][] = [
    ['wait', (run.wait_s.p95 ?? Number.POSITIVE_INFINITY) > wait],
    ['spread', (run.spread.p95 ?? Number.POSITIVE_INFINITY) > spread],
    ['fives', (run.sizes['5'] ?? 0) < fives],
    ['fairness', (run.fairness ?? 0) < fairness],
    ['under_min', run.under_min > 0],
    ['unmatched', run.unmatched > run.players * 0.05],
  ];
  return worse.flatMap(([name, is]) => (is ? [name] : []));
}

function runWith(policy: Policy, { rate, hours }: Bounds, seed: string): Measurements {
  const arrivals = generateArrivals({ ...DEFAULT_ARRIVALS, seed, rate, hours });
  return play({ policy: 'own', rate, seed, hours, arrivals, readyFailures: 0 }, { own: policy }).report;
}

describe('the default policy', () => {
  for (const bounds of BOUNDS)
    for (const seed of SEEDS)
      it(`is no worse than recorded at ${bounds.rate}/s, seed ${seed}`, () => {
        const run = runWith(defaultPolicy, bounds, seed);
        assert.deepEqual(
          worsenings(run, bounds),
          [],
          JSON.stringify([run.wait_s, run.spread, run.sizes, run.fairness]),
        );
      }).timeout(10_000);

  it('is noticed when it takes whom it should not', () => {
    const { window } = defaultPolicy;
    const careless = { ...defaultPolicy, eagerSpread: 600, window: { ...window, start: 500, cap: 900 } };
    const bounds = BOUNDS.find(({ rate }) => rate === 2) as Bounds;
    assert.ok(worsenings(runWith(careless, bounds, '7'), bounds).includes('spread'));
  }).timeout(10_000);

  it('is noticed when it keeps people waiting', () => {
    const slow = { ...defaultPolicy, window: { ...defaultPolicy.window, start: 40, growth: 1 } };
    const bounds = BOUNDS.find(({ rate }) => rate === 2) as Bounds;
    assert.ok(worsenings(runWith(slow, bounds, '7'), bounds).includes('wait'));
  }).timeout(10_000);
});
