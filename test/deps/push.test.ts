import assert from 'node:assert/strict';
import { buildPush } from '../../src/deps/push.ts';
import { Problem } from '../../src/lib/problem.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';
import { MemoryPresence } from '../../src/persistence/memory/memoryPresence.ts';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { FakeStore } from '../push/fakeStore.ts';

const ME = '00000000-0000-4000-8000-000000000001';

/** Telling people things, over stores in memory. */
function setUp() {
  const store = new FakeStore();
  let now = 1000;
  const presence = new MemoryPresence(() => now);
  const warned: string[] = [];
  const directory = new MemoryDirectory();
  /** Who watches any match, or what becomes of the question. */
  const watchers: { of(match: string): Promise<string[]> } = { of: async () => [] };
  const shared = { presence, directory, updates: new MemoryUpdates() };
  const push = buildPush(
    { vapid: undefined },
    {
      stores: { shared, notifications: store, ownId: () => 'p' } as never,
      watchersOf: (match) => watchers.of(match),
      metrics: createMetrics(),
      log: { warn: (_: object, message: string) => void warned.push(message) } as never,
    },
  );
  return {
    ...{ push, store, presence, directory, watchers, warned },
    later(ms: number): void {
      now += ms;
    },
  };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** What is accepted soon after something else waits for a moment, to be stored with what comes. */
async function holds(store: FakeStore, count: number): Promise<void> {
  while (store.all.length < count) await settle();
}

describe('what players are told who are elsewhere', () => {
  const notice = (title: string) => ({ audience: { player: ME }, title });

  it('is nothing while a lobby of theirs is open', async () => {
    const { push, store, presence, later } = setUp();
    later(1);
    push.tellAway('match', ME, notice('before'));
    await holds(store, 1);
    await presence.connected(ME);
    push.tellAway('match', ME, notice('here'));
    await settle();
    await presence.disconnected(ME);
    later(1);
    push.tellAway('match', ME, notice('gone'));
    await holds(store, 2);
    assert.deepEqual(
      store.all.map(({ title, sender }) => [title, sender]),
      [
        ['before', 'match'],
        ['gone', 'match'],
      ],
    );
  });

  it('harms nobody when it cannot be known or stored', async () => {
    const { push, store, presence, warned, later } = setUp();
    later(1);
    store.failing = true;
    push.tellAway('match', ME, notice('not stored'));
    await settle();
    presence.goneFor = () => Promise.reject(new Error('Redis is away'));
    push.tellAway('match', ME, notice('not known'));
    await settle();
    assert.deepEqual(warned, [
      'notifications of the server itself are not stored yet',
      'nobody knows whether a player is here',
    ]);
  });

  it('is stored once the store is back, in its order, and for no longer than it is of use', async () => {
    const { push, store, warned } = setUp();
    const again = () => push.chores.find(({ failure }) => failure.includes('by itself'))?.run();
    store.failing = true;
    const short = { ...notice('too late'), ttlS: 0.001 };
    push.tellOwn('match', [notice('one'), short, notice('two'), notice('broken'), notice('three')]);
    await settle();
    await again();
    store.failing = false;
    assert.deepEqual(store.all, []);
    const until = Date.now() + 2;
    while (Date.now() < until) await settle();
    await again();
    await again();
    assert.deepEqual(
      store.all.map(({ title }) => title),
      ['one', 'two', 'three'],
    );
    assert.deepEqual(warned, [
      'notifications of the server itself are not stored yet',
      'a notification could not be stored',
      'over: notifications of the server itself are not stored yet',
    ]);
  });
});

describe('what the people of a match are told', () => {
  const wanted = { audience: { match: 'm' }, title: 'Look' };
  const people = ['ada', 'bob', 'Bo'].map((id) => ({ id, name: id, bot: id === 'Bo' }));
  const match = {
    id: 'm',
    game: 'relay',
    phase: 'playing' as const,
    players: people,
    spectators: 2,
    startedAt: 0,
  };

  it('goes to those who watch as well, each once, as it is when it is accepted', async () => {
    const { push, store, directory, watchers } = setUp();
    await directory.put(match);
    watchers.of = async (of) => (of === 'm' ? ['cy', 'ada'] : []);
    await push.notifications.send('operator', wanted);
    watchers.of = async () => ['dan'];
    assert.deepEqual(
      store.all.map(({ players, kind }) => [kind, players]),
      [['match', ['ada', 'bob', 'cy']]],
    );
  });

  it('is refused, to be sent again, while nobody knows who watches', async () => {
    const { push, store, directory, watchers } = setUp();
    await assert.rejects(push.notifications.send('operator', wanted), { code: 'match_not_running' });
    await directory.put(match);
    const failures = [
      [new Problem(503, 'retry_later', 'The match does not answer.'), 'retry_later'],
      [new Problem(500, 'internal', 'It knows no such question.'), 'retry_later'],
      [new Problem(404, 'match_not_running', 'It just ended.'), 'match_not_running'],
    ] as const;
    for (const [failure, code] of failures) {
      watchers.of = () => Promise.reject(failure);
      await assert.rejects(push.notifications.send('operator', wanted), { code });
    }
    assert.deepEqual(store.all, []);
  });
});
