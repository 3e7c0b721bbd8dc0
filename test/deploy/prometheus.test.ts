import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Room } from '@colyseus/sdk';
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.ts';
import type { SeatReservation } from '../../src/protocol/seat.ts';
import { dashboardQueries, metricsIn } from '../support/dashboardQueries.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';
import { type Prometheus, startPrometheus } from '../support/prometheus.ts';

/** What Prometheus shows follows what happens by a scrape, and rates need two. */
const SHOWN_WITHIN_MS = 60_000;

describe('a Prometheus that asks a cluster', function () {
  this.timeout(150_000);
  let cluster: Cluster;
  let prometheus: Prometheus;
  before(async () => {
    cluster = await startCluster({ processes: 2, env: { RATE_LIMIT_FACTOR: '100' } });
    const targets = cluster.processes.map(({ port }) => `127.0.0.1:${port}`);
    const folder = join(cluster.folder, 'prometheus');
    prometheus = await startPrometheus(folder, targets, cluster.operatorPassword);
  });
  after(async () => {
    await prometheus?.stop();
    await cluster?.stop();
  });

  it('has an answer to every query of the dashboards, and every metric of the alerts, once people play', async () => {
    const queries = dashboardQueries();
    const alerts = Object.entries(await prometheus.alerts());
    assert.ok(queries.length > 20 && alerts.length > 10);
    for (const [, expr] of alerts) await prometheus.query(expr); // it throws at what it cannot make sense of
    const parts = [...new Set(alerts.flatMap(([, expr]) => metricsIn(expr)))];
    const asked = [
      ...queries,
      // Alerts are silent while all is well: what they look at must be there.
      ...parts.map((name) => ({ title: 'an alert', expr: `count(${name})` })),
    ];
    const unanswered = async () => {
      const answers = await Promise.all(asked.map(({ expr }) => prometheus.query(expr)));
      return asked.filter((_, i) => {
        const lines = answers[i] ?? [];
        return lines.length === 0 || !lines.some(({ value }) => Number.isFinite(value));
      });
    };
    const deadline = performance.now() + SHOWN_WITHIN_MS;
    let left = asked;
    for (let round = 0; left.length > 0 && performance.now() < deadline; round++) {
      await play(cluster, `Player ${round}`);
      left = await unanswered();
    }
    assert.deepEqual(left, []);
  });

  it('is told what promtool finds no fault with', async () => {
    for (const { url } of cluster.processes) {
      const authorization = `Basic ${btoa(`operator:${cluster.operatorPassword}`)}`;
      const metrics = await fetch(`${url}/metrics`, { headers: { authorization } });
      const said = execFileSync('promtool', ['check', 'metrics'], {
        input: await metrics.text(),
        encoding: 'utf8',
      });
      assert.equal(said, '');
    }
  });

  it('sees what its alerts are for: a store that is away, and processes that hang and die', async () => {
    const alerts = await prometheus.alerts();
    /** Lines of its expression, once there are any. */
    const fires = async (name: string, hurt = () => pause(250)) => {
      const deadline = AbortSignal.timeout(SHOWN_WITHIN_MS);
      for (;;) {
        const found = await prometheus.query(alerts[name] ?? '');
        if (found.length > 0) return found;
        deadline.throwIfAborted();
        await hurt();
      }
    };
    for (const name of ['ParlorStoreAway', 'ParlorLoopSlow', 'ParlorDown'])
      assert.deepEqual(await prometheus.query(alerts[name] ?? ''), [], `${name}, and all is well`);
    await cluster.postgres.stop();
    assert.equal((await fires('ParlorStoreAway'))[0]?.labels.store, 'database');
    await cluster.postgres.start();
    const [first, second] = cluster.processes.map(({ port }) => `127.0.0.1:${port}`);
    // Shorter than Prometheus waits for an answer: what it missed nobody tells it later.
    const hang = async () => {
      cluster.freeze(0);
      await pause(500);
      cluster.thaw(0);
      await pause(250);
    };
    assert.ok((await fires('ParlorLoopSlow', hang)).some(({ labels }) => labels.instance === first));
    await cluster.kill(1);
    assert.equal((await fires('ParlorDown'))[0]?.labels.instance, second);
  });
});

/** One person comes, is told something, plays a match with bots, drops out, comes back, and leaves. */
async function play(cluster: Cluster, name: string): Promise<void> {
  const player = await PlainPlayer.signIn(cluster.url, name);
  const lobby = await player.client.joinOrCreate('lobby', { notifications: true });
  lobby.onMessage('*', () => {});
  const told = new Promise<number>((resolve) => {
    lobby.onMessage('notification', ({ seq }: { seq: number }) => resolve(seq));
    // What is accepted while one is still coming in is told with all that one has.
    lobby.onMessage('notifications', ({ items }: { items: { seq: number }[] }) => {
      const newest = items.at(-1);
      if (newest) resolve(newest.seq);
    });
  });
  await notify(cluster, player.id);
  await lobby.request('received', { seqs: [await told] });
  // Not over HTTP: who asks for the state there counts as here, whatever becomes of the socket.
  const found = new Promise<SeatReservation>((resolve) => {
    lobby.onMessage('match_found', ({ seat }: { seat: SeatReservation }) => resolve(seat));
  });
  await lobby.request('queue', { game: 'relay', bots: true });
  const room: Room = await player.client.consumeSeatReservation(await found);
  room.onMessage('*', () => {});
  room.reconnection.enabled = false;
  await new Promise<void>((resolve) => {
    room.onStateChange(({ phase }) => phase === 'playing' && resolve());
  });
  await player.actInRoom(room, { action: 'skip' });
  const gone = new Promise((resolve) => room.onLeave(resolve));
  room.connection.close();
  await gone;
  const back = await player.client.reconnect(room.reconnectionToken);
  back.onMessage('*', () => {});
  await player.actInRoom(back, { action: 'skip' });
  await player.ask('POST', `/api/v1/matches/${room.roomId}/leave`);
  await lobby.leave();
}

async function notify(cluster: Cluster, player: string): Promise<void> {
  const response = await fetch(`${cluster.url}/api/v1/notifications`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`operator:${cluster.operatorPassword}`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ audience: { player }, priority: 'high', title: 'Hello' }),
  });
  assert.equal(response.status, 202, await response.text());
}
