import assert from 'node:assert/strict';
import { rankNotices } from '../../src/push/rankNotices.ts';

/** What one is told whose rank went from one to the other by their sixth rated match, or another. */
function told(before: number | null, after: number, played = 6): string[] {
  const rating = (matches: number) => ({ mu: 1500, sigma: 100, played: matches });
  const notices = rankNotices({
    game: { name: 'relay', title: 'Relay' },
    changes: [{ player: 'ada', before: rating(played - 1), after: rating(played) }],
    moves: [{ player: 'ada', before, after }],
  });
  return notices.map(({ title }) => title);
}

describe('what is told of ranks', () => {
  it('is where somebody stands who comes among the first, and where to look', () => {
    const change = { before: { mu: 1500, sigma: 100, played: 6 }, after: { mu: 1600, sigma: 90, played: 7 } };
    const notices = rankNotices({
      game: { name: 'relay', title: 'Relay' },
      changes: [
        { player: 'ada', ...change },
        { player: 'bob', ...change },
      ],
      moves: [
        { player: 'ada', before: 12, after: 7 },
        { player: 'bob', before: 4, after: 8 },
      ],
    });
    assert.deepEqual(notices, [
      {
        audience: { player: 'ada' },
        topic: 'ranking',
        priority: 'low',
        title: 'You are 7th in Relay now',
        data: { kind: 'rank', game: 'relay', rank: 7, link: '/leaderboard?game=relay' },
        ttlS: 86_400,
        dedupeKey: 'relay 10 ada',
      },
    ]);
  });

  it('is a better tier only, and nothing of a fall or beyond the first hundred', () => {
    const cases: [number | null, number, boolean][] = [
      [101, 100, true],
      [102, 101, false],
      [100, 51, false],
      [51, 50, true],
      [11, 10, true],
      [10, 6, false],
      [6, 5, true],
      [5, 4, false],
      [4, 3, true],
      [3, 2, true],
      [2, 1, true],
      [1, 1, false],
      [1, 2, false],
      [3, 30, false],
      [null, 8, true],
    ];
    for (const [before, after, is] of cases)
      assert.equal(told(before, after).length === 1, is, `${before} → ${after}`);
  });

  it('is nothing while a rating is provisional; what it had come to is told when it is not any more', () => {
    assert.deepEqual(told(900, 1, 4), []);
    assert.deepEqual(told(9, 8, 5), ['You are 8th in Relay now']);
    assert.deepEqual(told(8, 8, 5), []);
    assert.deepEqual(told(9, 8, 6), []);
  });

  it('counts as people do', () => {
    const places = [1, 2, 3, 11, 12, 13, 21, 22, 23, 24, 100].map((rank) => told(null, rank)[0]);
    assert.deepEqual(
      places.map((title) => title?.split(' ')[2]),
      ['1st', '2nd', '3rd', '11th', '12th', '13th', '21st', '22nd', '23rd', '24th', '100th'],
    );
  });
});
