import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Room } from '@colyseus/sdk';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { memoryStorage } from '../../client/KeyValue.ts';
import { Parlor } from '../../client/Parlor.ts';
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.ts';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import type { ButtonAnswer, ButtonState } from '../../src/protocol/button.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';
import { type Cable, layCable } from '../web/support/cable.ts';

/** A push and what was answered. */
interface Acked extends ButtonAnswer {
  player: string;
  request: string;
}

/** So long is a push on its way between two regions, each way. */
const FAR_MS = 80;
const AGAIN_AFTER_MS = 50;
const JWT_SECRET = 'q8Zr2LmX0vTn5KdW7yHb3CjF9sGa1Pe4';

describe('the button of a cluster', function () {
  this.timeout(180_000);
  let cluster: Cluster;
  let redis: Redis;
  let database: Client;
  const open: Parlor[] = [];
  const cables: Cable[] = [];
  const servers: ParlorProcess[] = [];
  before(async () => {
    const env = { RATE_LIMIT_FACTOR: '1000', JWT_SECRET };
    cluster = await startCluster({ processes: 2, direct: true, env });
    redis = new Redis(cluster.redisUrl);
    redis.on('error', () => {});
    database = await connected();
  });
  afterEach(async () => {
    for (const parlor of open.splice(0)) parlor.close();
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await Promise.all(cables.splice(0).map((cable) => cable.close()));
  });
  after(async () => {
    redis?.disconnect();
    await database?.end();
    await cluster?.stop();
  });

  async function connected(): Promise<Client> {
    const client = new Client(cluster.databaseUrl);
    client.on('error', () => {}); // it is stopped on purpose
    await client.connect();
    return client;
  }
  const urlOf = (index: number) => cluster.processes[index % cluster.processes.length]?.url ?? '';

  /** Pushes by HTTP until it is answered, at one process after the other. */
  async function push(player: PlainPlayer, request: string, seen: number, first: number): Promise<Acked> {
    const deadline = AbortSignal.timeout(60_000);
    for (let i = first; ; i++) {
      deadline.throwIfAborted();
      const answer = await askAt(player, urlOf(i), { request_id: request, seen_version: seen });
      if (answer) return { ...answer, player: player.id, request };
      await pause(AGAIN_AFTER_MS);
    }
  }

  /** Null when it is not known what became of it. */
  async function askAt({ client }: PlainPlayer, url: string, body: object): Promise<ButtonAnswer | null> {
    const response = await fetch(`${url}/api/v1/button/push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.auth.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (!response || !answer || response.status >= 500) return null;
    assert.equal(response.status, 200, JSON.stringify(answer));
    return answer as ButtonAnswer;
  }

  /** A lobby's socket at one process, and everything that it is told; each newer than what it was told before. */
  async function watch(index: number): Promise<{ room: Room; states: ButtonState[] }> {
    const player = await PlainPlayer.signIn(urlOf(index), 'Watcher');
    const room = await player.client.joinOrCreate('lobby');
    room.reconnection.enabled = false;
    const states: ButtonState[] = [];
    room.onMessage('*', () => {});
    room.onMessage('button', (state: ButtonState) => {
      const last = states.at(-1);
      const newer =
        !last || state.epoch > last.epoch || (state.epoch === last.epoch && state.version > last.version);
      assert.ok(newer, 'nothing older is told');
      states.push(state);
    });
    return { room, states };
  }

  /** What is stored is what was answered, each push once, in one order. */
  async function check(acked: readonly Acked[]): Promise<void> {
    const { rows } = await database.query(
      'SELECT epoch::int, version::int, player, request_id FROM button_pushes ORDER BY epoch, version',
    );
    for (const [i, row] of rows.entries()) assert.ok(row.version > (rows[i - 1]?.version ?? 0), 'one order');
    const versions = new Map<string, number>(rows.map((r) => [`${r.player} ${r.request_id}`, r.version]));
    assert.equal(versions.size, rows.length, 'none twice');
    for (const { player, request, version, result } of acked) {
      assert.match(result, /^applied/);
      assert.equal(versions.get(`${player} ${request}`), version, `${request} of ${player}`);
    }
    assert.equal(new Set(acked.map(({ version }) => version)).size, acked.length);
  }

  /** Everybody pushes so often, and `hurt` is called when half of it is answered. */
  async function crowd(names: string[], times: number, hurt: () => Promise<void>): Promise<Acked[]> {
    const acked: Acked[] = [];
    const half = Promise.withResolvers<void>();
    const players = await Promise.all(names.map((name, i) => PlainPlayer.signIn(urlOf(i), name)));
    const pushing = players.map(async (player, i) => {
      let seen = 0;
      for (let n = 0; n < times; n++) {
        const one = await push(player, `${names[i]} ${n}`, seen, i);
        seen = one.state.version;
        acked.push(one);
        if (acked.length >= (names.length * times) / 2) half.resolve();
      }
    });
    await Promise.all([...pushing, half.promise.then(hurt)]);
    return acked;
  }

  it('loses nothing that was answered when Redis is emptied and a process is killed at once', async () => {
    const { room, states } = await watch(1);
    const acked = await crowd(['Ada', 'Bob', 'Cy', 'Di'], 25, async () => {
      await Promise.all([redis.flushall(), cluster.kill(0)]);
    });
    await cluster.start(0);
    assert.equal(acked.length, 100);
    await check(acked);
    const epochs = new Set(acked.map(({ state }) => state.epoch));
    assert.ok(epochs.size > 1, 'a new epoch says that something was lost');
    assert.ok(states.length > 5);
    room.connection.close(); // its process may be gone
  });

  it('answers nothing while Postgres is away, and everything once afterwards', async () => {
    const ada = await PlainPlayer.signIn(urlOf(0), 'Ada');
    const adaRoom = await ada.client.joinOrCreate('lobby');
    adaRoom.reconnection.enabled = false;
    adaRoom.onMessage('*', () => {});
    const { room, states } = await watch(1);
    const before: ButtonAnswer = await adaRoom.request('push', { request_id: 'before', seen_version: 0 });
    await database.end();
    await cluster.postgres.stop();
    const request = { request_id: 'away', seen_version: before.state.version };
    const refused = await adaRoom.request('push', request).catch((error) => error.reason);
    assert.equal(refused.code, 'retry_later');
    let deadline = AbortSignal.timeout(20_000);
    while (states.at(-1)?.by?.id !== ada.id || (states.at(-1)?.version ?? 0) <= before.version) {
      deadline.throwIfAborted();
      await pause(AGAIN_AFTER_MS);
    }
    // And the process that knows of it dies: another one stores it.
    await cluster.kill(0);
    await cluster.postgres.start();
    database = await connected();
    const shown = states.at(-1) as ButtonState;
    deadline = AbortSignal.timeout(40_000); // Postgres may have taken long to come back
    let rows: unknown[] = [];
    while (rows.length === 0) {
      deadline.throwIfAborted();
      ({ rows } = await database.query('SELECT version FROM button_pushes WHERE request_id = $1', ['away']));
    }
    assert.deepEqual(rows, [{ version: String(shown.version) }]);
    await cluster.start(0);
    const acked = await push(ada, 'away', 0, 1);
    assert.deepEqual([acked.version, acked.result], [shown.version, 'applied']);
    await check([acked]);
    adaRoom.connection.close();
    room.connection.close(); // its process may be gone
  });

  async function sdk(url: string, name: string, transport: 'auto' | 'http' = 'auto'): Promise<Parlor> {
    const parlor = new Parlor(url, { storage: memoryStorage(), transport });
    open.push(parlor);
    await parlor.signInAsGuest(name);
    await parlor.enterLobby();
    const { button } = parlor;
    button.watch();
    if (!button.state) await new Promise<void>((resolve) => void button.on('changed', resolve));
    return parlor;
  }

  it('keeps one order for who is far away, shows what is on its way, and counts nothing twice', async () => {
    const port = await freePort();
    const cable = await layCable(port, FAR_MS);
    cables.push(cable);
    const abroad = await startParlor({
      ...{ PORT: String(port), JWT_SECRET, DATABASE_URL: cluster.databaseUrl, REDIS_URL: cluster.redisUrl },
      RATE_LIMIT_FACTOR: '1000',
    });
    servers.push(abroad);
    // Over HTTP: a socket leads to the process that has room in a lobby, which may not be the one behind the cable.
    const [near, far] = await Promise.all([sdk(urlOf(1), 'Near'), sdk(cable.url, 'Far', 'http')]);
    const pending: number[] = [];
    far.button.on('changed', () => pending.push(far.button.pending.length));
    const answers: { who: string; version: number; result: string }[] = [];
    for (let i = 0; i < 5; i++) {
      const pushing = [
        far.button.push().then((one) => answers.push({ who: 'far', ...one })),
        near.button.push().then((one) => answers.push({ who: 'near', ...one })),
      ];
      assert.equal(far.button.pending.length, 1, 'shown as on its way');
      await Promise.all(pushing);
      assert.equal(far.button.pending.length, 0);
    }
    assert.ok(pending.includes(1) && pending.includes(0));
    const versions = answers.map(({ version }) => version);
    assert.equal(new Set(versions).size, 10);
    for (const who of ['near', 'far']) {
      const own = answers.filter((one) => one.who === who).map(({ version }) => version);
      assert.deepEqual(
        own,
        [...own].sort((a, b) => a - b),
      );
    }

    cable.hold();
    const overtaken = far.button.push();
    await near.button.push();
    cable.letGo();
    assert.equal((await overtaken).result, 'applied_late');

    const cutOff = far.button.push();
    cable.cut();
    cable.mend();
    const { version } = await cutOff;
    assert.ok(!versions.includes(version));
    const records = await far.button.records();
    assert.equal(records.me?.pushes, 7, 'nothing twice');
  });
});
