import assert from 'node:assert/strict';
import { type Aim, defaultPolicy, type Policy } from '../../../src/matchmaking/matcher/policy.ts';
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
  { rate: 0.1, hours: 3, wait: 88, spread: 555, fives: 0, fairness: 0.85 },
  { rate: 0.5, hours: 1, wait: 34, spread: 290, fives: 0.03, fairness: 0.86 },
  { rate: 2, hours: 0.5, wait: 10.2, spread: 241, fives: 0.46, fairness: 0.88 },
  { rate: 10, hours: 0.15, wait: 3.6, spread: 182, fives: 0.67, fairness: 0.86 },
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

function withAims(change: (aim: Aim) => Partial<Aim>): Policy {
  return { ...defaultPolicy, aims: defaultPolicy.aims.map((aim) => ({ ...aim, ...change(aim) })) };
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
      }).timeout(40_000);

  it('is noticed when it takes whom it should not', () => {
    const careless = withAims(({ window }) => ({ window: 1.2 * window }));
    const bounds = BOUNDS.find(({ rate }) => rate === 2) as Bounds;
    assert.ok(worsenings(runWith(careless, bounds, '7'), bounds).includes('spread'));
  }).timeout(40_000);

  it('is noticed when it keeps people waiting', () => {
    const slow = withAims(({ window }) => ({ window: window / 2 }));
    const bounds = BOUNDS.find(({ rate }) => rate === 2) as Bounds;
    assert.ok(worsenings(runWith(slow, bounds, '7'), bounds).includes('wait'));
  }).timeout(40_000);
});

describe('a policy of ours', () => {
  /** At these rates, which of ours waits less and has tables more equal than which of the others. */
  const BETTER: readonly [rate: number, own: string, ...others: string[]][] = [
    [0.1, 'quick', 'colyseus-full'],
    [0.1, 'fives', 'nakama', 'nakama-fast'],
    [0.1, 'tight', 'nakama-tuned'],
    [0.5, 'quick', 'colyseus', 'colyseus-full', 'fifo'],
    [0.5, 'default', 'nakama', 'nakama-fast'],
    [0.5, 'tight', 'nakama-tuned'],
    [2, 'quick', 'colyseus', 'colyseus-full', 'fifo'],
    [2, 'default', 'nakama', 'nakama-fast'],
    [2, 'tight', 'nakama-tuned'],
    [10, 'quick', 'colyseus', 'colyseus-full', 'fifo'],
    [10, 'default', 'nakama', 'nakama-fast', 'nakama-tuned'],
  ];

  for (const [rate, own, ...others] of BETTER)
    it(`${own} is better in both than ${others.join(', ')} at ${rate}/s`, () => {
      const { hours } = BOUNDS.find((bounds) => bounds.rate === rate) as Bounds;
      const arrivals = generateArrivals({ ...DEFAULT_ARRIVALS, seed: '7', rate, hours });
      const p95 = (policy: string) => {
        const scenario = { policy, rate, seed: '7', hours, arrivals, readyFailures: 0 };
        const { wait_s, spread } = play(scenario).report;
        return { wait: wait_s.p95 as number, spread: spread.p95 as number };
      };
      const ours = p95(own);
      for (const other of others) {
        const theirs = p95(other);
        assert.ok(
          ours.wait < theirs.wait && ours.spread < theirs.spread,
          JSON.stringify([ours, other, theirs]),
        );
      }
    }).timeout(40_000);
});
