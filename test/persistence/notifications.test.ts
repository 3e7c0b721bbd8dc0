import assert from 'node:assert/strict';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { erasePlayer } from '../../src/persistence/postgres/erasePlayer.ts';
import * as sql from '../../src/persistence/postgres/notificationStatements.ts';
import { PostgresAccounts } from '../../src/persistence/postgres/postgresAccounts.ts';
import { PostgresNotifications } from '../../src/persistence/postgres/postgresNotifications.ts';
import type { Notice, Received } from '../../src/push/notification.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { newId } from './stores.ts';

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 0, 2);
const MOST_SWEEPS = 20;
const NEWEST = 1_000_000;

const KINDS: Record<string, () => Promise<{ database: DataSource; close(): Promise<void> }>> = {
  'embedded Postgres': async () => ({ database: await freshEmbedded(), close: async () => {} }),
  'real Postgres': async () => {
    const database = await openDatabase(await freshPostgres(), { poolSize: 5 });
    return { database, close: () => database.destroy() };
  },
};

/** A step of a plan, as Postgres explains what it did. */
interface Step {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Step[];
}

/** How many rows of a table were looked at. */
function rowsRead(step: Step, table: string): number {
  const own = step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0);
  const here = step['Relation Name'] === table ? own * step['Actual Loops'] : 0;
  return (step.Plans ?? []).reduce((sum, each) => sum + rowsRead(each, table), here);
}

