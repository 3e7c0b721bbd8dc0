import assert from 'node:assert/strict';
import { expectedWait, quantile } from '../../src/matchmaking/expectation.ts';
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

  it('is what those alike waited, when there are ten of them', () => {
    assert.deepEqual(expectedWait([tens(1500, 5), tens(2200, 50)], 2000), { p50: 50, p80: 50 });
    assert.deepEqual(expectedWait([tens(1500, 5), tens(2200, 50)], 1700), { p50: 5, p80: 5 });
  });

  it('is what everybody waited, when few are alike', () => {
    const few = [tens(2200, 50, 9), tens(1500, 5, 10)];
    assert.deepEqual(expectedWait(few, 2200), { p50: 5, p80: 50 });
  });

  it('says nothing by tables with bots, and nothing without tables', () => {
    assert.equal(expectedWait([], 1500), null);
    assert.equal(expectedWait([made([[1500, 1]], { bots: 4 })], 1500), null);
  });

  it('takes the nearest rank, never between two', () => {
    assert.equal(quantile([1, 2, 3, 4, 5], 0.5), 3);
    assert.equal(quantile([1, 2, 3, 4], 0.5), 2);
    assert.equal(quantile([1, 2, 3, 4, 5], 0.8), 4);
    assert.equal(quantile([1, 2, 3, 4, 5], 1), 5);
    assert.equal(quantile([1], 0), 1);
  });
});
