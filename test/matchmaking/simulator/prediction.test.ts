import assert from 'node:assert/strict';
import { evaluatePredictions, winChances } from '../../../src/matchmaking/simulator/prediction.ts';
import { readMatches } from '../../../src/matchmaking/simulator/readMatches.ts';

describe('predictions', () => {
  it('are even among equals, known for two, and less sure of who is not known', () => {
    const equals = winChances([1, 2, 3, 4].map(() => ({ mu: 1500, sigma: 80 })));
    for (const chance of equals) assert.ok(Math.abs(chance - 0.25) < 1e-6);
    // Two with a difference of one deviation of it: the normal distribution at 1.
    const [better] = winChances([
      { mu: 1500 + 250 * Math.SQRT2, sigma: 0 },
      { mu: 1500, sigma: 0 },
    ]);
    assert.ok(Math.abs((better ?? 0) - 0.8413) < 1e-3, String(better));
    const [known = 0] = winChances([1800, 1500, 1500].map((mu) => ({ mu, sigma: 50 })));
    const [unknown = 0] = winChances([1800, 1500, 1500].map((mu) => ({ mu, sigma: 500 })));
    assert.ok(known > unknown && unknown > 1 / 3);
  });

  it('are compared with who won', () => {
    const favourite = { mu: 1900, sigma: 80 };
    const others = [
      { mu: 1400, sigma: 80, rank: 2 },
      { mu: 1400, sigma: 80, rank: 3 },
    ];
    const expected = evaluatePredictions([{ players: [{ ...favourite, rank: 1 }, ...others] }]);
    const upset = evaluatePredictions([{ players: [{ ...favourite, rank: 4 }, ...others] }]);
    assert.equal(expected.log_loss_uniform, 1.0986);
    assert.ok((expected.log_loss ?? 9) < 0.3 && (upset.log_loss ?? 0) > 2);
    assert.ok((expected.calibration_error ?? 9) < (upset.calibration_error ?? 0));
    assert.equal(
      expected.calibration.reduce((sum, { count }) => sum + count, 0),
      3,
    );
  });

  it('are read from recorded matches, or the line that is wrong is named', () => {
    const good = '{"players": [{"mu": 1500, "sigma": 80, "rank": 1}, {"mu": 1400, "sigma": 90, "rank": 2}]}';
    assert.equal(evaluatePredictions(readMatches(`${good}\n${good}\n`)).matches, 2);
    assert.throws(() => readMatches(`${good}\n{"players": [{"mu": 1500}]}`), /^Error: Line 2: players/);
  });
});