for (const [kind, open] of Object.entries(KINDS)) {
  const embedded = kind === 'embedded Postgres';
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
      store = new PostgresNotifications(database, { embedded, now: () => clock.now });
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
      assert.equal((await new PostgresNotifications(database, { embedded }).head()).epoch, epoch);
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
      const at = clock.now;
      const said = [
        { seq: 1, player: ada, receipt: 'seen' as const, at },
        { seq: 4, player: bob, receipt: 'archived' as const, at },
      ];
      assert.equal(await store.unread(ada, NEWEST, 10), 3);
      await store.receive(said);
      assert.deepEqual(
        [
          await store.unread(ada, NEWEST, 10),
          await store.unread(ada, NEWEST, 1),
          await store.unread(bob, NEWEST, 10),
        ],
        [2, 1, 2],
      );
      assert.equal(await store.unread('nobody', NEWEST, 10), 0);
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
      assert.deepEqual(seqs(await store.inbox(ada, 0, 10)), [2, 4], 'they were accepted while it was muted');
    });

    it('stay for whom they were when they were accepted, whatever is muted or who comes later', async () => {
      const news = () => accept(notice({ kind: 'topic', topic: 'news' }));
      const [early] = await news();
      await store.muteTopics(ada, ['news']);
      await store.muteTopics(ada, ['news', 'party']);
      const [muted] = await news();
      await store.muteTopics(ada, ['party']);
      const [late] = await news();
      await store.muteTopics(ada, ['news']);
      assert.ok(early && muted && late);
      assert.deepEqual(seqs(await store.inbox(ada, 0, 10)), [early.seq, late.seq]);
      // The account of another process, whose clock is ahead, when this one accepts something.
      const cem = newId();
      await new PostgresAccounts(database, () => clock.now + 5000).create({ id: cem, name: 'Cem' });
      const [all] = await accept(notice());
      assert.ok(all);
      assert.deepEqual(await store.inbox(cem, 0, 10), []);
      const told = [early, muted, late, all].flatMap(({ seq }) =>
        [ada, bob, cem].map((player) => word(seq, player, 'seen')),
      );
      await store.receive(told);
      await store.sent(told);
      const recipients = [2, 1, 2, 2];
      for (const [i, { id }] of [early, muted, late, all].entries()) {
        const counts = await store.delivery(id);
        assert.deepEqual(
          [counts?.recipients, counts?.sent, counts?.delivered],
          Array(3).fill(recipients[i]),
          `${i}`,
        );
      }
      clock.now += 2 * DAY;
      await store.sweep(clock.now, DAY / 2);
      const past = await database.query('SELECT topic FROM notification_past_mutes');
      assert.deepEqual(past, [], 'nothing is left that it matters for');
    });

    it('are found where they were overtaken: what was not confirmed, up to one, of late', async () => {
      const [old] = await accept(notice(to(ada)));
      clock.now += 100_000;
      const [own, all, confirmed, , last] = await accept(
        notice(to(ada)),
        notice(),
        notice(to(ada)),
        notice(to(bob)),
        notice(to(ada)),
      );
      assert.ok(old && own && all && confirmed && last);
      await store.receive([word(confirmed.seq, ada, 'delivered')]);
      await store.sent([word(own.seq, ada, 'delivered')]);
      const since = { at: clock.now - 90_000, after: 0 };
      const found = await store.unconfirmed(ada, last.seq - 1, since, 10);
      assert.deepEqual(
        found.map(({ seq, told }) => [seq, told]),
        [
          [own.seq, true],
          [all.seq, false],
        ],
      );
      assert.deepEqual(seqs(await store.unconfirmed(ada, last.seq, since, 1)), [own.seq]);
    });

    it('are found where very many were overtaken, from the oldest on', async () => {
      const since = { at: clock.now - 90_000, after: 0 };
      await accept(
        notice({ ...to(ada), createdAt: since.at - 61_000 }),
        notice({ createdAt: since.at - 61_000 }),
      );
      await accept(...Array.from({ length: 310 }, () => notice(to(ada))));
      await accept(...Array.from({ length: 310 }, () => notice()));
      const found = await store.unconfirmed(ada, 622, since, 1000);
      assert.deepEqual([found[0]?.seq, found.length], [3, 620]);
      assert.deepEqual(seqs(await store.unconfirmed(ada, 500, since, 2)), [3, 4]);
      assert.deepEqual(seqs(await store.unconfirmed(ada, 500, { ...since, after: 7 }, 2)), [8, 9]);
    });

    it('are not told any more once they expired', async () => {
      const [one] = await accept(notice({ ...to(ada, bob), expiresAt: clock.now + 1000 }));
      assert.ok(one);
      await store.receive([word(one.seq, ada, 'delivered')]);
      assert.deepEqual(await store.sweep(clock.now, DAY), []);
      assert.equal((await store.delivery(one.id))?.expired, 0);
      clock.now += 1000;
      assert.deepEqual(await store.inbox(ada, 0, 10), []);
      const expired = { state: 'expired', kind: 'player', priority: 'normal', count: 1 };
      assert.deepEqual(await store.sweep(clock.now, DAY), [expired]);
      assert.deepEqual(await store.sweep(clock.now, DAY), []);
      assert.equal((await store.delivery(one.id))?.expired, 1);
      assert.equal((await store.head()).forgotten, 0);
      clock.now += DAY;
      await store.sweep(clock.now, DAY);
      assert.equal(await store.delivery(one.id), null);
      assert.equal((await store.head()).forgotten, one.seq);
      assert.equal((await store.head()).seq, one.seq, 'a number is never given twice');
    });

    it('count as expired at whom they were not delivered in time, whenever that is stored', async () => {
      const short = () => notice({ ...to(ada, bob), expiresAt: clock.now + 1000 });
      const [before, after] = await accept(short(), short());
      assert.ok(before && after);
      const inTime = (seq: number) => word(seq, ada, 'delivered', clock.now + 900);
      const late = (seq: number) => word(seq, bob, 'seen', clock.now + 3000);
      await store.receive([inTime(before.seq), late(before.seq)]);
      await store.sweep(clock.now + 4000, DAY);
      await store.receive([inTime(after.seq), late(after.seq)]);
      for (const { id } of [before, after]) {
        const { expired, delivered } = (await store.delivery(id)) ?? {};
        assert.deepEqual([expired, delivered], [1, 2]);
      }
    });

    it('are forgotten with all that came of them, and counted, though there are very many', async () => {
      const all = Array.from({ length: 4500 }, () => newId());
      await database.query(
        "INSERT INTO players (id, name, created_at, token_version) SELECT id, 'X', $2, 0 FROM unnest($1::uuid[]) AS id",
        [all, new Date(clock.now - 1000)],
      );
      const [big] = await accept(notice({ expiresAt: clock.now + 1000 }));
      const short = () => notice({ ...to(ada), expiresAt: clock.now + 1000 });
      for (let i = 0; i < 3; i++) await accept(...Array.from({ length: 400 }, short));
      assert.ok(big);
      await store.sent(all.map((player) => ({ seq: big.seq, player })));
      // One sweep does not take longer than it may; a machine that is busy needs some of them.
      const left = async (table: string): Promise<number> => {
        const [{ count }] = await database.query(`SELECT count(*)::int AS count FROM ${table}`);
        return count;
      };
      let expired = 0;
      for (let sweeps = 0; sweeps < MOST_SWEEPS && expired < 4502 + 1200; sweeps++) {
        const tallies = await store.sweep(clock.now + 1000, DAY);
        expired += tallies.reduce((sum, { count }) => sum + count, 0);
      }
      assert.equal(expired, 4502 + 1200);
      const tables = ['notifications', 'notification_receipts'];
      for (let sweeps = 0; sweeps < MOST_SWEEPS && (await left('notifications')) > 0; sweeps++)
        await store.sweep(clock.now + 1000 + DAY, DAY);
      for (const table of tables) assert.equal(await left(table), 0, table);
      assert.equal((await store.head()).forgotten, 1201);
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
      const of = { kind: 'player', priority: 'normal' } as const;
      const sent = { state: 'sent', ...of, count: 1 } as const;
      const toAda = { seq: one.seq, player: ada };
      assert.deepEqual(await store.sent([toAda, toAda, { seq: one.seq, player: newId() }]), [sent]);
      assert.deepEqual(await store.sent([toAda]), [], 'by whichever process');
      const none = { recipients: 2, seen: 0, acted: 0, expired: 0 };
      assert.deepEqual(await store.delivery(one.id), { ...none, sent: 1, delivered: 0 });
      const early = word(one.seq, ada, 'delivered', clock.now - 5);
      const delivered = { state: 'delivered', ...of, count: 1 } as const;
      assert.deepEqual(await store.receive([word(one.seq, ada, 'delivered'), early]), [delivered]);
      assert.deepEqual(await store.receive([word(one.seq, ada, 'delivered')]), []);
      assert.deepEqual(await store.receive([word(one.seq, ada, 'seen'), word(one.seq, bob, 'acted')]), [
        { ...delivered, state: 'seen', count: 2 },
        sent,
        delivered,
        { ...delivered, state: 'acted' },
      ]);
      const all = { recipients: 2, sent: 2, delivered: 2, seen: 2, acted: 1, expired: 0 };
      assert.deepEqual(await store.delivery(one.id), all);
      await store.sent([toAda, { seq: one.seq, player: bob }]);
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
      const others = [store, new PostgresNotifications(database, { embedded, now: () => clock.now })];
      const told = all.map((player) => word(one.seq, player, 'seen'));
      const fresh = await Promise.all(others.flatMap((each) => [each.receive(told), each.sent(told)]));
      const total = (state: string) =>
        fresh.flat().reduce((sum, one) => sum + (one.state === state ? one.count : 0), 0);
      assert.deepEqual(['sent', 'delivered', 'seen'].map(total), [20, 20, 20]);
      const { delivered, seen, recipients } = (await store.delivery(one.id)) ?? {};
      assert.deepEqual([recipients, delivered, seen], [22, 20, 20]);
    });

    it('count whom they reach who signed up just as they were accepted', async () => {
      const [one, other] = await accept(notice(), notice());
      assert.ok(one && other);
      // By its time it was there, but it was not stored yet.
      const cem = newId();
      await accounts.create({ id: cem, name: 'Cem' });
      const all = [ada, bob, cem].map((player) => word(one.seq, player, 'seen'));
      await store.sent(all);
      await store.receive([...all, ...all.map((each) => ({ ...each, seq: other.seq }))]);
      for (const { id } of [one, other]) {
        const { recipients, sent, delivered, seen } = (await store.delivery(id)) ?? {};
        assert.deepEqual([recipients, sent, delivered, seen], [3, 3, 3, 3]);
      }
    });

    it('count whom they are for who signed up just as they were accepted, though they say nothing', async () => {
      const [one] = await accept(notice({ topic: 'news', kind: 'topic' }));
      assert.ok(one);
      const recipients = async () => (await store.delivery(one.id))?.recipients;
      const [cem, dan, eve] = [newId(), newId(), newId()];
      await accounts.create({ id: cem, name: 'Cem' }); // its time is before
      clock.now += 2000;
      await accounts.create({ id: dan, name: 'Dan' }); // and this one's after
      await store.sweep(clock.now, DAY);
      assert.equal(await recipients(), 2, 'others may still come');
      clock.now += 14_000;
      await store.muteTopics(ada, ['news']);
      await accounts.remove(bob);
      await accounts.create({ id: eve, name: 'Eve' });
      await store.sweep(clock.now, DAY);
      assert.equal(await recipients(), 3, 'what they do later makes no difference');
      clock.now += DAY;
      await store.sweep(clock.now, DAY);
      assert.deepEqual(await store.delivery(one.id), {
        ...{ recipients: 3, sent: 0, delivered: 0, seen: 0, acted: 0, expired: 3 },
      });
    });

    it('count them though the clocks of those who accept differ', async () => {
      const all = await accept(notice({ createdAt: clock.now + 10_000 }), notice());
      await accounts.create({ id: newId(), name: 'Cem' });
      const recipients = () => Promise.all(all.map(async ({ id }) => (await store.delivery(id))?.recipients));
      for (const [after, counted] of [
        [16_000, [2, 2]],
        [10_000, [3, 3]],
      ] as const) {
        clock.now += after;
        await store.sweep(clock.now, DAY);
        assert.deepEqual(await recipients(), counted);
      }
    });

    it('read no more accounts than they are for, however many there are', async () => {
      await database.query(`INSERT INTO players (id, name, created_at)
        SELECT gen_random_uuid(), 'Many', now() FROM generate_series(1, 5000)`);
      await database.query('ANALYZE players');
      const found: { id: string }[] = await database.query('SELECT id FROM players LIMIT 100');
      const players = found.map(({ id }) => id);
      const one = players.map(() => 1);
      await accept(notice(to(...players)));
      const row = {
        ...{
          place: 1,
          id: newId(),
          kind: 'player',
          topic: 'you',
          priority: 1,
          title: '',
          body: '',
          data: {},
        },
        ...{ created_at: new Date(clock.now), expires_at: new Date(clock.now + DAY), sender: 'operator' },
      };
      const statements: [string, unknown[]][] = [
        [sql.INSERT, [JSON.stringify([row]), 1, one, players]],
        [sql.ADDRESSED, [one, players]],
        [sql.SENT, [one, players]],
      ];
      for (const [text, values] of statements) {
        const [explained] = await database.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
        assert.equal(rowsRead(explained['QUERY PLAN'][0].Plan, 'players'), 100, text);
      }
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
      await store.muteTopics(ada, ['news']);
      assert.deepEqual(await store.mutedTopics(ada), []);
      const [{ count }] = await database.query('SELECT count(*)::int AS count FROM notification_receipts');
      assert.equal(count, 0);
    });
  });
}
