import assert from 'node:assert/strict';
import { Random } from '../../../src/lib/random.ts';
import { defaultPolicy } from '../../../src/matchmaking/matcher/policy.ts';
import type { Arrival } from '../../../src/matchmaking/simulator/Arrival.ts';
import { DEFAULT_ARRIVALS, generateArrivals } from '../../../src/matchmaking/simulator/generateArrivals.ts';
import { measure } from '../../../src/matchmaking/simulator/measure.ts';
import { parlor } from '../../../src/matchmaking/simulator/parlor.ts';
import type { Strategy } from '../../../src/matchmaking/simulator/Strategy.ts';
import { POLICY_NAMES, play } from '../../../src/matchmaking/simulator/scenario.ts';
import { simulate } from '../../../src/matchmaking/simulator/simulate.ts';
import { queueFixture } from '../queueFixture.ts';

const busy = { ...DEFAULT_ARRIVALS, seed: '3', rate: 1, hours: 0.5, parties: 0.3, returning: 0.4 };
const everywhere = { ...busy, regions: { eu: 0.5, us: 0.3, ap: 0.2 } };

function arrival(at: number, player: string, mu = 1500): Arrival {
  const rating = { mu, sigma: 80, played: 20 };
  const nothing = { regions: {}, party: null, bots: false, blocked: [], returning: false };
  return { at, player, rating, skill: mu, ...nothing };
}

const five = (at: number) => ['a', 'b', 'c', 'd', 'e'].map((player) => arrival(at, player));

