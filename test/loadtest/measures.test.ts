import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseStat } from '../../loadtest/measure/processSample.ts';
import { parseMetrics } from '../../loadtest/measure/scrape.ts';
import { writeRates } from '../../loadtest/measure/writes.ts';
import { Histogram } from '../../loadtest/swarm/Histogram.ts';
import { Measures, Total } from '../../loadtest/swarm/Measures.ts';
import { Sightings } from '../../loadtest/swarm/Sightings.ts';

describe('what the load test measures', () => {
  it('has quantiles within a percent of the exact ones, also of several processes together', () => {
    const times = fc.array(fc.float({ min: Math.fround(0.01), max: 10_000, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(times, times, fc.constantFrom(0.01, 0.5, 0.99, 1), (some, others, share) => {
        const parts = [some, others].map((all) => {
          const histogram = new Histogram();
          for (const ms of all) histogram.add(ms);
          return histogram.counted();
        });
        const both = Histogram.from(parts);
        const sorted = [...some, ...others].sort((a, b) => a - b);
        const exact = sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
        const found = both.quantile(share) ?? 0;
        assert.ok(Math.abs(found - exact) <= exact * 0.01, `${found} is not ${exact}`);
        assert.equal(both.count, sorted.length);
        assert.equal(both.max, sorted.at(-1));
      }),
    );
    assert.equal(new Histogram().quantile(0.5), null);
  });

  it('adds up over processes, and begins afresh when told', () => {
    const [one, other] = [new Measures(), new Measures()];
    one.count('joined', 2);
    other.count('joined');
    one.refuse('locked');
    other.refuse('locked');
    other.fail('nobody answers');
    other.time('ack', 5);
    const total = new Total([one.measured(), other.measured()]);
    assert.equal(total.count('joined'), 3);
    assert.deepEqual(total.refused, { locked: 2 });
    assert.deepEqual(total.failed, { 'nobody answers': 1 });
    assert.equal(total.times('ack').count, 1);
    other.reset();
    assert.deepEqual(other.measured(), { times: {}, counts: {}, refused: {}, failed: {} });
  });

  it('keeps few kinds of failures, whatever they say', () => {
    const measures = new Measures();
    for (let i = 0; i < 1000; i++) measures.fail(`failure ${i}`);
    const kinds = Object.entries(measures.measured().failed);
    assert.equal(kinds.length, 51);
    assert.deepEqual(kinds.at(-1), ['other', 950]);
  });

  it('takes an action as seen when each of the others has its version, before or after the acknowledgement', () => {
    const seen: number[] = [];
    const table = new Sightings((ms) => seen.push(ms));
    for (const player of ['ada', 'ben', 'cy']) table.saw(player, 5, 0);
    table.saw('ben', 7, 110); // the patch overtakes the acknowledgement
    table.acted('ada', 6, 100);
    assert.deepEqual(seen, [10]);
    table.saw('cy', 6, 130);
    assert.deepEqual(seen, [10, 30]);
    table.saw('cy', 7, 140);
    table.saw('ada', 7, 150);
    assert.deepEqual(seen, [10, 30], 'once for each of the others, and not for oneself');
    table.acted('cy', 9, 200);
    table.left('ben');
    table.saw('ada', 9, 260);
    assert.deepEqual(seen, [10, 30, 60]);
    assert.equal(table.players, 2);
  });

  it('reads what Linux says of a process whose name is odd', () => {
    const text =
      '42 (a) b (c) S 7 42 42 0 -1 4194560 1 2 3 4 150 25 11 4 20 0 1 0 100 1 2 3 4 5 6 7 8 9 10 11 12 13';
    assert.deepEqual(parseStat(text), { pid: 42, parent: 7, ticks: 175, ticksOfEnded: 15 });
  });

  it('reads metrics, labels added up', () => {
    const text = [
      '# HELP some figure',
      'nodejs_eventloop_lag_p99_seconds 0.0123',
      'parlor_actions_total{game="relay",code=""} 3',
      'parlor_actions_total{game="relay",code="locked"} 4',
      'nothing yet',
    ].join('\n');
    assert.deepEqual(
      [...parseMetrics(text)],
      [
        ['nodejs_eventloop_lag_p99_seconds', 0.0123],
        ['parlor_actions_total', 7],
      ],
    );
  });

  it('says what is written per table and second, a minute at a time', () => {
    const sample = (at: number, redis: number, tables = 10) => ({
      at,
      tables,
      redis,
      postgres: null,
      server: 0,
    });
    const samples = [sample(0, 1000), sample(60, 61_000), sample(120, 181_000, 20), sample(130, 200_000)];
    assert.deepEqual(
      writeRates(samples).map(({ from_s, to_s, tables, redis_bytes, postgres_bytes }) => [
        from_s,
        to_s,
        tables,
        redis_bytes,
        postgres_bytes,
      ]),
      [
        [0, 60, 10, 100, null],
        [60, 120, 15, 120_000 / 900, null],
      ],
    );
    const short = writeRates([sample(0, 0), sample(5, 500), sample(10, 2500)]);
    assert.deepEqual(
      short.map(({ redis_bytes }) => redis_bytes),
      [10, 40],
    );
    assert.deepEqual(writeRates([sample(0, 0)]), []);
  });
});
