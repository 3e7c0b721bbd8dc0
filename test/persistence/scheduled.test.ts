import assert from 'node:assert/strict';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { erasePlayer } from '../../src/persistence/postgres/erasePlayer.ts';
import { PostgresAccounts } from '../../src/persistence/postgres/postgresAccounts.ts';
import { PostgresJobs } from '../../src/persistence/postgres/postgresJobs.ts';
import { PostgresNotifications } from '../../src/persistence/postgres/postgresNotifications.ts';
import { PostgresScheduled, SEND_QUEUE } from '../../src/persistence/postgres/postgresScheduled.ts';
import { MAX_SCHEDULED } from '../../src/persistence/tooManyScheduled.ts';
import { Acceptance } from '../../src/push/Acceptance.ts';
import { type Draft, noticeOf } from '../../src/push/notification.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { newId } from './stores.ts';

const KINDS: Record<
  string,
  () => Promise<{ database: DataSource; embedded: boolean; close(): Promise<void> }>
> = {
  'embedded Postgres': async () => ({
    database: await freshEmbedded(),
    embedded: true,
    close: async () => {},
  }),
  'real Postgres': async () => {
    const database = await openDatabase(await freshPostgres(), { poolSize: 10 });
    return { database, embedded: false, close: () => database.destroy() };
  },
};

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`what is sent later, in ${kind}`, function () {
    this.timeout(180_000);
    let database: DataSource;
    let embedded: boolean;
    let close: () => Promise<void>;
    let notifications: PostgresNotifications;
    const open_: PostgresJobs[] = [];
    const clock = { now: 0 };

    /** A process with this database. */
    function process() {
      const jobs = new PostgresJobs(database, {
        queues: {
          [SEND_QUEUE]: {
            ...{ atOnce: 4, expireInSeconds: 15, retryLimit: 1000, retryDelay: 1, retryDelayMax: 60 },
            retentionSeconds: 60,
          },
        },
        ...{ embedded, now: () => clock.now, log: { warn() {} }, ran() {}, broke() {} },
      });
      open_.push(jobs);
      const store = new PostgresScheduled(database, jobs);
      const sent: string[] = [];
      return {
        jobs,
        store,
        sent,
        /** Sends what is due. `after` comes before the job is known to be done. */
        async pass(after = async () => {}) {
          await jobs.pass<{ id: string }>(SEND_QUEUE, async ({ id }) => {
            const one = await store.release(id, (draft) => noticeOf(draft, Date.now()));
            if (one) sent.push(one.title);
            await after();
          });
        },
      };
    }
    /** Lets all that waits be due, or what is under way be lost. */
    const passTime = (column: 'start_after' | 'started_on') =>
      database.query(`UPDATE pgboss.job SET ${column} = now() - interval '1 hour'`);

    beforeEach(async () => {
      ({ database, embedded, close } = await open());
      notifications = new PostgresNotifications(database, { embedded });
      await database.query('DROP SCHEMA IF EXISTS pgboss CASCADE');
      clock.now = 0;
    });
    afterEach(async () => {
      for (const jobs of open_.splice(0)) await jobs.stop();
      await close?.();
    });

    function draft(change: Partial<Draft> = {}): Draft {
      return {
        ...{ id: newId(), kind: 'all', players: null, topic: 'announcements', priority: 'normal' },
        ...{ title: 'Hello', body: '', data: {}, sender: 'operator', ttlS: 60, dedupeKey: null },
        ...change,
      };
    }
    const inAnHour = () => Date.now() + 60 * 60_000;
    const all = async () => (await notifications.since(0, 100)).found;

    it('waits until its time, and is sent once with the same id', async () => {
      const one = process();
      const given = draft({ data: { link: '/x' } });
      const sendAt = inAnHour();
      assert.equal(await one.store.anyWaiting(), false);
      assert.equal(await one.store.schedule(given, sendAt), given.id);
      assert.equal(await one.store.anyWaiting(), true);
      assert.equal(await one.store.sendAt(given.id), sendAt);
      await one.pass();
      assert.deepEqual([one.sent, await all()], [[], []]);

      await passTime('start_after');
      await one.pass();
      await one.pass();
      const [sent, ...more] = await all();
      assert.deepEqual([sent?.id, sent?.seq, sent?.data, more], [given.id, 1, { link: '/x' }, []]);
      assert.deepEqual([await one.store.sendAt(given.id), await one.store.anyWaiting()], [null, false]);
      assert.ok(await notifications.delivery(given.id));
    });

    it('is not sent, nor kept, for a player whose account was deleted', async () => {
      const one = process();
      const [ada, bob] = [newId(), newId()];
      const accounts = new PostgresAccounts(database);
      for (const id of [ada, bob]) await accounts.create({ id, name: 'X' });
      const to = (player: string) => draft({ kind: 'player', players: [player], topic: 'you' });
      const waiting = to(ada);
      await one.store.schedule(waiting, inAnHour());
      await one.store.schedule(to(bob), inAnHour());
      // Without what a deletion does here: one that waited was stored just after it.
      await database.query('UPDATE players SET deleted_at = now() WHERE id = $1', [ada]);
      const late = await one.store.schedule(to(ada), inAnHour());
      assert.equal(await one.store.sendAt(late), null);
      assert.equal(await one.store.release(waiting.id, (given) => noticeOf(given, Date.now())), null);
      assert.equal(await one.store.sendAt(waiting.id), null);
      await passTime('start_after');
      await one.pass();
      assert.deepEqual(
        (await all()).map(({ players }) => players),
        [[bob]],
      );
    });

    it('is sent once by however many processes', async () => {
      const processes = [process(), process(), process()];
      for (let i = 0; i < 12; i++)
        await processes[i % 3]?.store.schedule(draft({ title: `${i}` }), inAnHour());
      await Promise.all(processes.map(({ jobs }) => jobs.start()));
      await passTime('start_after');
      await Promise.all(processes.map((one) => one.pass()));
      const sent = processes.flatMap((one) => one.sent);
      assert.deepEqual([sent.length, new Set(sent).size, (await all()).length], [12, 12, 12]);
    });

    it('is sent by another process when the one that took it is gone, and not again when it had been sent', async () => {
      const [dying, other] = [process(), process()];
      await dying.store.schedule(draft({ title: 'Sent' }), inAnHour());
      await passTime('start_after');
      // It dies before it can say that it is done.
      await dying.pass(() => dying.jobs.stop());
      assert.deepEqual(dying.sent, ['Sent']);
      await other.store.schedule(draft({ title: 'Not sent' }), inAnHour());
      await passTime('start_after');
      await database.query("UPDATE pgboss.job SET state = 'active', started_on = now()");
      await other.pass();
      assert.deepEqual(other.sent, []);

      await passTime('started_on');
      await other.jobs.upkeep();
      await passTime('start_after');
      await other.pass();
      assert.deepEqual(other.sent, ['Not sent']);
      assert.equal((await all()).length, 2);
      assert.equal((await database.query("SELECT FROM pgboss.job WHERE state <> 'completed'")).length, 0);
    });

    it('is begun by processes that start together, and left alone by one that finishes', async () => {
      const [one, other] = [process(), process()];
      if (embedded) await one.jobs.start(); // which has one process
      await Promise.all([one.jobs.start(), other.jobs.start()]);
      for (let i = 0; i < 5; i++) await one.store.schedule(draft({ title: `${i}` }), inAnHour());
      await passTime('start_after');
      await one.pass(async () => one.jobs.finish());
      await one.pass();
      assert.equal(one.sent.length, 4, 'what was under way');
      await other.pass();
      assert.equal(other.sent.length, 1);
    });

    it('is held up by none that takes long', async () => {
      const one = process();
      for (let i = 0; i < 9; i++) await one.store.schedule(draft(), inAnHour());
      await passTime('start_after');
      const others = Promise.withResolvers<void>();
      let begun = 0;
      let known = 0;
      await one.jobs.pass(SEND_QUEUE, async () => {
        begun += 1;
        if (begun === 1) return others.promise;
        if (begun < 9) return;
        const done = await database.query("SELECT FROM pgboss.job WHERE state = 'completed'");
        known = done.length;
        others.resolve();
      });
      assert.equal(begun, 9);
      assert.ok(known > 0, 'who was done was known to be');
    });

    it('is tried again when it failed, and says so', async () => {
      const one = process();
      await one.store.schedule(draft(), inAnHour());
      await passTime('start_after');
      await one.pass(() => Promise.reject(new Error('no')));
      const state = async () => (await database.query('SELECT state FROM pgboss.job'))[0].state;
      assert.equal(await state(), 'retry');
      await passTime('start_after');
      await one.pass();
      assert.equal(await state(), 'completed');
      assert.equal((await all()).length, 1);
    });

    // In a real one they are made in one transaction.
    if (kind === 'embedded Postgres')
      it('has tables that were half made when a process died made anew', async () => {
        await database.query('CREATE SCHEMA pgboss');
        await database.query('CREATE TABLE pgboss.version (version int)');
        const one = process();
        await one.store.schedule(draft(), inAnHour());
        await passTime('start_after');
        await one.pass();
        assert.equal(one.sent.length, 1);
      });

    it('may be taken back, and is not sent then', async () => {
      const one = process();
      const given = draft();
      await one.store.schedule(given, inAnHour());
      assert.equal(await one.store.cancel(given.id), true);
      assert.equal(await one.store.cancel(given.id), false);
      assert.equal(await one.store.cancel('no uuid'), false);
      await passTime('start_after');
      await one.pass();
      assert.deepEqual(await all(), []);
    });

    it('is one under one key of a sender, whether it waits or was sent', async () => {
      const { store, pass } = process();
      const [first, second] = [draft({ dedupeKey: 'k' }), draft({ dedupeKey: 'k' })];
      assert.equal(await store.schedule(first, inAnHour()), first.id);
      assert.equal(await store.schedule(second, inAnHour()), first.id);
      assert.notEqual(await store.schedule(draft({ dedupeKey: 'k', sender: 'other' }), inAnHour()), first.id);
      assert.deepEqual(await store.under('operator', 'k'), { id: first.id, seq: null });
      await passTime('start_after');
      await pass();
      const sent = (await all()).find(({ id }) => id === first.id);
      assert.deepEqual(await store.under('operator', 'k'), { id: first.id, seq: sent?.seq });
      assert.equal(await store.under('operator', 'other'), null);
    });

    it('is one under one key, also when one is sent and another put off at the same moment', async () => {
      const { store } = process();
      for (let i = 0; i < 10; i++) {
        const [now, later] = [draft({ dedupeKey: `${i}` }), draft({ dedupeKey: `${i}` })];
        const both = [
          () => store.schedule(later, inAnHour()),
          () => notifications.accept([noticeOf(now, Date.now())]),
        ];
        await Promise.allSettled((i % 2 ? both : both.reverse()).map((start) => start()));
        const sent = (await all()).filter(({ dedupeKey }) => dedupeKey === `${i}`).length;
        const waits = (await store.sendAt(later.id)) !== null ? 1 : 0;
        assert.equal(sent + waits, 1, `${sent} sent, ${waits} put off`);
      }
    });

    it('answers who comes second under a key to come again', async () => {
      const { store } = process();
      await store.schedule(draft({ dedupeKey: 'later' }), inAnHour());
      const retryLater = { code: 'retry_later', status: 503 };
      const acceptance = new Acceptance(notifications);
      const accept = (dedupeKey: string | null) =>
        acceptance.accept(noticeOf(draft({ dedupeKey }), Date.now()));
      // Together: the one that is refused harms no other.
      const refused = assert.rejects(accept('later'), retryLater);
      const accepted = [accept('now'), accept(null)];
      await refused;
      assert.deepEqual(
        (await Promise.all(accepted)).map(({ fresh }) => fresh),
        [true, true],
      );
      await assert.rejects(store.schedule(draft({ dedupeKey: 'now' }), inAnHour()), retryLater);
    });

    it('is refused when too many wait', async () => {
      const { store } = process();
      await database.query(`INSERT INTO scheduled_notifications (id, send_at, sender, draft)
        SELECT gen_random_uuid(), now(), 'operator', '{}' FROM generate_series(1, ${MAX_SCHEDULED})`);
      await assert.rejects(store.schedule(draft(), inAnHour()), { code: 'too_many_scheduled', status: 409 });
    });

    it('goes with the account that it is for alone, or names', async () => {
      const { store, pass } = process();
      const me = newId();
      await new PostgresAccounts(database).create({ id: me, name: 'Ada' });
      await store.schedule(draft({ kind: 'player', players: [me] }), inAnHour());
      await store.schedule(draft({ data: { from: me } }), inAnHour());
      await store.schedule(draft({ title: 'Stays' }), inAnHour());
      await erasePlayer(database, me, Date.now());
      await passTime('start_after');
      await pass();
      assert.deepEqual(
        (await all()).map(({ title }) => title),
        ['Stays'],
      );
    });

    it('rests after a failure, longer each time, and begins anew after some', async () => {
      const one = process();
      await one.store.schedule(draft(), inAnHour());
      await passTime('start_after');
      await database.query('ALTER SCHEMA pgboss RENAME TO away');
      const fails = (expected: RegExp) => assert.rejects(one.pass(), expected);
      await fails(/pgboss/);
      await database.query('ALTER SCHEMA away RENAME TO pgboss');
      await fails(/pgboss/); // it rests
      clock.now += 500;
      await one.pass();
      assert.equal(one.sent.length, 1);

      await database.query('DROP SCHEMA pgboss CASCADE');
      for (let i = 0; i < 5; i++) {
        await fails(/pgboss/);
        clock.now += 8000;
      }
      await one.pass(); // with new tables
      await one.store.schedule(draft({ title: 'After' }), inAnHour());
      await passTime('start_after');
      await one.pass();
      assert.deepEqual(one.sent, ['Hello', 'After']);
    });
  });
}
