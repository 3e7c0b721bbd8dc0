import assert from 'node:assert/strict';
import type { Room } from '@colyseus/sdk';
import { Redis } from 'ioredis';
import { storeSettings } from '../../loadtest/measure/Stores.ts';
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.ts';
import type { ArenaState } from '../../src/games/arena/state.ts';
import { relay } from '../../src/games/relay/relay.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { relayMaker } from '../../src/schema/relay.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';

/** Five are matched at once. */
const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Ed'];

/** Somebody at a table, with all that was acknowledged to them. */
interface Seat {
  player: PlainPlayer;
  room: Room;
  acknowledged: string[];
}

describe('a cluster', function () {
  this.timeout(180_000);
  let cluster: Cluster;
  let redis: Redis;
  let monitor: Redis | undefined;
  before(async () => {
    cluster = await startCluster({ processes: 3, durable: true });
    redis = new Redis(cluster.redisUrl);
  });
  after(async () => {
    monitor?.disconnect();
    redis?.disconnect();
    await cluster?.stop();
  });

  it('makes tables of players who came by three processes, and plays them for all of them', async () => {
    const heard: string[] = [];
    monitor = await redis.monitor();
    monitor.on('monitor', (_time: string, said: string[]) => heard.push(said.join(' ')));
    const urls = cluster.processes.map(({ url }) => url);
    const names = Array.from({ length: 15 }, (_, i) => `Player ${i}`);
    const players = await Promise.all(
      names.map((name, i) => PlainPlayer.signIn(urls[i % urls.length] as string, name)),
    );
    const matches = await Promise.all(players.map((p) => p.queueOverHttp({ game: 'relay' })));
    // Over the process that each came by: sockets and requests find their way.
    const seats: Seat[] = await Promise.all(
      players.map(async (player, i) => ({
        ...{ player, acknowledged: [] },
        room: await enter(player, matches[i] as string),
      })),
    );
    await Promise.all(
      seats.map(async ({ player, room, acknowledged }, i) => {
        const match = matches[i] as string;
        await player.stateWhen(match, (state) => state.phase === 'playing');
        const overSocket = await player.actInRoom(room, { action: 'skip' }, `by socket ${i}`);
        assert.ok('version' in overSocket, JSON.stringify(overSocket));
        acknowledged.push(`by socket ${i}`);
        const overHttp = await player.act(match, { action: 'skip' });
        assert.ok([200, 409].includes(overHttp.status), JSON.stringify(overHttp.body));
      }),
    );
    monitor.disconnect();
    const at = (match: string) => seats.filter((_, i) => matches[i] === match);
    const seeds = await Promise.all([...new Set(matches)].map((match) => finishAndCheck(match, at(match))));
    const told = (topic: string) => heard.filter((said) => said.startsWith(`publish ${topic}`));
    assert.ok(told('sealed:p:').length > 0, 'at least one was opened by another process than its own');
    assert.ok(told('sealed:$').length > 0, 'matches were asked by other processes');
    assert.ok(told('sealed:ipc:').length > 0, 'and answered');
    for (const topic of ['p:', '$', 'ipc:']) assert.deepEqual(told(topic), [], 'none of it in clear');
    for (const seed of seeds) {
      assert.match(seed, /^[0-9a-f]{64}$/);
      assert.ok(!heard.some((said) => said.includes(seed)), 'who reads along in Redis learns no seed');
    }
  });

  it('stores as operators do: Redis with a file of its writes, Postgres on a disk', async () => {
    assert.deepEqual(await storeSettings(cluster.redisUrl, cluster.databaseUrl), [
      'Postgres: fsync on, synchronous_commit on',
      'Redis: appendonly yes, appendfsync everysec',
    ]);
  });

  it('counts tries of passwords for all processes together', async () => {
    const urls = cluster.processes.map(({ url }) => url);
    const statuses: number[] = [];
    for (let i = 0; i < 33; i++) {
      const response = await fetch(`${urls[i % urls.length]}/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'nobody@example.org', password: 'a guess of mine' }),
      });
      await response.text();
      statuses.push(response.status);
    }
    assert.deepEqual(statuses.slice(30), [429, 429, 429]);
    assert.ok(!statuses.slice(0, 30).includes(429));
  });

  it('goes on elsewhere when the owner of a match is killed, with all that was acknowledged', async () => {
    const { match, seats } = await table();
    await act(seats);
    const owner = await ownerOf(match);
    const back = seats.map(({ room }) => reconnected(room));
    await cluster.kill(owner);
    await Promise.all(back);
    await act(seats);
    assert.notEqual(await ownerOf(match), owner);
    await finishAndCheck(match, seats);
    await cluster.start(owner);
  });

  it('goes on elsewhere with a match that moves when its owner is killed: no point and no death less, and one plays on', async () => {
    const player = await PlainPlayer.signIn(cluster.url, 'Ada');
    const match = await player.queueOverHttp({ game: 'arena', bots: true });
    const room = (await enter(player, match)) as unknown as Room<unknown, ArenaState>;
    const input = () =>
      room.input() as unknown as { data: object; epoch: number; lastProcessed: number; send(): number };
    /** Resolves with what is so at the first patch at which it is. Every patch is answered with a command. */
    const when = <T>(what: () => T | null) =>
      new Promise<T>((resolve) => {
        const told = () => {
          const { tick, phase } = room.state;
          Object.assign(input().data, {
            mx: 90,
            my: tick % 100,
            aim: (tick * 8) % 4096,
            buttons: 1,
            view: tick - 6,
          });
          if (phase === 'playing') input().send();
          const found = what();
          if (found === null) return;
          room.onStateChange.remove(told);
          resolve(found);
        };
        room.onStateChange(told);
      });
    const counted = () =>
      Object.fromEntries(
        [...room.state.players.values()].map(
          ({ id, score, kills, deaths }) => [id, [score, kills, deaths]] as const,
        ),
      );
    const kills = () => Object.values(counted()).reduce((sum, [, kills = 0]) => sum + kills, 0);
    const before = await when(() => (kills() > 0 && input().lastProcessed > 0 ? counted() : null));
    const { epoch } = input();
    const owner = await ownerOf(match);
    const killedAt = performance.now();
    await cluster.kill(owner);
    const after = await when(() => (input().epoch !== epoch && input().lastProcessed > 0 ? counted() : null));
    console.log(
      `      the first command was taken ${Math.round(performance.now() - killedAt)} ms after the kill`,
    );
    for (const [id, were] of Object.entries(before))
      for (const [i, was] of were.entries())
        assert.ok((after[id]?.[i] ?? -1) >= was, `${id}: ${was} → ${after[id]}`);
    assert.notEqual(await ownerOf(match), owner);
    await room.leave();
    await cluster.start(owner);
  });

  it('goes on elsewhere when a process is stopped, and loses nothing', async () => {
    const { match, seats } = await table();
    await act(seats);
    const owner = await ownerOf(match);
    const back = seats.map(({ room }) => reconnected(room));
    assert.equal(await cluster.stop(owner), 0);
    await Promise.all(back);
    await act(seats);
    await finishAndCheck(match, seats);
    await cluster.start(owner);
  });

  it('goes on elsewhere when the owner hangs, which lets go when it wakes up', async () => {
    const { match, seats } = await table();
    await act(seats);
    const owner = await ownerOf(match);
    const back = seats.map(({ room }) => reconnected(room));
    cluster.freeze(owner);
    await Promise.all(back);
    await act(seats);
    cluster.thaw(owner);
    await act(seats);
    assert.notEqual(await ownerOf(match), owner);
    await finishAndCheck(match, seats);
  });

  it('loses nothing when nginx dies in the middle of everything', async () => {
    const { match, seats } = await table();
    await act(seats);
    const back = seats.map(({ room }) => reconnected(room));
    await cluster.nginx.kill();
    await cluster.nginx.start();
    await Promise.all(back);
    await act(seats);
    await finishAndCheck(match, seats);
  });

  it('loses nothing when Redis loses everything in the middle of a match', async () => {
    const { match, seats } = await table();
    await act(seats);
    await redis.flushall();
    await act(seats);
    await finishAndCheck(match, seats);
  });

  it('loses nothing when Redis restarts empty', async () => {
    const { match, seats } = await table();
    await act(seats);
    await redis.set('a mark', 1);
    await cluster.redis.restart({ empty: true });
    assert.ok(!(await redis.exists('a mark')), 'its file is gone as well');
    await act(seats);
    await finishAndCheck(match, seats);
  });

  it('refuses what it cannot store while Redis hangs, says so, and does it when Redis is back', async () => {
    const { match, seats } = await table();
    const [seat] = seats;
    assert.ok(seat);
    cluster.redis.freeze();
    const refused = await seat.player.actInRoom(seat.room, { action: 'skip' }, 'frozen');
    assert.equal(refused.code, 'retry_later');
    const { status, body } = await seat.player.ask('GET', '/readyz');
    assert.equal(status, 503);
    const { database, redis } = body.dependencies as Record<string, unknown>;
    assert.deepEqual([database, redis], [{ ok: true }, { ok: false }]);
    cluster.redis.thaw();
    const deadline = AbortSignal.timeout(20_000);
    let again: Record<string, unknown>;
    do {
      deadline.throwIfAborted();
      again = await seat.player.actInRoom(seat.room, { action: 'skip' }, 'frozen');
    } while (again.code === 'retry_later');
    assert.ok('version' in again, JSON.stringify(again));
    seat.acknowledged.push('frozen');
    await finishAndCheck(match, seats);
  });

  it('writes the result of a match that ended while Postgres was down, once', async () => {
    const { match, seats } = await table();
    await act(seats);
    await cluster.postgres.stop();
    await act(seats); // games go on
    const everybody = [...seats];
    const [first] = seats;
    const over = new Promise((resolve) =>
      first?.room.onStateChange((state) => {
        if (state.phase === 'finished') resolve(undefined);
      }),
    );
    await Promise.all(seats.slice(1).map(({ room }) => room.leave()));
    await over;
    await cluster.postgres.start();
    await finishAndCheck(match, everybody);
  });

  async function table(): Promise<{ match: string; seats: Seat[] }> {
    const players = await Promise.all(NAMES.map((name) => PlainPlayer.signIn(cluster.url, name)));
    const [match = ''] = await Promise.all(players.map((p) => p.queueOverHttp({ game: 'relay' })));
    const seats = await Promise.all(
      players.map(async (player) => ({ player, room: await enter(player, match), acknowledged: [] })),
    );
    await players[0]?.stateWhen(match, (state) => state.phase === 'playing');
    return { match, seats };
  }

  /** Everybody does something, again and again until it is acknowledged. */
  async function act(seats: Seat[]): Promise<void> {
    const deadline = AbortSignal.timeout(30_000);
    await Promise.all(
      seats.map(async (seat, i) => {
        const request = `${i}-${seat.acknowledged.length}`;
        for (;;) {
          deadline.throwIfAborted();
          const reply = await seat.player.actInRoom(seat.room, { action: 'skip' }, request).catch(() => null);
          if (reply && 'version' in reply) break;
          await seat.player.ask('GET', '/healthz'); // a turn for everybody else
        }
        seat.acknowledged.push(request);
      }),
    );
  }

  /** @returns the seed of the match */
  async function finishAndCheck(match: string, seats: Seat[]): Promise<string> {
    const [first] = seats;
    assert.ok(first);
    await Promise.all(seats.map(({ room }) => room.connection.isOpen && room.leave()));
    const deadline = AbortSignal.timeout(20_000);
    let recorded: { status: number; body: never };
    do {
      deadline.throwIfAborted();
      recorded = (await first.player.ask('GET', `/api/v1/matches/${match}/replay`)) as never;
    } while (recorded.status !== 200);
    const { setup, journal, game_ms, state_hash } = recorded.body as {
      setup: Parameters<typeof replay>[2];
      journal: { player: string; request_id: string }[];
      game_ms: number;
      state_hash: string;
    };
    for (const { player, acknowledged } of seats) {
      for (const request of acknowledged) {
        const entries = journal.filter((e) => e.request_id === request);
        assert.equal(entries.length, 1, `${player.id} ${request}`);
      }
    }
    const replayed = replay(relay, relayMaker, setup, journal as never, game_ms);
    assert.equal(stateHash(replayed.state), state_hash);
    return setup.seed;
  }

  /** Index of the process that runs a match. */
  async function ownerOf(match: string): Promise<number> {
    const owner = await redis.hget(`parlor:match:${match}:meta`, 'owner');
    const address = await redis.get(`parlor:process:${owner}`);
    return cluster.processes.findIndex(({ port }) => address === `127.0.0.1:${port}`);
  }

  async function enter(player: PlainPlayer, match: string): Promise<Room> {
    const room = await player.client.joinById(match);
    room.onMessage('*', () => {});
    room.onError(() => {});
    room.reconnection.minUptime = 0;
    return room as Room;
  }

  function reconnected(room: Room): Promise<void> {
    return new Promise((resolve) => void room.onReconnect.once(() => resolve()));
  }
});
