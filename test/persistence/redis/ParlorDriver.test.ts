import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { closeRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { ParlorDriver } from '../../../src/persistence/redis/ParlorDriver.ts';
import { freshPrefix, quietRedis, sharedRedis, startRedis } from '../../support/redis.ts';

type Listing = Parameters<ParlorDriver['insert']>[0];

function listing(roomId: string, processId: string, more: Partial<Listing> = {}): Listing {
  return {
    roomId,
    processId,
    name: 'relay',
    clients: 0,
    maxClients: Number.POSITIVE_INFINITY,
    locked: false,
    private: false,
    unlisted: false,
    metadata: { list: [], nested: {} },
    createdAt: new Date(1_790_000_000_000),
    ...more,
  };
}

describe('the driver', () => {
  const connections: Redis[] = [];
  let prefix: string;
  let dead: Set<string>;

  beforeEach(() => {
    prefix = freshPrefix();
    dead = new Set();
  });
  afterEach(async () => {
    await Promise.all(connections.splice(0).map(closeRedis));
  });

  async function driver(ownId: string): Promise<{ driver: ParlorDriver; redis: Redis }> {
    const redis = quietRedis((await sharedRedis()).url);
    connections.push(redis);
    const alive = async (process: string) => !dead.has(process);
    return { driver: new ParlorDriver(redis, { prefix, ownId: () => ownId, alive }), redis };
  }

  it('finds a listing as it was written', async () => {
    const { driver: a } = await driver('a');
    const room = listing('r1', 'a', { publicAddress: 'example.org' });
    assert.equal(await a.insert(room), true);
    assert.deepEqual(await a.findOne({ roomId: 'r1' }), room);
    assert.deepEqual(await a.findByIds(['r1', 'r2']), new Map([['r1', room]]));
    assert.equal(await a.findOne({ roomId: 'r2' }), undefined);
    assert.equal(await a.has('r1'), true);
    assert.equal(await a.has('r2'), false);
  });

  it('lists a room once when two processes create it', async () => {
    const [{ driver: a }, { driver: b }] = [await driver('a'), await driver('b')];
    const answers = await Promise.all([a.insert(listing('r1', 'a')), b.insert(listing('r1', 'b'))]);
    assert.deepEqual(answers.toSorted(), [false, true]);
    assert.equal((await a.findOne({ roomId: 'r1' })).processId, answers[0] ? 'a' : 'b');
  });

  it('writes updates through, and counts', async () => {
    const { driver: a } = await driver('a');
    const room = listing('r1', 'a');
    await a.insert(room);
    assert.equal(await a.update(room, { $inc: { clients: 1 } }), true);
    await a.update(room, { $set: { locked: true }, $inc: { clients: 2 } });
    const found = await a.findOne({ roomId: 'r1' });
    assert.equal(found.clients, 3);
    assert.equal(found.locked, true);
    room.metadata = { phase: 'playing' };
    assert.equal(await a.persist(room), true);
    assert.deepEqual((await a.findOne({ roomId: 'r1' })).metadata, { phase: 'playing' });
  });

  it('looks once for all who ask in a turn, and writes the last of many changes', async () => {
    const { driver: own, redis } = await driver('a');
    const room = listing('l1', 'a');
    await own.insert(room);
    const scripts = async () =>
      Number(/cmdstat_evalsha:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1]);
    await own.findOne({ name: room.name });
    const before = await scripts();
    const found = await Promise.all(Array.from({ length: 50 }, () => own.findOne({ name: room.name })));
    assert.ok(found.every(({ roomId }) => roomId === 'l1'));
    assert.notEqual(found[0], found[1], 'each has its own');
    const written = await Promise.all(
      Array.from({ length: 50 }, () => own.update(room, { $inc: { clients: 1 } })),
    );
    assert.ok(written.every(Boolean));
    assert.equal((await own.findOne({ name: room.name })).clients, 50);
    assert.ok((await scripts()) - before <= 4, `${(await scripts()) - before} scripts`);
  });

  it('refuses a process that was paused whatever it writes to a room that goes on elsewhere', async () => {
    const [{ driver: zombie }, { driver: b }] = [await driver('a'), await driver('b')];
    const former = listing('r1', 'a');
    await zombie.insert(former);
    await b.evict('r1');
    const now = listing('r1', 'b', { clients: 4 });
    assert.equal(await b.insert(now), true);

    assert.equal(await zombie.update(former, { $inc: { clients: -1 } }), false);
    assert.equal(await zombie.persist(former), false);
    assert.equal(await zombie.persist(former, true), false);
    assert.equal(await zombie.insert(former), false);
    assert.equal(await zombie.remove('r1'), false);
    await zombie.cleanup('a');
    assert.deepEqual(await b.findOne({ roomId: 'r1' }), now);
    assert.deepEqual(await b.query({ name: 'relay' }), [now]);
    assert.deepEqual(await b.query({ processId: 'a' }), []);
    assert.deepEqual(await b.query({ processId: 'b' }), [now]);
  });

  it('does not list a room again that was removed, because of a late update', async () => {
    const { driver: a } = await driver('a');
    const room = listing('r1', 'a');
    await a.insert(room);
    assert.equal(await a.remove('r1'), true);
    assert.equal(await a.remove('r1'), false);
    assert.equal(await a.update(room, { $inc: { clients: -1 } }), false);
    assert.equal(await a.has('r1'), false);
  });

  it('has a room’s listing back that Redis lost', async () => {
    const { driver: a, redis } = await driver('a');
    const room = listing('r1', 'a');
    await a.insert(room);
    await redis.del(...(await redis.keys(`${prefix}*`)));
    assert.equal(await a.persist(room, true), true);
    assert.deepEqual(await a.query({ name: 'relay' }), [room]);
  });

  it('removes what the dead left, and never what the living have', async () => {
    const [{ driver: a }, { driver: b }] = [await driver('a'), await driver('b')];
    for (const id of ['r1', 'r2', 'r3']) await a.insert(listing(id, 'a'));
    await b.insert(listing('r4', 'b'));
    assert.equal(await b.remove('r1'), false);
    await b.cleanup('a');
    assert.equal((await b.query({})).length, 4);
    dead.add('a');
    assert.equal(await b.remove('r1'), true);
    await b.cleanup('a');
    assert.deepEqual(
      (await b.query({})).map(({ roomId }) => roomId),
      ['r4'],
    );
  });

  it('lets nobody join a room of the dead', async () => {
    const [{ driver: a }, { driver: b }] = [await driver('a'), await driver('b')];
    await a.insert(listing('r1', 'a', { name: 'lobby' }));
    await b.insert(listing('r2', 'b', { name: 'lobby' }));
    dead.add('a');
    assert.deepEqual(
      (await b.query({ name: 'lobby' })).map(({ roomId }) => roomId),
      ['r2'],
    );
    assert.equal(
      (await b.findOne({ roomId: 'r1' })).processId,
      'a',
      'it is still there, for who takes it over',
    );
  });

  it('finds by any condition, metadata included, and sorts', async () => {
    const { driver: a } = await driver('a');
    await a.insert(listing('r1', 'a', { clients: 3, metadata: { mode: 'duel' } }));
    await a.insert(listing('r2', 'a', { clients: 1, metadata: { mode: 'duel' } }));
    await a.insert(listing('r3', 'a', { clients: 2, locked: true, metadata: { mode: 'duel' } }));
    await a.insert(listing('r4', 'a', { clients: 0, metadata: { mode: 'race' } }));
    await a.insert(listing('l1', 'a', { name: 'lobby' }));
    const open = { name: 'relay', locked: false, mode: 'duel' };
    assert.equal((await a.findOne(open, { clients: 1 })).roomId, 'r2');
    const sorted = await a.query(open, { clients: 'desc' });
    assert.deepEqual(
      sorted.map(({ roomId }) => roomId),
      ['r1', 'r2'],
    );
    assert.equal(await a.findOne({ name: 'holdem' }), undefined);
    assert.equal((await a.query({})).length, 5);
    assert.equal((await a.query({ roomId: 'r1', name: 'lobby' })).length, 0);
  });

  it('cleans an index whose listings are gone', async () => {
    const { driver: a, redis } = await driver('a');
    await a.insert(listing('r1', 'a'));
    await redis.hdel(`${prefix}roomcaches`, 'r1');
    assert.deepEqual(await a.query({ name: 'relay' }), []);
    assert.equal(await redis.scard(`${prefix}roomcaches:name:relay`), 0);
  });

  it('leaves nothing behind when all is cleared', async () => {
    const { driver: a, redis } = await driver('a');
    await a.insert(listing('r1', 'a'));
    await a.insert(listing('l1', 'a', { name: 'lobby' }));
    await a.clear();
    assert.deepEqual(await redis.keys(`${prefix}*`), []);
  });
});

