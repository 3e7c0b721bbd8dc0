import assert from 'node:assert/strict';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisUpdates } from '../../src/persistence/redis/redisUpdates.ts';
import { Budgets, scaledAllowances } from '../../src/players/budgets.ts';
import type { SpendingNote } from '../../src/players/notes.ts';
import { SharedSpending } from '../../src/players/sharedSpending.ts';
import type { Updates } from '../../src/players/updates.ts';
import { freshPrefix, quietRedis, sharedRedis, startRedis } from '../support/redis.ts';

/** A process, as far as it counts what players spend. */
async function startProcess(name: string, updates: Updates, now: () => number) {
  const spending = new SharedSpending({ updates, own: () => name });
  const budgets = new Budgets({ ...scaledAllowances(1), now, refused() {}, spent: spending.spent });
  let heard = () => {};
  /** Pushes of the button that others told. */
  const pushes: [player: string, units: number][] = [];
  const stop = await spending.listen({
    charge(purse, key, units) {
      if (purse === 'button') pushes.push([key, units]);
      else budgets.charge(purse, key, units);
      heard();
    },
  });
  const hears = () => new Promise<void>((resolve) => (heard = resolve));
  const spend = (player: string, units = 1) => budgets.spend({ player, address: 'home' }, units);
  return { spending, budgets, spend, hears, stop, pushes };
}

describe('spending in several processes', () => {
  let time = 0;
  const now = () => time;
  beforeEach(() => {
    time = 0;
  });

  it('of the button is told at once, however little', async () => {
    const updates = new MemoryUpdates();
    const [one, two] = [await startProcess('one', updates, now), await startProcess('two', updates, now)];
    one.spending.spent('button', 'ada', 1);
    one.spending.spent('button', 'ada', 1);
    one.spending.spent('player', 'ada', 1);
    await one.spending.tell();
    assert.deepEqual([one.pushes, two.pushes], [[], [['ada', 2]]]);
    one.stop();
    two.stop();
  });

  it('comes out of one budget, over Redis', async () => {
    const { url } = await sharedRedis();
    const prefix = freshPrefix();
    const redis = quietRedis(url);
    const subscribers = [quietRedis(url, { subscriber: true }), quietRedis(url, { subscriber: true })];
    const make = (name: string, n: number) =>
      startProcess(
        name,
        new RedisUpdates({ redis, subscriber: subscribers[n] as never, prefix, log: { warn() {} } }),
        now,
      );
    const one = await make('one', 0);
    const two = await make('two', 1);

    for (let i = 0; i < 12; i += 1) assert.equal(one.spend('ada', 10), null);
    const heard = two.hears();
    await one.spending.tell();
    await heard;
    assert.equal(two.spend('ada')?.limit, 'player');
    assert.equal(two.spend('bob', 120), null);
    time += 1000;
    assert.equal(two.spend('ada', 60), null);
    assert.equal(two.spend('ada')?.limit, 'player');

    one.stop();
    two.stop();
    await Promise.all([redis, ...subscribers].map(closeRedis));
  });

  it('is sixty units a second in the long run, however many processes a player has sockets in', async () => {
    const updates = new MemoryUpdates();
    const names = ['a', 'b', 'c', 'd'];
    const processes = await Promise.all(names.map((name) => startProcess(name, updates, now)));
    let given = 0;
    for (let tick = 0; tick < 3000; tick += 1, time += 10) {
      for (const { spend } of processes) if (!spend('eve')) given += 1;
      if (tick % 25 === 0) for (const { spending } of processes) await spending.tell();
    }
    // Thirty seconds and a burst; alone each would have let as much through.
    assert.ok(given <= 30 * 60 + 4 * 120, String(given));
    assert.ok(given >= 30 * 60, String(given));
  });

  it('of an address is one, too', async () => {
    const updates = new MemoryUpdates();
    const one = await startProcess('one', updates, now);
    const two = await startProcess('two', updates, now);
    for (let n = 0; n < 10; n += 1) assert.equal(one.spend(`guest${n}`, 120), null);
    await one.spending.tell();
    assert.equal(two.spend('somebody')?.limit, 'address');
  });

  it('is told once it is worth it, once, and not to oneself', async () => {
    const updates = new MemoryUpdates();
    const told: unknown[] = [];
    await updates.subscribe('system:spending', ({ payload }) => void told.push(payload));
    const { spending, spend } = await startProcess('one', updates, now);
    spend('ada', 6);
    await spending.tell();
    assert.deepEqual(told, []);
    spend('ada', 6);
    await spending.tell();
    await spending.tell();
    assert.deepEqual(told, [{ from: 'one', player: [['ada', 12]], address: [['home', 12]], button: [] }]);
    assert.equal(spend('ada', 108), null);
  });

  it('is told whole before it grows without end', async () => {
    const updates = new MemoryUpdates();
    const told: number[] = [];
    await updates.subscribe(
      'system:spending',
      ({ payload }) => void told.push((payload as SpendingNote).player.length),
    );
    const { spending, budgets } = await startProcess('one', updates, now);
    for (let n = 0; n <= 10_000; n += 1) budgets.owe({ player: `${n}` }, 1);
    await spending.tell();
    await spending.tell();
    assert.deepEqual(told, [10_001]);
  });

  it('is counted in each process alone while Redis is away', async () => {
    const redis = await startRedis();
    const connection = quietRedis(redis.url, { answerWithinMs: 500 });
    const subscriber = quietRedis(redis.url, { subscriber: true, answerWithinMs: 500 });
    const updates = new RedisUpdates({ redis: connection, subscriber, prefix: 'x:', log: { warn() {} } });
    const one = await startProcess('one', updates, now);
    await redis.kill();

    for (let i = 0; i < 120; i += 1) assert.equal(one.spend('ada'), null);
    assert.equal(one.spend('ada')?.retryAfterMs, 17);
    await assert.rejects(one.spending.tell());
    assert.equal(one.spend('ada')?.limit, 'player');

    await redis.stop();
    await Promise.all([connection, subscriber].map(closeRedis));
  });
});
