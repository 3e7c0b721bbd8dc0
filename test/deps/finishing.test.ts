import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { finishing } from '../../src/deps/finishing.ts';
import { MemoryRanks } from '../../src/persistence/memory/memoryRanks.ts';
import { Ranking } from '../../src/players/Ranking.ts';
import type { NewNotification } from '../../src/push/Notifications.ts';
import { person, resultOf, startOf } from '../persistence/matches.ts';
import { KINDS } from '../persistence/stores.ts';

describe('what comes of a result', () => {
  it('is new ranks, what one is told of them, and how it ended for who had left', async () => {
    const stores = await (KINDS.memory as NonNullable<(typeof KINDS)[string]>)();
    const { records } = stores;
    const store = new MemoryRanks();
    const ranking = new Ranking({
      ...{ store, records },
      pages: { all: async () => [], changed: async () => [], gone: async () => [] },
      games: ['relay'],
      epoch: async () => 'one',
      now: () => stores.clock.now,
      newId: () => 'build',
      log: { warn() {} },
    });
    await ranking.check();
    const told: [sender: string, title: string, key: string | undefined][] = [];
    const finished = finishing({
      ...{ records, ranking },
      log: { warn() {} },
      games: new Map([['relay', { name: 'relay', title: 'Relay' }]]),
      push: {
        tellOwn(sender, notices: readonly NewNotification[]) {
          for (const { title, dedupeKey } of notices) told.push([sender, title, dedupeKey]);
        },
      },
    });
    const [ada, bob] = [await person(stores, 'Ada'), await person(stores, 'Bob')];
    /** Ada is stronger by her fifth match. */
    async function play(strengths: [ada: number, bob: number], played: number): Promise<string> {
      const start = startOf([ada, bob]);
      await records.started(start);
      const rate = () => strengths.map((mu) => ({ mu, sigma: 10, played }));
      const result = resultOf(start, { left: [bob.id] });
      const changes = await finished(result, rate);
      assert.equal(changes.length, 2);
      await turn(); // ranks come after it
      assert.deepEqual(await finished(result, rate), changes, 'twice is harmless');
      await turn();
      return result.id;
    }

    const first = await play([1000, 1100], 4);
    assert.deepEqual(await ranking.place('relay', ada.id), { rank: 2, before: 1 });
    const second = await play([1200, 1100], 5);
    assert.deepEqual(await ranking.place('relay', ada.id), { rank: 1, before: 0 });
    const left = 'A match that you left is over: you came in at 2 of 2';
    assert.deepEqual(told, [
      ['match', left, `${first} ${bob.id}`],
      ['match', left, `${first} ${bob.id}`],
      ['match', left, `${second} ${bob.id}`],
      ['ranking', 'You are 1st in Relay now', `relay 1 ${ada.id}`],
      ['match', left, `${second} ${bob.id}`],
    ]);
    await stores.close();
  });

  it('is there before the ranks are, however long those take', async () => {
    const finished = finishing({
      records: { finished: async () => [] },
      ranking: { changed: () => new Promise(() => {}) },
      games: new Map(),
      push: { tellOwn() {} },
      log: { warn() {} },
    });
    assert.deepEqual(await finished(resultOf(startOf([])), () => []), []);
  });
});