describe('a simulation', () => {
  it('gives the same for the same seed, and something else for another', () => {
    const run = (seed: string) => {
      const arrivals = generateArrivals({ ...everywhere, seed });
      return play({ policy: 'default', rate: 1, seed, hours: 0.5, arrivals, readyFailures: 0.05 }).report;
    };
    assert.deepEqual(run('3'), run('3'));
    assert.notDeepEqual(run('3').wait_s, run('4').wait_s);
  });

  for (const name of POLICY_NAMES)
    it(`seats everybody once or lets them wait, by ${name}`, () => {
      const arrivals = generateArrivals(busy);
      const { outcome } = play({
        policy: name,
        rate: 1,
        seed: '3',
        hours: 0.5,
        arrivals,
        readyFailures: 0.1,
      });
      const seated = outcome.tables.flatMap(({ people }) => people.map(({ ticket }) => ticket.id));
      const ids = [...seated, ...outcome.waiting.map(({ id }) => id)];
      assert.equal(new Set(ids).size, ids.length);
      assert.equal(ids.length + outcome.left, outcome.arrived);
      assert.equal(outcome.arrived + outcome.refused, arrivals.length);
    });

  it('makes a table the moment it is there, and others at a pass', () => {
    const madeAt = (arrivals: Arrival[]) => {
      const strategy = parlor('own', defaultPolicy);
      const random = Random.seeded('1');
      const { tables } = simulate({ strategy, arrivals, endMs: 20_000, readyFailures: 0, random });
      return tables.map((table) => table.at);
    };
    assert.deepEqual(madeAt(five(400)), [400]);
    const [four = 0] = madeAt(five(400).slice(0, 4));
    assert.ok(four > 400 && four % 1000 === 0, String(four));
  });

  it('takes tickets to come as fast as live, where the last of them are not known yet', async () => {
    const patient = { smallerAfterMs: 60_000, widerAfterMs: 60_000 };
    const aims = [
      { everyMs: 200, window: 10, ...patient },
      { everyMs: 1_000, window: 500, ...patient },
    ];
    const policy = { ...defaultPolicy, aims };
    const arrivals = five(400).map((one, i) => arrival(400, one.player, 1_300 + 100 * i));
    const live = queueFixture({
      policies: new Map([['toy', policy]]),
      ratings: async () => new Map(arrivals.map(({ player, rating }) => [player, rating])),
    });
    await live.asked(...arrivals.map(({ player }) => player));
    assert.equal(live.told.filter(({ type }) => type === 'ready_check').length, 5);
    const settings = { arrivals, endMs: 20_000, readyFailures: 0, random: Random.seeded('1') };
    const { tables } = simulate({ ...settings, strategy: parlor('own', policy) });
    assert.deepEqual(
      tables.map(({ at }) => at),
      [400],
    );
  });

  /** A table of all at one second, of whom some do not agree; and who waits then. */
  function notAllAgree(arrivals: Arrival[], readyFailures: number) {
    const lines: string[][] = [];
    const strategy: Strategy = {
      name: 'all',
      everyMs: 1000,
      pass: (waiting, now) => {
        lines.push(waiting.map(({ player, priority, enqueuedAt }) => `${player} ${priority} ${enqueuedAt}`));
        return now === 1000 ? [{ tickets: waiting.map(({ id }) => id), bots: 0, region: 'eu' }] : [];
      },
    };
    const settings = { strategy, arrivals, endMs: 20_000, readyFailures, random: Random.seeded('1') };
    return { outcome: simulate(settings), last: (lines.at(-1) ?? []).map((line) => line.slice(2)) };
  }

  it('puts who agreed back with their age and before others when a table falls through', () => {
    const { outcome, last } = notAllAgree([...five(500).slice(0, 3), arrival(3000, 'late')], 0.3);
    assert.equal(outcome.fellThrough, 1);
    assert.ok(outcome.left > 0 && outcome.left < 3);
    assert.deepEqual(last, [...Array(3 - outcome.left).fill('true 500'), 'te false 3000']);
  });

  it('begins with those who agreed when they are enough, once it is known', () => {
    const { outcome, last } = notAllAgree([...five(500), arrival(3000, 'late')], 0.3);
    assert.deepEqual([outcome.fellThrough, outcome.tables.length], [0, 1]);
    assert.ok(outcome.left === 1 || outcome.left === 2);
    const [table] = outcome.tables;
    assert.deepEqual([table?.people.length, table?.region], [5 - outcome.left, 'eu']);
    assert.ok([4_000, 11_500].includes(table?.at ?? 0), String(table?.at));
    assert.deepEqual(last, ['te false 3000']);
  });

  it('holds what was told to who waited against what came of it, and tells regions apart', () => {
    const arrivals = generateArrivals({
      ...DEFAULT_ARRIVALS,
      seed: '3',
      rate: 2,
      hours: 0.5,
      regions: { eu: 0.8, ap: 0.2 },
    });
    const { report } = play({
      policy: 'default',
      rate: 2,
      seed: '3',
      hours: 0.5,
      arrivals,
      readyFailures: 0,
    });
    const { told, regions } = report;
    assert.ok(told.times > 500 && told.none === 0, JSON.stringify(told));
    assert.ok(
      Math.abs((told.p50 ?? 0) - 0.5) < 0.1 && Math.abs((told.p80 ?? 0) - 0.8) < 0.1,
      JSON.stringify(told),
    );
    assert.deepEqual(Object.keys(regions).toSorted(), ['ap', 'eu']);
    const seated = Object.values(regions).reduce((sum, { players }) => sum + players, 0);
    assert.equal(seated + report.unmatched, report.players);
    const others = play({
      policy: 'fifo',
      rate: 2,
      seed: '3',
      hours: 0.1,
      arrivals,
      readyFailures: 0,
    }).report;
    assert.equal(others.told.p50, null);
  });

  it('counts meeting again, split parties, tables that are too small and whom none reaches', () => {
    const run = (policy: string, settings = everywhere) => {
      const arrivals = generateArrivals(settings);
      return play({ policy, rate: 1, seed: '3', hours: 0.5, arrivals, readyFailures: 0 }).report;
    };
    const own = run('default');
    const other = run('colyseus');
    assert.deepEqual([own.under_min, own.parties_split, own.rtt.unreachable], [0, 0, 0]);
    assert.ok(other.under_min > 0 && other.parties_split > 10 && other.rtt.unreachable > 100);
    assert.ok(other.repeat_opponents.pairs > 0 && other.repeat_opponents.share < 0.1);
    assert.ok((own.rtt.p95 ?? 0) > 0);
  });

  it('comes to nothing but nulls when nobody is there', () => {
    const strategy = parlor('own', defaultPolicy);
    const random = Random.seeded('1');
    const empty = simulate({ strategy, arrivals: [], endMs: 5000, readyFailures: 0, random });
    const { wait_s, sizes, fairness, prediction } = measure(empty, 5000);
    assert.deepEqual([wait_s.p50, fairness, prediction.log_loss], [null, null, null]);
    assert.deepEqual(sizes, { 3: 0, 4: 0, 5: 0 });
  });
});

describe('generated arrivals', () => {
  it('are as many, as strong and as social as was asked for', () => {
    const arrivals = generateArrivals({ ...DEFAULT_ARRIVALS, seed: '1', rate: 5, hours: 1, parties: 0.3 });
    const mus = arrivals.map(({ rating }) => rating.mu);
    const mean = mus.reduce((sum, mu) => sum + mu, 0) / mus.length;
    const deviation = Math.sqrt(mus.reduce((sum, mu) => sum + (mu - mean) ** 2, 0) / mus.length);
    const share = arrivals.filter(({ party }) => party !== null).length / arrivals.length;
    assert.ok(Math.abs(arrivals.length - 18_000) < 600, String(arrivals.length));
    assert.ok(Math.abs(mean - 1500) < 15 && Math.abs(deviation - 350) < 20, `${mean} ${deviation}`);
    assert.ok(Math.abs(share - 0.3) < 0.03, String(share));
  });

  it('follow the day', () => {
    const day = generateArrivals({ ...DEFAULT_ARRIVALS, seed: '1', rate: 0.2, hours: 24, dayCurve: 0.8 });
    const within = (from: number, to: number) =>
      day.filter(({ at }) => at >= from * 3_600_000 && at < to * 3_600_000).length;
    assert.ok(within(18, 22) > 4 * within(6, 10));
    assert.ok(Math.abs(day.length - 0.2 * 86_400) < 800);
  });
});
