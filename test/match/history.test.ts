import assert from 'node:assert/strict';
import type { GameRecord } from '../../src/games/game.ts';
import { History, MAX_RECORDS } from '../../src/match/history.ts';

const hand = (number: number, over: boolean): GameRecord => ({
  kind: 'hand',
  player: '',
  at: number * 10,
  data: { over },
});

describe('what a match leaves behind', () => {
  it('has every record in the order in which things began, also those that go on', () => {
    const history = new History();
    history.record(hand(2, true));
    history.record(hand(1, true));
    const all = history.records([hand(0, false)]);
    assert.deepEqual(
      all.map(({ at, data }) => [at, data]),
      [
        [0, { over: false }],
        [10, { over: true }],
        [20, { over: true }],
      ],
    );
    (all[1] as GameRecord).kind = 'changed';
    assert.equal(history.records([])[0]?.kind, 'hand');
  });

  it('forgets the oldest beyond a bound', () => {
    const history = new History();
    for (let i = 0; i < MAX_RECORDS + 100; i++) history.record(hand(i, true));
    const all = history.records([hand(MAX_RECORDS + 100, false)]);
    assert.deepEqual([all.length, all[0]?.at, all.at(-1)?.data], [MAX_RECORDS + 1, 1000, { over: false }]);
  });
});
