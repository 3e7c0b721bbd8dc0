import assert from 'node:assert/strict';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { erasePlayer } from '../../src/persistence/postgres/erasePlayer.ts';
import { PostgresAccounts } from '../../src/persistence/postgres/postgresAccounts.ts';
import { PostgresNotifications } from '../../src/persistence/postgres/postgresNotifications.ts';
import type { Notice, Received } from '../../src/push/notification.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { newId } from './stores.ts';

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
  describe(`notifications in ${kind}`, function () {
    this.timeout(180_000);
    const clock = { now: NOW };
    let database: DataSource;
    let close: () => Promise<void>;
    let store: PostgresNotifications;
    let accounts: PostgresAccounts;
    let ada: string;
    let bob: string;

    beforeEach(async () => {
      clock.now = NOW;
      ({ database, close } = await open());
      store = new PostgresNotifications(database, () => clock.now);
      accounts = new PostgresAccounts(database, () => clock.now - 1000);
      [ada, bob] = [newId(), newId()];
      await accounts.create({ id: ada, name: 'Ada' });
      await accounts.create({ id: bob, name: 'Bob' });
    });
    afterEach(() => close?.());

    function notice(change: Partial<Notice> = {}): Notice {
      return {
        id: newId(),
        kind: 'all',
        players: null,
        topic: 'announcements',
        priority: 'normal',
        title: 'Hello',
        body: 'World',
        data: { link: '/' },
        sender: 'operator',
        createdAt: clock.now,
        expiresAt: clock.now + DAY,
        dedupeKey: null,
        ...change,
      };
    }
    const to = (...players: string[]): Partial<Notice> => ({ kind: 'player', players });
    async function accept(...notices: Notice[]) {
      return (await store.accept(notices)).map(({ notification }) => notification);
    }
    const word = (seq: number, player: string, receipt: Received['receipt'], at = clock.now): Received => ({
      seq,
      player,
      receipt,
      at,
    });
    const seqs = (items: readonly { seq: number }[]) => items.map(({ seq }) => seq);

    it('are kept as they were given, numbered in the order of their commits', async () => {
      const { epoch } = await store.head();
      const [one, two] = await accept(notice(), notice(to(ada)));
      assert.deepEqual([one?.seq, two?.seq], [1, 2]);
      assert.deepEqual(await store.head(), { epoch, seq: 2, forgotten: 0 });
      assert.deepEqual(await store.since(0, 10), {
        head: await store.head(),
        found: [one, two],
      });
      assert.deepEqual(await store.since(2, 10), { head: await store.head(), found: [] });
      assert.deepEqual(seqs((await store.since(1, 10)).found), [2]);
      assert.deepEqual(seqs((await store.since(0, 1)).found), [1]);
      assert.equal((await new PostgresNotifications(database).head()).epoch, epoch);
    });

    it('are never read before an earlier one is there', async () => {
      const writers = Array.from({ length: 20 }, () => accept(notice(), notice()));
      let known = 0;
      let done = false;
      const reader = (async () => {
        while (!done || known < 40) {
          const { found } = await store.since(known, 100);
          for (const { seq } of found) assert.equal(seq, ++known, 'no gap');
        }
      })();
      await Promise.all(writers);
      done = true;
      await reader;
      assert.equal(known, 40);
    });

    it('are for whom they are addressed to', async () => {
      await accept(
        notice(),
        notice(to(ada)),
        notice(to(bob)),
        notice({ kind: 'match', players: [ada, bob] }),
      );
      assert.deepEqual(seqs(await store.inbox(ada, 0, 10)), [1, 2, 4]);
      assert.deepEqual(seqs(await store.inbox(bob, 0, 10)), [1, 3, 4]);
      assert.deepEqual(seqs(await store.inbox(ada, 1, 1)), [2]);
      assert.deepEqual(seqs(await store.latest(ada, null, 2)), [4, 2]);
      assert.deepEqual(seqs(await store.latest(ada, 2, 2)), [1]);
      assert.deepEqual(await store.inbox('nobody', 0, 10), []);
      assert.deepEqual(await store.inbox(newId(), 0, 10), [], 'no account');
    });

    it('of everybody are not for accounts that came later', async () => {
      await accept(notice());
      clock.now += 10_000;
      const cem = newId();
      await accounts.create({ id: cem, name: 'Cem' });
      assert.deepEqual(await store.inbox(cem, 0, 10), []);
      await accept(notice());
      assert.deepEqual(seqs(await store.inbox(cem, 0, 10)), [2]);
    });

    it('are not told to who muted their topic, unless they are urgent', async () => {
      await store.muteTopics(ada, ['news', 'news', 'party']);
      assert.deepEqual(await store.mutedTopics(ada), ['news', 'party']);
      const [news, urgent, party, urgentParty] = await accept(
        notice({ kind: 'topic', topic: 'news' }),
        notice({ kind: 'topic', topic: 'news', priority: 'urgent' }),
        notice({ ...to(ada), topic: 'party' }),
        notice({ ...to(ada), topic: 'party', priority: 'urgent' }),
      );
      assert.deepEqual(seqs(await store.inbox(ada, 0, 10)), [urgent?.seq, urgentParty?.seq]);
      assert.equal((await store.delivery(news?.id ?? ''))?.recipients, 1);
      assert.equal((await store.delivery(urgent?.id ?? ''))?.recipients, 2);
      assert.equal((await store.delivery(party?.id ?? ''))?.recipients, 0);
      assert.deepEqual((await store.since(0, 10)).found[2]?.players, []);
      await store.muteTopics(ada, []);
      assert.deepEqual(seqs(await store.inbox(ada, 0, 10)), [1, 2, 4]);
    });

    it('are not told any more once they expired', async () => {
      const [one] = await accept(notice({ ...to(ada, bob), expiresAt: clock.now + 1000 }));
      assert.ok(one);
      await store.receive([word(one.seq, ada, 'delivered')]);
      await store.sweep(clock.now, DAY);
      assert.equal((await store.delivery(one.id))?.expired, 0);
      clock.now += 1000;
      assert.deepEqual(await store.inbox(ada, 0, 10), []);
      await store.sweep(clock.now, DAY);
      assert.equal((await store.delivery(one.id))?.expired, 1);
      assert.equal((await store.head()).forgotten, 0);
      clock.now += DAY;
      await store.sweep(clock.now, DAY);
      assert.equal(await store.delivery(one.id), null);
      assert.equal((await store.head()).forgotten, one.seq);
      assert.equal((await store.head()).seq, one.seq, 'a number is never given twice');
    });

    it('with a key are accepted once while they have not expired', async () => {
      const keyed = () => notice({ dedupeKey: 'maintenance', expiresAt: clock.now + 1000 });
      const first = await store.accept([keyed(), keyed(), notice({ dedupeKey: 'other' })]);
      assert.deepEqual(
        first.map(({ notification: { seq }, fresh }) => [seq, fresh]),
        [
          [1, true],
          [1, false],
          [2, true],
        ],
      );
      const [again] = await store.accept([keyed()]);
      assert.deepEqual([again?.notification.seq, again?.fresh], [1, false]);
      const [another] = await store.accept([{ ...keyed(), sender: 'party' }]);
      assert.equal(another?.fresh, true);
      clock.now += 1000;
      assert.equal((await store.accept([keyed()]))[0]?.fresh, true);
    });

    it('are stamped once each, and counted', async () => {
      const [one] = await accept(notice(to(ada, bob)));
      assert.ok(one);
      await store.sent(new Map([[one.seq, 1]]));
      const none = { recipients: 2, seen: 0, acted: 0, expired: 0 };
      assert.deepEqual(await store.delivery(one.id), { ...none, sent: 1, delivered: 0 });
      const early = word(one.seq, ada, 'delivered', clock.now - 5);
      assert.deepEqual(await store.receive([word(one.seq, ada, 'delivered'), early]), [early]);
      assert.deepEqual(await store.receive([word(one.seq, ada, 'delivered')]), []);
      await store.receive([word(one.seq, ada, 'seen'), word(one.seq, bob, 'acted')]);
      const all = { recipients: 2, sent: 2, delivered: 2, seen: 2, acted: 1, expired: 0 };
      assert.deepEqual(await store.delivery(one.id), all);
      await store.sent(new Map([[one.seq, 9]]));
      await store.receive([word(one.seq, ada, 'archived')]);
      assert.deepEqual(await store.delivery(one.id), all);
      const [mine] = await store.inbox(ada, 0, 10);
      assert.deepEqual([mine?.seenAt, mine?.actedAt, mine?.archivedAt], [clock.now, null, clock.now]);
    });

    it('are counted once though several processes are told at once', async () => {
      const all = Array.from({ length: 20 }, () => newId());
      for (const id of all) await accounts.create({ id, name: 'X' });
      const [one] = await accept(notice());
      assert.ok(one);
      const others = [store, new PostgresNotifications(database, () => clock.now)];
      const told = all.map((player) => word(one.seq, player, 'seen'));
      const fresh = await Promise.all(others.flatMap((each) => [each.receive(told), each.receive(told)]));
      assert.equal(fresh.flat().length, 20);
      const { delivered, seen, recipients } = (await store.delivery(one.id)) ?? {};
      assert.deepEqual([recipients, delivered, seen], [22, 20, 20]);
    });

    it('take no receipt from whom they are not addressed to', async () => {
      const [mine] = await accept(notice(to(ada)));
      assert.ok(mine);
      const cem = newId();
      clock.now += 10_000;
      await accounts.create({ id: cem, name: 'Cem' });
      const {
        found: [early],
      } = await store.since(0, 1);
      assert.deepEqual(
        await store.receive([
          word(mine.seq, bob, 'seen'),
          word(early?.seq ?? 0, cem, 'seen'),
          word(999, ada, 'seen'),
          word(mine.seq, 'nobody', 'seen'),
          word(Number.NaN, ada, 'seen'),
        ]),
        [],
      );
      assert.equal((await store.delivery(mine.id))?.delivered, 0);
      assert.equal(await store.delivery(newId()), null);
      assert.equal(await store.delivery('none'), null);
    });

    it('are gone with the account that they are for, and with the one that they name', async () => {
      const [own, both, invitation] = await accept(
        notice(to(ada)),
        notice({ kind: 'match', players: [ada, bob] }),
        notice({ ...to(bob), sender: 'party', data: { from: ada } }),
      );
      assert.ok(own && both && invitation);
      await store.muteTopics(ada, ['news']);
      await store.receive([word(both.seq, ada, 'seen')]);
      assert.equal(await erasePlayer(database, ada, clock.now), true);
      assert.deepEqual(seqs((await store.since(0, 10)).found), [both.seq]);
      assert.deepEqual(await store.inbox(ada, 0, 10), []);
      assert.deepEqual(await store.mutedTopics(ada), []);
      const [{ count }] = await database.query('SELECT count(*)::int AS count FROM notification_receipts');
      assert.equal(count, 0);
    });
  });
}
