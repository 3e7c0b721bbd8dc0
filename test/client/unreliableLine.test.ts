import assert from 'node:assert/strict';
import type { Tell } from '../../client/Confirmations.ts';
import { memoryStorage } from '../../client/KeyValue.ts';
import { Notifications } from '../../client/Notifications.ts';
import { ParlorError } from '../../client/ParlorError.ts';
import { Random } from '../../src/lib/random.ts';
import type { Priority } from '../../src/protocol/notifications.ts';
import type { HubSession } from '../../src/push/HubSession.ts';
import { fakeNotifications } from '../push/fakeNotifications.ts';
import { FakeStore } from '../push/fakeStore.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

const HOUR_S = 3600;
const STEP_MS = 100;
/** What the line does to each message, of a hundred. */
const DROPPED = 15;
const DOUBLED = 15;
const LATEST_MS = 8000;

/**
 * A client and a process that tells it things, with a line between them that drops, doubles, reorders and stalls what
 * goes over it, each way, and that is cut now and then.
 */
function world(seed: string) {
  const random = Random.seeded(seed);
  const clock = new ManualClock();
  const server = fakeNotifications(new FakeStore(), () => clock.now());
  let broken = true;
  let stalledUntil = 0;
  let session: HubSession | null = null;
  const shown: string[] = [];
  const percent = () => random.float() * 100;

  /** Lets something arrive: never, once or twice, at once or late. */
  function carry(arrive: () => void): void {
    if (!broken) arrive();
    if (!broken || percent() < DROPPED) return;
    for (let copies = percent() < DOUBLED ? 2 : 1; copies > 0; copies--)
      clock.after(Math.max(0, stalledUntil - clock.now()) + random.float() * LATEST_MS, arrive);
  }
  const tell: Tell = (type, { seqs }) => {
    if (!session) return null;
    const from = session;
    return new Promise((resolve, reject) => {
      carry(() => server.notifications.receive('ada', { [type]: seqs }, from).then(resolve, reject));
      clock.after(2 * LATEST_MS, () => reject(new ParlorError('unanswered', 'Nothing came back.')));
    });
  };
  const http = {
    serverTime: { ahead: 0 },
    async get(path: string) {
      if (broken && percent() < DROPPED) throw new ParlorError('unreachable', 'Lost.');
      const { searchParams } = new URL(path, 'http://x');
      const after = searchParams.get('after');
      if (after === null) return server.notifications.latest('ada', null);
      const known = { epoch: searchParams.get('epoch') ?? '', after: Number(after) };
      return server.notifications.page('ada', known, 0, (work) => work());
    },
    async post(_path: string, body: { received?: number[] }) {
      if (broken && percent() < DROPPED) throw new ParlorError('unreachable', 'Lost.');
      await server.notifications.receive('ada', body);
    },
  };
  const client = new Notifications({
    ...{ http: http as never, storage: memoryStorage(), clock, tell, random: () => random.float() },
    inTurn: (work) => work(),
  });
  client.on('notification', ({ id }) => shown.push(id));

  async function join(): Promise<void> {
    if (session) server.hub.detach(session);
    let closed = false;
    const arrive = (type: string, payload: unknown) =>
      carry(() => {
        if (!closed) client.hear({ type, payload } as never, tell);
      });
    const own = await server.hub.attach(
      {
        player: 'ada',
        send: (type, payload) => arrive(type, payload),
        write: (frame) => arrive(...(JSON.parse(new TextDecoder().decode(frame)) as [string, unknown])),
        unsent: () => 0,
      },
      client.known,
    );
    cutLast();
    cutLast = () => {
      closed = true;
    };
    session = own;
    await client.begin().catch(() => {}); // asked for again at the next join
  }
  let cutLast = () => {};

  return {
    ...{ server, client, shown, join, random, percent },
    heal() {
      broken = false;
    },
    stall: () => {
      stalledUntil = clock.now() + 5000;
    },
    /** Lets so much time pass, as a process and a client do. */
    async pass(ms: number): Promise<void> {
      for (let passed = 0; passed < ms; passed += STEP_MS) {
        clock.advance(STEP_MS);
        if (passed % 1000 === 0) server.hub.tick();
        void server.receipts.flush();
        await settle();
      }
    },
  };
}

describe('notifications over a line that drops, doubles, reorders and stalls', () => {
  for (const seed of ['one', 'two', 'three'])
    it(`are each shown once, and counted as delivered (seed ${seed})`, async () => {
      const { server, client, shown, join, pass, heal, stall, random, percent } = world(seed);
      client.become('ada');
      await join();
      const sent: string[] = [];
      for (let i = 0; i < 30; i++) {
        const priority = (['high', 'urgent'] satisfies Priority[])[Math.floor(random.float() * 2)];
        const { notification } = await server.notifications.send('operator', {
          ...{ audience: { player: 'ada' }, title: `${i}`, ttlS: HOUR_S, priority },
        });
        sent.push(notification.id);
        await pass(Math.floor(random.float() * 10) * STEP_MS);
        if (percent() < 10) stall();
        if (percent() < 10) await join();
      }
      heal();
      await join();
      await pass(100_000);
      assert.deepEqual([...shown].sort(), [...sent].sort(), 'each once');
      assert.deepEqual(new Set(client.items.map(({ id }) => id)), new Set(sent));
      assert.equal(client.unread, sent.length);
      const delivered = server.store.received.filter(({ receipt }) => receipt === 'delivered');
      assert.equal(new Set(delivered.map(({ seq }) => seq)).size, sent.length, 'none is left unconfirmed');
      client.close();
    });
});
