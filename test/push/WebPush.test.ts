import assert from 'node:assert/strict';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { PostgresAccounts } from '../../src/persistence/postgres/postgresAccounts.ts';
import { PostgresNotifications } from '../../src/persistence/postgres/postgresNotifications.ts';
import { PostgresPushSubscriptions } from '../../src/persistence/postgres/postgresPushSubscriptions.ts';
import type { Notice, Notification } from '../../src/push/notification.ts';
import { webPushSender } from '../../src/push/sendWebPush.ts';
import { type PushJob, WebPush } from '../../src/push/WebPush.ts';
import { newId } from '../persistence/stores.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { browser, type PushService, startPushService, vapidKeys, vapidOf } from './support/pushService.ts';

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 0, 2);

const KINDS: Record<string, () => Promise<{ database: DataSource; close(): Promise<void> }>> = {
  'embedded Postgres': async () => ({ database: await freshEmbedded(), close: async () => {} }),
  'real Postgres': async () => {
    const database = await openDatabase(await freshPostgres(), { poolSize: 5 });
    return { database, close: () => database.destroy() };
  },
};

for (const [kind, open] of Object.entries(KINDS)) {
  const embedded = kind === 'embedded Postgres';
  describe(`web push, with browsers in ${kind}`, function () {
    this.timeout(180_000);
    const vapid = vapidKeys();
    let service: PushService;
    let database: DataSource;
    let close: () => Promise<void>;
    let store: PostgresPushSubscriptions;
    let notifications: PostgresNotifications;
    let accounts: PostgresAccounts;
    let push: WebPush;
    let clock: number;
    /** Whether nothing can be planned, and how often it was tried. */
    let away: boolean;
    let planned: number;
    let logged: object[];
    let results: string[];
    /** Jobs that wait, by their ids. */
    let waiting: Map<string, { at: number; run(): Promise<void> }>;
    let done: Set<string>;
    let ada: string;
    let bob: string;

    before(async () => {
      service = await startPushService();
    });
    after(() => service?.close());
    beforeEach(async () => {
      ({ database, close } = await open());
      [clock, results, waiting, done] = [NOW, [], new Map(), new Set()];
      [away, planned, logged] = [false, 0, []];
      [service.pushed.length, service.answers.length] = [0, 0];
      store = new PostgresPushSubscriptions(database);
      notifications = new PostgresNotifications(database, { embedded, now: () => clock });
      accounts = new PostgresAccounts(database, () => clock - 1000);
      push = new WebPush({
        ...{
          store,
          now: () => clock,
          log: { warn: (context: object) => void logged.push(context) },
          publicKey: vapid.publicKey,
        },
        send: webPushSender(vapid, service.agent),
        plan: async (jobs) => {
          planned += 1;
          if (away) throw new Error('away');
          for (const { id, data, at } of jobs) add(id, at, () => push.plan(data));
        },
        push: async (jobs) => {
          for (const { id, data, at } of jobs) add(id, at, () => push.push(data));
        },
        counted: (result) => results.push(result),
      });
      [ada, bob] = [await account('Ada'), await account('Bob')];
    });
    afterEach(() => close?.());

    async function account(name: string): Promise<string> {
      const id = newId();
      await accounts.create({ id, name });
      return id;
    }
    function add(id: string, at: Date, run: () => Promise<void>): void {
      if (!done.has(id) && !waiting.has(id)) waiting.set(id, { at: at.getTime(), run });
    }
    /** Runs what is due after so many ms, and what comes of it. @returns how many waited for longer */
    async function afterMs(ms: number): Promise<number> {
      clock += ms;
      for (;;) {
        const due = [...waiting].find(([, { at }]) => at <= clock);
        if (!due) return waiting.size;
        const [id, { run }] = due;
        waiting.delete(id);
        done.add(id);
        await run();
      }
    }
    async function accept(change: Partial<Notice> = {}): Promise<Notification> {
      const [answer] = await notifications.accept([
        {
          ...{ id: newId(), kind: 'player', players: [ada], topic: 'you', priority: 'high' },
          ...{ title: 'Come', body: 'Now', data: { link: '/party/x' }, sender: 'operator', dedupeKey: null },
          ...{ createdAt: clock, expiresAt: clock + DAY },
          ...change,
        },
      ]);
      assert.ok(answer);
      push.accepted(answer.notification);
      await new Promise(setImmediate); // planned with all others of this turn
      await Promise.resolve();
      return answer.notification;
    }
    async function subscribed(player: string, name = newId()) {
      const one = browser(name);
      await push.subscribe(player, one.target);
      return one;
    }
    const rows = () =>
      database.query('SELECT player, endpoint, failures FROM push_subscriptions ORDER BY endpoint');

    it('tells a browser what was not received in 10 s: encrypted for it, in our name', async () => {
      const one = await subscribed(ada);
      await subscribed(bob);
      const { seq, id } = await accept();
      assert.equal(await afterMs(9999), 1);
      assert.equal(service.pushed.length, 0);
      assert.equal(await afterMs(1), 0);
      const [pushed, ...more] = service.pushed;
      assert.ok(pushed);
      assert.deepEqual([more, results], [[], ['sent']]);
      const { epoch } = await notifications.head();
      assert.deepEqual(one.read(pushed.body), {
        ...{ seq, id, epoch, title: 'Come', body: 'Now', link: '/party/x', priority: 'high' },
      });
      const { key, claims } = vapidOf(pushed);
      assert.deepEqual(
        [key, claims.aud, claims.sub],
        [vapid.publicKey, 'https://fcm.googleapis.com', vapid.subject],
      );
      const { ttl, urgency, topic, 'content-encoding': encoding } = pushed.headers;
      assert.deepEqual(
        [ttl, urgency, topic, encoding],
        [String(DAY / 1000 - 10), 'normal', id.replaceAll('-', ''), 'aes128gcm'],
      );
    });

    it('tells of a ready check while it can be answered', async () => {
      await subscribed(ada);
      await accept({ expiresAt: clock + 10_000 });
      assert.equal(await afterMs(2499), 1);
      await afterMs(1);
      assert.deepEqual(
        service.pushed.map(({ headers }) => headers.ttl),
        ['8'],
      );
    });

    it('tells nothing of what was received, matters less, or has expired', async () => {
      await subscribed(ada);
      const { seq } = await accept();
      await notifications.receive([{ seq, player: ada, receipt: 'delivered', at: clock }]);
      await accept({ priority: 'normal' });
      await accept({ expiresAt: clock + 5000 });
      await afterMs(DAY);
      assert.deepEqual(service.pushed, []);
    });

    it('passes topics that are muted over, but for what is urgent', async () => {
      const one = await subscribed(ada);
      await accept({ kind: 'topic', players: null, topic: 'news' });
      await accept({ kind: 'topic', players: null, topic: 'news', title: 'Urgent', priority: 'urgent' });
      await notifications.muteTopics(ada, ['news']);
      await afterMs(10_000);
      const read = service.pushed.map(({ body }) => one.read(body) as { title: string });
      assert.deepEqual(
        read.map(({ title }) => title),
        ['Urgent'],
      );
      assert.equal(service.pushed[0]?.headers.urgency, 'high');
    });

    it('tells all of them of what is for all, in slices, and nobody who came later', async () => {
      await database.query(
        `INSERT INTO push_subscriptions SELECT gen_random_uuid(), $1::uuid, 'https://fcm.googleapis.com/' || i, 'x', 'y', 0, now()
          FROM generate_series(1, 600) AS i`,
        [ada],
      );
      await accept({ kind: 'all', players: null });
      clock += 2000;
      await subscribed(await account('Late'));
      assert.equal((await store.slice(1, null, 2000)).length, 600);
      await afterMs(8000);
      // Their keys are none: nothing is asked of the service, and all are tried again.
      assert.deepEqual([results.length, new Set(results), waiting.size], [600, new Set(['later']), 600]);
    });

    it('is asked for once however often it is planned', async () => {
      await subscribed(ada);
      const notification = await accept();
      push.accepted(notification);
      await push.plan({ seq: notification.seq, after: null });
      await push.plan({ seq: notification.seq, after: null });
      await afterMs(10_000);
      assert.deepEqual(results, ['sent']);
    });

    it('plans again what could not be planned, less often each time, until it expires', async () => {
      await subscribed(ada);
      away = true;
      await accept();
      await accept({ expiresAt: clock + 5000 });
      const tries = async (ms: number, fails: boolean) => {
        clock += ms;
        planned = 0;
        if (fails) await assert.rejects(push.planAgain(), /away/);
        else await push.planAgain();
        return planned;
      };
      assert.equal(await tries(999, false), 0);
      assert.equal(await tries(1, true), 1);
      assert.equal(await tries(1999, false), 0);
      assert.equal(await tries(1, true), 1);
      away = false;
      assert.equal(await tries(3999, false), 0);
      assert.equal(await tries(1, false), 1);
      assert.equal(waiting.size, 1);
      assert.equal(await tries(60_000, false), 0);
      await afterMs(10_000);
      assert.deepEqual([results, logged], [['sent'], []]);
    });

    it('drops the oldest of more than 1,000 that could not be planned, and says so', async () => {
      const one = await accept();
      waiting.clear();
      away = true;
      for (let seq = 1; seq <= 1001; seq++) push.accepted({ ...one, seq });
      for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
      assert.deepEqual(
        logged.map((context) => (context as { seq?: number }).seq),
        [1],
      );
      away = false;
      clock += 1000;
      await push.planAgain();
      assert.equal(waiting.size, 1000);
    });

    it('sends once more what a process sent that died before it could say so, to be shown once', async () => {
      await subscribed(ada);
      const { seq } = await accept();
      const [subscription = ''] = await store.slice(seq, null, 1);
      const job: PushJob = { seq, subscription, attempt: 1 };
      await push.push(job);
      await push.push(job);
      assert.equal(service.pushed.length, 2);
      assert.equal(new Set(service.pushed.map(({ headers }) => headers.topic)).size, 1);
    });

    for (const status of [404, 410])
      it(`forgets a browser that is gone: ${status}`, async () => {
        await subscribed(ada);
        service.answers.push({ status });
        await accept();
        assert.equal(await afterMs(10_000), 0);
        assert.deepEqual([results, await rows()], [['forgotten'], []]);
      });

    it('waits as long as the service asks, and at least longer each time', async () => {
      await subscribed(ada);
      service.answers.push(
        { status: 429, headers: { 'Retry-After': '120' } },
        { status: 503 },
        { status: 0 },
      );
      await accept();
      await afterMs(10_000);
      await afterMs(119_999);
      assert.equal(service.pushed.length, 1);
      await afterMs(1);
      assert.equal(service.pushed.length, 2);
      await afterMs(20_000);
      await afterMs(40_000);
      assert.deepEqual(results, ['later', 'later', 'later', 'sent']);
      assert.equal((await rows())[0].failures, 0);
    });

    it('waits an hour at most, and gives up after five attempts', async () => {
      await subscribed(ada);
      for (let i = 0; i < 5; i++)
        service.answers.push({ status: 429, headers: { 'Retry-After': '999999999' } });
      await accept();
      await afterMs(10_000);
      for (let i = 0; i < 4; i++) assert.equal(await afterMs(60 * 60_000), i === 3 ? 0 : 1);
      assert.deepEqual(results, ['later', 'later', 'later', 'later', 'given_up']);
    });

    it('forgets a browser for which everything is refused', async () => {
      await subscribed(ada);
      for (let i = 1; i <= 5; i++) {
        service.answers.push({ status: 400 });
        await accept();
        await afterMs(10_000);
        assert.equal((await rows()).length, i < 5 ? 1 : 0);
      }
      assert.deepEqual(new Set(results), new Set(['refused']));
    });

    for (const status of [0, 503])
      it(`forgets a browser whose service never takes anything: ${status}`, async () => {
        await subscribed(ada);
        for (let i = 1; i <= 5; i++) {
          for (let attempt = 1; attempt <= 5; attempt++) service.answers.push({ status });
          await accept();
          for (const ms of [10_000, 10_000, 20_000, 40_000, 80_000]) await afterMs(ms);
          assert.equal((await rows()).length, i < 5 ? 1 : 0);
        }
        assert.equal(results.filter((result) => result === 'given_up').length, 5);
        assert.equal(service.pushed.length, 25);
      });

    it('follows no redirect', async () => {
      await subscribed(ada);
      service.answers.push({ status: 307, headers: { Location: 'https://127.0.0.1/secret' } });
      await accept();
      await afterMs(10_000);
      assert.deepEqual([service.pushed.length, results], [1, ['refused']]);
    });

    it('sends nowhere but to push services', async () => {
      const { target } = browser('x');
      const elsewhere = push.subscribe(ada, { ...target, endpoint: 'https://127.0.0.1/x' });
      await assert.rejects(elsewhere, { code: 'unknown_push_service', status: 400 });
      assert.deepEqual(await rows(), []);
    });

    it('keeps a browser for who used it last, and ten of a player', async () => {
      const { target } = await subscribed(ada, 'shared');
      await push.subscribe(bob, target);
      assert.deepEqual(await rows(), [{ player: bob, endpoint: target.endpoint, failures: 0 }]);
      await push.unsubscribe(ada, target.endpoint);
      assert.equal((await rows()).length, 1);
      for (let i = 1; i <= 10; i++) {
        clock += 1;
        await subscribed(bob, `${i}`);
      }
      const endpoints = (await rows()).map(({ endpoint }: { endpoint: string }) => endpoint);
      assert.deepEqual([endpoints.length, endpoints.includes(target.endpoint)], [10, false]);
      await push.unsubscribe(bob, endpoints[0]);
      assert.equal((await rows()).length, 9);
    });

    it('forgets browsers that were not seen for 180 days', async () => {
      await subscribed(ada);
      clock += 180 * DAY;
      await push.sweep();
      assert.equal((await rows()).length, 1);
      clock += 1;
      await push.sweep();
      assert.equal((await rows()).length, 0);
    });

    it('takes nothing for who is gone', async () => {
      await push.subscribe(newId(), browser('x').target);
      assert.deepEqual(await rows(), []);
    });

    it('tells nothing to who is gone, whatever is left of them', async () => {
      await subscribed(ada);
      const { seq } = await accept({ kind: 'all', players: null });
      const [subscription = ''] = await store.slice(seq, null, 1);
      await database.query('UPDATE players SET deleted_at = now() WHERE id = $1', [ada]);
      assert.deepEqual(await store.slice(seq, null, 1), []);
      assert.equal(await store.due(seq, subscription, clock), null);
    });

    // The embedded one does one thing at a time.
    if (kind === 'real Postgres')
      it('takes nothing for an account while it is being deleted', async () => {
        const erasing = database.createQueryRunner();
        await erasing.startTransaction();
        await erasing.query('UPDATE players SET deleted_at = now() WHERE id = $1', [ada]);
        await erasing.query('DELETE FROM push_subscriptions WHERE player = $1', [ada]);
        let over = false;
        const subscribing = subscribed(ada).finally(() => {
          over = true;
        });
        const WAITING = `SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        const waits = async () => (await database.query(WAITING)).length > 0;
        while (!over && !(await waits())); // it is held up, or was not
        await erasing.commitTransaction();
        await erasing.release();
        await subscribing;
        assert.deepEqual(await rows(), []);
      });
  });
}
