import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';
import { quietRedis } from '../support/redis.ts';

describe('a cluster of two processes', function () {
  this.timeout(180_000);
  let cluster: Cluster;
  const said: string[] = [];
  before(async () => {
    cluster = await startCluster({ processes: 2, say: (text) => said.push(text) });
  });
  after(() => cluster?.stop());
  // What one case left broken must not fail the next ones.
  afterEach(async () => {
    for (const [index, each] of cluster.processes.entries())
      if (!each.running && existsSync(cluster.folder)) await cluster.start(index);
  });

  it('serves the page, signs guests in and lets them into the lobby, each straight to a process', async () => {
    await serves(cluster.url);
    const ports = new Set<string>();
    for (let i = 0; i < 4; i++) {
      const path = await lobbyPath(cluster.url);
      assert.match(path, /^\/p\/\d+\/[\w-]+\/[\w-]+$/);
      ports.add(path.split('/')[2] ?? '');
    }
    for (const port of ports) assert.ok(cluster.processes.some((each) => String(each.port) === port));
  });

  it('shows what runs', () => {
    const services = cluster.services();
    assert.deepEqual(
      services.map(({ role }) => role),
      ['nginx', 'parlor', 'parlor', 'redis', 'postgres'],
    );
    assert.equal(new Set(services.map(({ pid }) => pid)).size, 5);
    for (const { pid } of services) assert.ok(isAlive(pid));
  });

  it('serves on with the first request after a process is killed, and takes it back', async () => {
    const [victim] = cluster.processes;
    assert.ok(victim);
    const { port, pid } = victim;

    await cluster.kill(0);
    await serves(cluster.url);
    await lobbyPath(cluster.url);

    assert.equal(victim.running, false);
    assert.equal(said.at(-1), `process 0 on port ${port} ended with SIGKILL.`);
    await cluster.start(0);
    assert.equal(victim.port, port);
    assert.notEqual(victim.pid, pid);
    assert.equal((await fetch(`${victim.url}/healthz`)).status, 200);
  });

  it('stops a process that is asked to, and serves on', async () => {
    const before = said.length;
    assert.equal(await cluster.stop(1), 0);
    await serves(cluster.url);
    assert.equal(said.length, before, 'nobody is told of an end that was asked for');
    await cluster.start(1);
  });

  it('freezes a process and lets it go on', async () => {
    const [frozen] = cluster.processes;
    assert.ok(frozen);
    cluster.freeze(0);
    assert.equal(stateOf(frozen.pid), 'T');
    const asked = fetch(`${frozen.url}/healthz`);
    cluster.thaw(0);
    assert.equal((await asked).status, 200);
  });

  it('restarts Redis, with what it holds or without', async () => {
    const redis = quietRedis(cluster.redisUrl);
    await redis.set('a test', 'was here');
    await cluster.redis.restart({ empty: false });
    assert.equal(await redis.get('a test'), 'was here');
    await cluster.redis.restart({ empty: true });
    assert.equal(await redis.get('a test'), null);
    cluster.redis.freeze();
    assert.equal(stateOf(cluster.redis.pid), 'T');
    cluster.redis.thaw();
    assert.equal(await redis.ping(), 'PONG');
    redis.disconnect();
  });

  it('takes Postgres away and brings it back as it was', async () => {
    const player = await PlainPlayer.signIn(cluster.url, 'Ada');
    await cluster.postgres.stop();
    assert.equal(cluster.postgres.pid, 0);
    const away = await fetch(`${cluster.url}/readyz`);
    assert.equal(away.status, 503);
    await cluster.postgres.start();
    assert.equal((await player.ask('GET', '/api/v1/players/me')).body.id, player.id);
  });

  it('cuts nginx off and starts it again', async () => {
    await cluster.nginx.kill();
    await assert.rejects(fetch(cluster.url));
    await cluster.nginx.start();
    await serves(cluster.url);
  });

  it('leaves nothing behind', async () => {
    const pids = cluster.services().map(({ pid }) => pid);
    cluster.freeze(1);
    cluster.redis.freeze();
    await cluster.stop();
    assert.deepEqual(pids.filter(isAlive), []);
    assert.equal(existsSync(cluster.folder), false);
    assert.deepEqual(new Set(cluster.services().map(({ pid }) => pid)), new Set([0]));
  });
});

/** The page, and a guest who is who the server says. */
async function serves(url: string): Promise<void> {
  const page = await fetch(`${url}/`, { redirect: 'manual' });
  assert.equal(new URL(page.headers.get('location') ?? '', page.url).href, `${url}/app`);
  const player = await PlainPlayer.signIn(url, 'Ada');
  assert.equal((await player.ask('GET', '/api/v1/players/me')).body.id, player.id);
}

/** Joins the lobby, asks it something, leaves; where the socket went. */
async function lobbyPath(url: string): Promise<string> {
  const player = await PlainPlayer.signIn(url, 'Ada');
  const room = await player.client.joinOrCreate('lobby');
  room.onMessage('*', () => {});
  const { id } = await room.request('chat', { text: 'Hello' });
  assert.ok(id);
  const { pathname } = new URL(room.connection.url ?? '');
  await room.leave();
  return pathname;
}

/** As `ps` tells it: T is stopped. */
function stateOf(pid: number): string | undefined {
  return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })[0];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
