import assert from 'node:assert/strict';
import type { Networked, Trick } from '../../../bench/fairness/Client.ts';
import { playMatch, type Result } from '../../../bench/fairness/play.ts';
import { LAG_RULES, type LagRule, OURS } from '../../../bench/fairness/rules.ts';

const RTTS = [20, 80, 150, 250];

/** What each of these players did in some matches, all added up. */
function played(players: readonly Networked[], matches: number, rule?: LagRule, believed = false): Result[] {
  const sums = players.map(() => ({ shots: 0, hits: 0, far: 0, taken: 0, held: 0, commands: 0, score: 0 }));
  for (let n = 0; n < matches; n++) {
    for (const [i, result] of playMatch(players, `test ${n}`, rule, believed).entries()) {
      const sum = sums[i] as Result;
      for (const key of Object.keys(sum) as (keyof Result)[]) sum[key] += result[key];
    }
  }
  return sums;
}

const rates = (results: readonly Result[]) => results.map(({ shots, hits }) => hits / shots);
const worstOfBest = (all: readonly number[]) => Math.min(...all) / Math.max(...all);
const farOf = (results: readonly Result[]) =>
  results.reduce((sum, { far }) => sum + far, 0) / results.reduce((sum, { hits }) => sum + hits, 0);

describe('arena: fairness', function () {
  this.timeout(180_000);
  const players = RTTS.map((rtt) => ({ rtt }));

  it('AR28 equal players hit alike over 20 and 250 ms and nobody is hit where they are not, as under no other rule', () => {
    const ours = played(players, 6, OURS);
    assert.ok(worstOfBest(rates(ours)) >= 0.85, rates(ours).join(' '));
    assert.ok(farOf(ours) <= 0.05, String(farOf(ours)));
    const [none, rewind] = LAG_RULES.map((rule) => played(players, 3, rule));
    assert.ok(none && rewind);
    const slowest = (results: readonly Result[]) => rates(results).at(-1) ?? 0;
    assert.ok(slowest(none) < 0.85 * slowest(ours), rates(none).join(' '));
    assert.ok(farOf(rewind) > 0.3, String(farOf(rewind)));
  });

  it('AR28 so it is in the game itself, far hits as well', () => {
    const game = played(players, 6);
    assert.ok(worstOfBest(rates(game)) >= 0.85, rates(game).join(' '));
    assert.ok(farOf(game) > 0 && farOf(game) <= 0.05, String(farOf(game)));
  });

  /** One who tries something among three who do not, and the same four when nobody does. */
  function against(trick: Trick, believed = false) {
    const honest = [{ rtt: 60 }, { rtt: 60 }, { rtt: 60 }, { rtt: 60 }];
    const [before, ...rest] = played(honest, 6);
    const [cheat, ...others] = played([{ rtt: 60, trick }, ...honest.slice(1)], 6, undefined, believed);
    const worth = ({ hits, taken }: Result) => hits / taken;
    const mean = (all: readonly Result[]) => all.reduce((sum, one) => sum + worth(one), 0) / all.length;
    assert.ok(before && cheat);
    return {
      hits: cheat.hits / cheat.shots / (before.hits / before.shots),
      worth: worth(cheat) / worth(before),
      others: mean(others) / mean(rest),
    };
  }

  it('AR28 a lag switch gains nothing, and costs the others nothing', () => {
    const { hits, worth, others } = against('lag switch');
    assert.ok(hits < 1.05 && worth < 1.1 && others > 0.9, `${hits} ${worth} ${others}`);
  });

  it('AR29 who claims views as old as can be gains next to nothing by it, and would if views were believed', () => {
    const { hits, others } = against('old views');
    assert.ok(hits < 1.15 && others > 0.9, `${hits} ${others}`);
    const believed = against('old views', true);
    assert.ok(believed.hits > 1.2 && believed.hits < 1.5, `${believed.hits}`);
  });

  it('AR29 who has a slow line, or an uneven one, and says so is believed', () => {
    for (const { held, commands } of played(
      RTTS.map((rtt) => ({ rtt, jitter: 25 })),
      1,
    ))
      assert.ok(held < 0.08 * commands, `${held} steps of ${commands} commands`);
  });
});
