import assert from 'node:assert/strict';
import { type Opponent, playOff, type StrategyName } from '../../../bench/strategies.ts';

const MATCHES = 20;

/** The mean place of the first of these. */
function placeOf(opponents: readonly Opponent[], name: string): number {
  return playOff(opponents, MATCHES, name).ranks[0] ?? 0;
}

const solver = (skill: number): Opponent => ({ strategy: 'solve', skill });
const FOUR = [0.5, 0.5, 0.5, 0.5].map(solver);

describe('relay as a contest', function () {
  this.timeout(180_000);
  let solving = 0;
  before(() => {
    solving = placeOf([solver(0.5), ...FOUR], 'solve');
  });

  it('RL17 gives a middling player among such a middling place', () => {
    assert.ok(Math.abs(solving - 3) < 0.7, `${solving}`);
  });

  for (const [strategy, least] of Object.entries({
    idle: 4.9,
    'stop at 60 s': 4.5,
    'stop at 120 s': 3.9,
    'solve 5 s before the cold': 4.8,
    'solve 15 s before the cold': 4.5,
    'stop while the neighbour has more': 3.4,
  })) {
    it(`RL17 does not reward to ${strategy}`, () => {
      const place = placeOf([{ strategy: strategy as StrategyName, skill: 0.5 }, ...FOUR], strategy);
      assert.ok(place >= least && place > solving, `place ${place}, of a solver ${solving}`);
    });
  }

  it('RL17 places by skill', () => {
    const places = [0.2, 0.35, 0.65, 0.8].map((skill) => placeOf([solver(skill), ...FOUR], `skill ${skill}`));
    assert.ok(
      places.every((place, i) => i === 0 || place < (places[i - 1] ?? 0)),
      `${places}`,
    );
    const [worst = 0, , , best = 0] = places;
    assert.ok(worst > 4.2 && best < 1.3, `${places}`);
  });

  it('RL17 lets a good player who is fed by an idler still win most of the time', () => {
    const idler: Opponent = { strategy: 'idle', skill: 0.5 };
    const place = placeOf([solver(0.8), ...FOUR.slice(1), idler], 'fed by an idler');
    assert.ok(place < 2.2, `${place}`);
  });
});
