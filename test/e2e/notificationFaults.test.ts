import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { memoryStorage } from '../../client/KeyValue.ts';
import { Parlor } from '../../client/Parlor.ts';
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.ts';

const PLAYERS = 12;
const EVERY_MS = 100;

/** Somebody who is told things, with all that was shown to them. */
interface Listener {
  parlor: Parlor;
  id: string;
  shown: string[];
}

/** What an operator was told is accepted. */
interface Accepted {
  id: string;
  title: string;
  /** Index of the player that it is for; null for all. */
  to: number | null;
}

describe('notifications, while the cluster is hurt', function () {
  this.timeout(180_000);
  let cluster: Cluster;
  let listeners: Listener[];
  const accepted: Accepted[] = [];
  let sent = 0;

  before(async () => {
    cluster = await startCluster({ processes: 2, env: { RATE_LIMIT_FACTOR: '1000' } });
    listeners = await Promise.all(Array.from({ length: PLAYERS }, (_, i) => listener(`Listener ${i + 1}`)));
  });
  after(async () => {
    for (const { parlor } of listeners ?? []) parlor.close();
    await cluster?.stop();
  });

  async function listener(name: string): Promise<Listener> {
    const parlor = new Parlor(cluster.url, { storage: memoryStorage() });
    const shown: string[] = [];
    parlor.notifications.on('notification', ({ title }) => shown.push(title));
    const { id } = await parlor.signInAsGuest(name);
    await parlor.enterLobby();
    return { parlor, id, shown };
  }

  async function operator(path: string, body?: object): Promise<Response> {
    return fetch(`${cluster.url}/api/v1/notifications${path}`, {
      method: body ? 'POST' : 'GET',
      signal: AbortSignal.timeout(5000),
      headers: {
        authorization: `Basic ${btoa(`operator:${cluster.operatorPassword}`)}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** Tells one player, or all. Until it is accepted it is sent again, with the same key. */
  async function send(): Promise<void> {
    const title = `Number ${sent}`;
    const to = sent % 10 === 0 ? null : sent % PLAYERS;
    sent += 1;
    const audience = to === null ? { all: true } : { player: listeners[to]?.id };
    for (;;) {
      const answer = await operator('', { audience, title, dedupe_key: title }).catch(() => null);
      if (answer?.status === 202) {
        const { id } = (await answer.json()) as { id: string };
        accepted.push({ id, title, to });
        return;
      }
      await answer?.text();
      await pause(EVERY_MS);
    }
  }

  /** Sends on and on while `hurt` goes on, and a little longer. */
  async function sendDuring(hurt: () => Promise<void>): Promise<void> {
    let over = false;
    const sending: Promise<void>[] = [];
    const loop = (async () => {
      while (!over) {
        sending.push(send());
        await pause(EVERY_MS);
      }
    })();
    await pause(5 * EVERY_MS);
    await hurt();
    await pause(5 * EVERY_MS);
    over = true;
    await loop;
    await Promise.all(sending);
  }

  /** Waits until everybody was shown what is for them, and says who was not, or twice. */
  async function everybodyKnows(): Promise<void> {
    const deadline = AbortSignal.timeout(60_000);
    const wanted = listeners.map((_, i) =>
      accepted.filter(({ to }) => to === null || to === i).map(({ title }) => title),
    );
    const missing = () =>
      listeners.flatMap(({ shown }, i) => (wanted[i] ?? []).filter((title) => !shown.includes(title)));
    while (missing().length > 0 && !deadline.aborted) await pause(EVERY_MS);
    assert.deepEqual(missing(), [], 'nothing is lost');
    for (const [i, { shown }] of listeners.entries()) {
      assert.deepEqual([...shown].sort(), [...(wanted[i] ?? [])].sort(), 'each once, and nobody else’s');
    }
  }

  /** Waits until an operator is told that everybody has it. */
  async function countsAreTrue(): Promise<void> {
    const deadline = AbortSignal.timeout(60_000);
    for (const { id, to, title } of accepted) {
      const recipients = to === null ? PLAYERS : 1;
      let counts: Record<string, number> = {};
      while (!deadline.aborted) {
        counts = (await (await operator(`/${id}/delivery`)).json()) as Record<string, number>;
        if (counts.delivered === recipients) break;
        await pause(EVERY_MS);
      }
      assert.equal(counts.recipients, recipients, title);
      assert.equal(counts.delivered, recipients, title);
      assert.equal(counts.sent, recipients, `${title}: ${JSON.stringify(counts)}`);
      assert.equal(counts.seen, 0, title);
    }
  }

  const faults: Record<string, () => Promise<void>> = {
    async 'a process is killed'() {
      await cluster.kill(0);
      await pause(500);
      await cluster.start(0);
    },
    async 'Redis is emptied'() {
      const redis = new Redis(cluster.redisUrl);
      await redis.flushall();
      redis.disconnect();
    },
    async 'Redis is killed and comes back empty'() {
      await cluster.redis.restart({ empty: true });
    },
    async 'Postgres is away'() {
      await cluster.postgres.stop();
      await pause(2000);
      await cluster.postgres.start();
    },
    async 'nginx is cut'() {
      await cluster.nginx.kill();
      await cluster.nginx.start();
    },
    async 'a process stands still'() {
      cluster.freeze(1);
      await pause(1500);
      cluster.thaw(1);
    },
    async 'Redis is emptied as a process is killed'() {
      const redis = new Redis(cluster.redisUrl);
      await Promise.all([redis.flushall(), cluster.kill(1)]);
      redis.disconnect();
      await cluster.start(1);
    },
  };
  for (const [name, hurt] of Object.entries(faults)) {
    it(`are shown once to everybody they are for, when ${name}`, async () => {
      await sendDuring(hurt);
      await everybodyKnows();
    });
  }

  it('are counted as they were received', countsAreTrue);
});