describe('the driver with 20,000 rooms', function () {
  this.timeout(180_000);

  it('reads those of the name that is asked for, and no more', async () => {
    const server = await startRedis();
    const redis = quietRedis(server.url);
    const driver = new ParlorDriver(redis, { prefix: 'x:', ownId: () => 'a', alive: async () => true });
    const some = (from: number) => Array.from({ length: 4000 }, (_, i) => listing(`r${from + i}`, 'a'));
    for (let n = 0; n < 20_000; n += 4000) await Promise.all(some(n).map((room) => driver.insert(room)));
    await driver.insert(listing('l1', 'a', { name: 'lobby' }));
    await driver.insert(listing('l2', 'a', { name: 'lobby', locked: true }));
    await redis.config('RESETSTAT');
    const joined = await driver.findOne({ name: 'lobby', locked: false, private: false }, { clients: 1 });
    const byId = await driver.findOne({ roomId: 'r500' });
    const [commands, traffic] = [await redis.info('commandstats'), await redis.info('stats')];
    assert.equal(joined.roomId, 'l1');
    assert.equal(byId.roomId, 'r500');
    assert.doesNotMatch(commands, /cmdstat_(hgetall|hvals|hkeys|hscan|keys|scan)/);
    assert.match(commands, /cmdstat_hget:calls=2,/, 'two lobbies');
    const sent = Number(/total_net_output_bytes:(\d+)/.exec(traffic)?.[1]);
    assert.ok(sent < 5000, `${sent} bytes`);
    await closeRedis(redis);
    await server.stop();
  });
});

describe('the driver while Redis is away', function () {
  this.timeout(180_000);

  it('waits, and is not poisoned by what failed', async () => {
    const server = await startRedis();
    const redis = quietRedis(server.url, { answerWithinMs: 500 });
    const driver = new ParlorDriver(redis, { prefix: 'x:', ownId: () => 'a', alive: async () => true });
    await driver.insert(listing('l1', 'a', { name: 'lobby' }));
    server.freeze();
    await assert.rejects(driver.findOne({ name: 'lobby' }));
    await assert.rejects(driver.query({ name: 'lobby' }));
    server.thaw();
    assert.equal((await driver.findOne({ name: 'lobby' })).roomId, 'l1');
    await closeRedis(redis);

    const patient = quietRedis(server.url);
    const waiting = new ParlorDriver(patient, { prefix: 'x:', ownId: () => 'a', alive: async () => true });
    await patient.ping();
    await server.kill();
    const asked = waiting.query({ name: 'lobby' });
    await server.restart();
    assert.deepEqual(await asked, []);
    await waiting.shutdown();
    await server.stop();
  });
});
