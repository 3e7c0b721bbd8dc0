import assert from 'node:assert/strict';
import { Expectations, told as inSeconds, quantile } from '../../src/matchmaking/expectation.ts';
import type { MadeTable } from '../../src/matchmaking/queueHistory.ts';
import { queueStatistics } from '../../src/matchmaking/statistics.ts';

const NOW = Date.UTC(2026, 0, 1, 12);
const MINUTE = 60_000;

/** A table of people `[rating, seconds waited]`. */
function made(people: [number, number][], more: Partial<MadeTable> = {}): MadeTable {
  return {
    match: 'm',
    game: 'toy',
    at: NOW - MINUTE,
    people: people.map(([rating, seconds]) => ({ rating, waitedMs: seconds * 1000 })),
    bots: 0,
    spread: 0,
    region: null,
    ...more,
  };
}

describe('statistics of a queue', () => {
  it('count waits and spreads of the tables made, in whatever order', () => {
    const tables = [
      made(
        [
          [1500, 30],
          [1500, 2],
          [1500, 4],
        ],
        { spread: 300 },
      ),
      made(
        [
          [1500, 1],
          [1500, 3],
        ],
        { spread: 100 },
      ),
    ];
    const { wait, sizes, rating_spread, queue_length, matches_made } = queueStatistics(
      'toy',
      7,
      99,
      tables,
      NOW,
    );
    assert.deepEqual([queue_length, matches_made], [7, 99]);
    assert.deepEqual(wait, { mean: 8, p50: 3, p95: 30 });
    assert.deepEqual(sizes, { 2: 1, 3: 1 });
    assert.deepEqual(rating_spread, { mean: 200, p95: 300 });
  });

  it('tell bands of ratings apart: their own waits, and the tables they sat at', () => {
    const tables = [
      made(
        [
          [1199, 10],
          [1200, 20],
          [1799, 40],
        ],
        { spread: 600 },
      ),
      made([[1800, 5]], { spread: 50 }),
    ];
    assert.deepEqual(queueStatistics('toy', 0, 2, tables, NOW).bands, [
      { band: '<1200', players: 1, wait_p50: 10, wait_p95: 10, spread_p95: 600 },
      { band: '1200-1800', players: 2, wait_p50: 20, wait_p95: 40, spread_p95: 600 },
      { band: '>1800', players: 1, wait_p50: 5, wait_p95: 5, spread_p95: 50 },
    ]);
  });

  it('lay the last hour out in slots of five minutes, oldest first', () => {
    const tables = [0.001, 5, 5.1, 60, 60.001].map((ago) => made([[1500, ago]], { at: NOW - ago * MINUTE }));
    const slots = queueStatistics('toy', 0, 5, tables, NOW).over_time;
    assert.equal(slots.length, 12);
    assert.equal(slots[0]?.from, new Date(NOW - 60 * MINUTE).toISOString());
    const counts = slots.map(({ matches, players, wait_p50 }) => [matches, players, wait_p50]);
    assert.deepEqual(counts[0], [1, 1, 60], 'an hour ago to the ms is in, a ms more is not');
    assert.deepEqual(counts[10], [1, 1, 5.1]);
    assert.deepEqual(counts[11], [2, 2, 0]);
    for (const empty of counts.slice(1, 10)) assert.deepEqual(empty, [0, 0, null]);
  });

  it('are null, not zero, where there is nothing', () => {
    const { wait, rating_spread, bands, sizes } = queueStatistics('toy', 0, 0, [], NOW);
    assert.deepEqual(wait, { mean: null, p50: null, p95: null });
    assert.deepEqual(rating_spread, { mean: null, p95: null });
    assert.deepEqual(bands[1], {
      ...{ band: '1200-1800', players: 0 },
      ...{ wait_p50: null, wait_p95: null, spread_p95: null },
    });
    assert.deepEqual(sizes, {});
  });
});

describe('how long somebody is going to wait', () => {
  const tens = (rating: number, seconds: number, count = 10) =>
    made(Array.from({ length: count }, () => [rating, seconds] as [number, number]));

  const told = (tables: MadeTable[], rating: number, waited = 0, home: string | null = null) => {
    const expected = new Expectations(tables).of({ rating, home, waitedMs: waited * 1000 });
    const rounded = (seconds: number) => Math.round(10 * seconds) / 10;
    return expected && { p50: rounded(expected.p50), p80: rounded(expected.p80) };
  };

  it('is what those alike waited, when there are ten of them', () => {
    const tables = [tens(1500, 5), tens(2200, 50)];
    assert.deepEqual(told(tables, 2000), { p50: 50, p80: 50 });
    assert.deepEqual(told(tables, 1700), { p50: 5, p80: 5 });
  });

  it('is what everybody waited, when few are alike', () => {
    const few = [tens(2200, 50, 9), tens(1500, 5, 10)];
    assert.deepEqual(told(few, 2200), { p50: 5, p80: 50 });
  });

  it('is what those alike waited more who had waited as long', () => {
    const seconds = Array.from({ length: 100 }, (_, i) => i + 1);
    const tables = [made(seconds.map((of) => [1500, of]))];
    assert.deepEqual(told(tables, 1500), { p50: 50.5, p80: 80.8 });
    assert.deepEqual(told(tables, 1500, 60), { p50: 20.5, p80: 32.8 });
    assert.deepEqual(told(tables, 1500, 89), { p50: 6, p80: 9.6 });
  });

  it('is never nothing: whoever waited longer than all others is told what the longest waited more', () => {
    const seconds = Array.from({ length: 100 }, (_, i) => i + 1);
    assert.deepEqual(told([made(seconds.map((of) => [1500, of]))], 1500, 400), { p50: 4.5, p80: 7.8 });
    for (const waited of [0, 4.9, 5, 1_000]) {
      const { p50 = 0 } = told([tens(1500, 5)], 1500, waited) ?? {};
      assert.ok(inSeconds(p50) >= 1, `${waited}`);
    }
  });

  it('goes by the region that is nearest, when ten of there are known', () => {
    const of = (seconds: number, home: string, count = 12): MadeTable => {
      const people = Array.from({ length: count }, () => ({ waitedMs: seconds * 1000, rating: 1500, home }));
      return { ...made([]), people };
    };
    const tables = [of(5, 'eu', 30), of(40, 'ap'), of(90, 'us', 9)];
    assert.equal(told(tables, 1500, 0, 'eu')?.p50, 5);
    assert.equal(told(tables, 1500, 0, 'ap')?.p50, 40);
    assert.equal(told(tables, 1500, 0, 'us')?.p50, 5);
  });

  it('says nothing by tables with bots, and nothing without tables', () => {
    assert.equal(told([], 1500), null);
    assert.equal(told([made([[1500, 1]], { bots: 4 })], 1500), null);
  });

  it('takes the nearest rank, never between two', () => {
    assert.equal(quantile([1, 2, 3, 4, 5], 0.5), 3);
    assert.equal(quantile([1, 2, 3, 4], 0.5), 2);
    assert.equal(quantile([1, 2, 3, 4, 5], 0.8), 4);
    assert.equal(quantile([1, 2, 3, 4, 5], 1), 5);
    assert.equal(quantile([1], 0), 1);
  });
});
