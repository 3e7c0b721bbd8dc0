import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { isUnavailable } from '../../src/lib/unavailable.ts';
import type { MatchDirectory } from '../../src/match/directory.ts';
import type { LiveMatch } from '../../src/match/live.ts';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisDirectory } from '../../src/persistence/redis/redisDirectory.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { newId } from './stores.ts';

function liveMatch(more: Partial<LiveMatch> = {}): LiveMatch {
  return {
    id: newId(),
    game: 'relay',
    phase: 'playing',
    players: [
      { id: newId(), name: 'Ada «»', bot: false },
      { id: newId(), name: 'Botolph', bot: true },
    ],
    spectators: 2,
    startedAt: 1_790_000_000_000,
    ...more,
  };
}

const KINDS: Record<string, () => Promise<{ directory: MatchDirectory; close(): Promise<void> }>> = {
  memory: async () => ({ directory: new MemoryDirectory(), close: async () => {} }),
  Redis: async () => {
    const redis = quietRedis((await sharedRedis()).url);
    const options = { prefix: freshPrefix(), running: async () => [], now: () => 0 };
    return { directory: new RedisDirectory(redis, options), close: () => closeRedis(redis) };
  },
};

for (const [kind, make] of Object.entries(KINDS)) {
  describe(`the directory in ${kind}`, () => {
    let directory: MatchDirectory;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ directory, close } = await make());
    });
    afterEach(() => close());

    it('has matches as they were last put, until they are removed', async () => {
      const one = liveMatch({ players: [] });
      const other = liveMatch();
      await directory.put(one);
      await directory.put(other);
      await directory.put({ ...one, phase: 'finished', spectators: 0 });
      assert.deepEqual(await directory.find(one.id), { ...one, phase: 'finished', spectators: 0 });
      const byId = (a: LiveMatch, b: LiveMatch) => (a.id < b.id ? -1 : 1);
      assert.deepEqual((await directory.list()).sort(byId), [
        { ...one, phase: 'finished', spectators: 0 },
        other,
      ]);
      await directory.remove(one.id);
      await directory.remove(one.id);
      assert.equal(await directory.find(one.id), null);
      assert.deepEqual(await directory.list(), [other]);
    });

    it('binds a player to one match, however often it is claimed', async () => {
      const [player, match, other] = [newId(), newId(), newId()];
      assert.equal(await directory.of(player), null);
      assert.equal(await directory.claim(player, match), null);
      assert.equal(await directory.claim(player, match), null);
      assert.equal(await directory.claim(player, other), match);
      assert.equal(await directory.of(player), match);
    });

    it('frees a player only of the match that is named', async () => {
      const [player, match] = [newId(), newId()];
      await directory.claim(player, match);
      await directory.release(player, newId());
      assert.equal(await directory.of(player), match);
      await directory.release(player, match);
      assert.equal(await directory.of(player), null);
    });

    it('frees everybody who is bound to a match that is removed, and nobody else', async () => {
      const match = liveMatch();
      const [one, two, left, elsewhere] = [newId(), newId(), newId(), newId()];
      await directory.put(match);
      for (const player of [one, two, left]) await directory.claim(player, match.id);
      await directory.release(left, match.id);
      const other = newId();
      for (const player of [left, elsewhere]) await directory.claim(player, other);
      await directory.remove(match.id);
      const bound = await Promise.all([one, two, left, elsewhere].map((player) => directory.of(player)));
      assert.deepEqual(bound, [null, null, other, other]);
      await directory.remove(other); // was never listed
      assert.equal(await directory.of(elsewhere), null);
    });

    it('gives a player to one of many who claim at once', async () => {
      const player = newId();
      const matches = Array.from({ length: 20 }, newId);
      const answers = await Promise.all(matches.map((match) => directory.claim(player, match)));
      const winner = await directory.of(player);
      assert.equal(answers.filter((answer) => answer === null).length, 1);
      assert.ok(answers.every((answer, i) => (answer === null ? matches[i] : answer) === winner));
    });
  });
}

