import assert from 'node:assert/strict';
import type { PuzzleRecord } from '../../src/games/game.ts';
import { History, MAX_RECORDS } from '../../src/match/history.ts';

const puzzle = (number: number, closedAt: number | null): PuzzleRecord => ({
  ...{
    id: `1-${String(number).padStart(5, '0')}`,
    player: 'ann',
    type: 'sums',
    level: 1,
    prompt: '1 + 1',
    answer: '2',
  },
  ...{ openedAt: number * 10, closedAt, outcome: closedAt === null ? 'open' : 'solved' },
});

describe('what a match leaves behind', () => {
  it('has every puzzle in the order in which they were opened, also those that still are', () => {
    const history = new History();
    history.record(puzzle(2, 50));
    history.record(puzzle(1, 60));
    const all = history.records([puzzle(0, null)]);
    assert.deepEqual(
      all.map(({ openedAt, outcome }) => [openedAt, outcome]),
      [
        [0, 'open'],
        [10, 'solved'],
        [20, 'solved'],
      ],
    );
    (all[1] as PuzzleRecord).answer = 'changed';
    assert.equal(history.records([])[0]?.answer, '2');
  });

  it('forgets the oldest beyond a bound', () => {
    const history = new History();
    for (let i = 0; i < MAX_RECORDS + 100; i++) history.record(puzzle(i, i * 10 + 5));
    const all = history.records([puzzle(MAX_RECORDS + 100, null)]);
    assert.deepEqual([all.length, all[0]?.openedAt, all.at(-1)?.outcome], [MAX_RECORDS + 1, 1000, 'open']);
  });
});