describe('the keys of the directory in Redis', () => {
  let redis: Redis;
  let prefix: string;
  let directory: RedisDirectory;

  beforeEach(async () => {
    redis = quietRedis((await sharedRedis()).url);
    prefix = freshPrefix();
    directory = new RedisDirectory(redis, { prefix, running: async () => [], now: () => 0 });
  });
  afterEach(() => closeRedis(redis));

  it('expire: rooms after ten minutes, players after five', async () => {
    const match = liveMatch();
    const player = newId();
    await directory.put(match);
    await directory.claim(player, match.id);
    const room = await redis.ttl(`${prefix}room:${match.id}`);
    const binding = await redis.ttl(`${prefix}player:${player}:match`);
    assert.ok(room > 590 && room <= 600, `${room}`);
    assert.ok(binding > 290 && binding <= 300, `${binding}`);
    assert.ok((await redis.ttl(`${prefix}room:${match.id}:bound`)) > 290);
    await redis.expire(`${prefix}player:${player}:match`, 10);
    await directory.claim(player, match.id);
    assert.ok((await redis.ttl(`${prefix}player:${player}:match`)) > 290, 'a claim refreshes it');
  });

  it('list rooms that wait for more by how many people they have', async () => {
    const match = liveMatch({ phase: 'waiting' });
    await directory.put(match);
    const available = `${prefix}rooms:available:relay`;
    assert.deepEqual(await redis.zrange(available, 0, -1, 'WITHSCORES'), [match.id, '1']);
    await directory.put({ ...match, phase: 'playing' });
    assert.equal(await redis.zcard(available), 0);
    await directory.put(match);
    await directory.claim(newId(), match.id);
    await directory.remove(match.id);
    assert.equal(await redis.zcard(available), 0);
    assert.deepEqual(await redis.keys(`${prefix}*`), [`${prefix}directory:whole`], 'nothing is left behind');
  });

  it('forget rooms that expired', async () => {
    const match = liveMatch({ phase: 'waiting' });
    await directory.put(match);
    await redis.del(`${prefix}room:${match.id}`);
    assert.deepEqual(await directory.list(), []);
    assert.equal(await redis.hlen(`${prefix}rooms:live`), 0);
    assert.equal(await redis.zcard(`${prefix}rooms:available:relay`), 0);
  });

  it('come back when owners put and claim again', async () => {
    const match = liveMatch();
    const player = newId();
    await directory.put(match);
    await directory.claim(player, match.id);
    await redis.del(...(await redis.keys(`${prefix}*`)));
    assert.deepEqual(await directory.list(), []);
    await directory.put(match);
    await directory.claim(player, match.id);
    assert.deepEqual(await directory.list(), [match]);
    assert.equal(await directory.of(player), match.id);
  });
});

describe('the directory in a Redis that lost its data', () => {
  const [seated, free, fresh] = [newId(), newId(), newId()];
  const match = liveMatch();
  let redis: Redis;
  let prefix: string;
  let directory: RedisDirectory;
  let running: () => Promise<string[]>;
  let now: number;

  beforeEach(async () => {
    redis = quietRedis((await sharedRedis()).url);
    prefix = freshPrefix();
    running = async () => [match.id];
    now = 0;
    // Each look is another: they are as far apart as it takes.
    const clock = () => (now += 1000);
    directory = new RedisDirectory(redis, { prefix, running: () => running(), now: clock });
  });
  afterEach(() => closeRedis(redis));

  const unsure = (asked: Promise<unknown>) => assert.rejects(asked, isUnavailable);
  const lose = async () => void (await redis.del(...(await redis.keys(`${prefix}*`))));

  it('takes nobody for free until all matches that run are listed again', async () => {
    for (let times = 0; times < 2; times++) {
      for (const player of [seated, free]) await unsure(directory.of(player));
      await unsure(directory.claim(seated, fresh));
      assert.equal(await directory.claim(seated, match.id, { seated: true }), null, 'its owner knows');
      assert.equal(await directory.of(seated), match.id);
      assert.equal(await directory.claim(seated, fresh), match.id);
      await unsure(directory.of(free));
      await directory.put(match);
      assert.equal(await directory.of(free), null);
      assert.equal(await directory.claim(free, fresh), null);
      await lose();
    }
  });

  it('knows at once that nobody sits anywhere when no match runs, and does not ask again', async () => {
    running = async () => [];
    assert.equal(await directory.claim(free, fresh), null);
    running = () => assert.fail('it is known');
    assert.equal(await directory.of(seated), null);
  });

  it('asks again later when the store of running matches is away', async () => {
    running = async () => {
      throw Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    };
    await redis.set(`${prefix}directory:since`, '1');
    await unsure(directory.of(free));
    await unsure(directory.claim(free, fresh));
  });

  it('does not wait for ever for a match that nobody brings back', async () => {
    await redis.set(`${prefix}directory:since`, '1');
    assert.equal(await directory.of(free), null);
  });

  it('is not whole when it loses its data again while somebody looks', async () => {
    running = async () => {
      await lose();
      return [];
    };
    await unsure(directory.of(seated));
  });
});
