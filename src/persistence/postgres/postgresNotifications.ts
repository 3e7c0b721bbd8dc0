import type { DataSource, EntityManager } from 'typeorm';
import { lookups } from '../../lib/lookups.ts';
import { Problem } from '../../lib/problem.ts';
import type {
  DeliveryCounts,
  Head,
  InboxItem,
  Notice,
  Notification,
  NotificationStore,
  Received,
  Since,
  Tally,
  Written,
} from '../../push/notification.ts';
import { isUuid } from '../uuid.ts';
import {
  asNotification,
  ensureHead,
  headIsGone,
  insertNotifications,
  lockHead,
  type Row,
} from './notificationRows.ts';
import { type StampedRow, stampsOf } from './notificationStamps.ts';
import * as sql from './notificationStatements.ts';
import { closeExpired, forget, recount } from './notificationSweep.ts';
import { type CountedRow, tallied } from './notificationTallies.ts';
import { ask, runPrepared } from './prepared.ts';
import { inTransaction } from './transaction.ts';

/** The head as the driver gives it. */
interface HeadRow {
  epoch: string;
  seq: string;
  forgotten: string;
}

/** Notifications in Postgres, real or embedded. */
export class PostgresNotifications implements NotificationStore {
  readonly #database: DataSource;
  readonly #embedded: boolean;
  readonly #now: () => number;
  #ensured = false;
  /** Up to this seq it was counted once more for how many those of everybody are. */
  #recounted = 0;
  readonly #muted = lookups(async (players) => {
    const rows = await ask<{ player: string; topics: string[] }>(this.#database, sql.MUTED, [players]);
    return new Map(rows.map(({ player, topics }) => [player, topics]));
  });

  /** @param embedded it is the embedded one, whose connections are one session */
  constructor(database: DataSource, { embedded, now = Date.now }: { embedded: boolean; now?: () => number }) {
    this.#database = database;
    this.#embedded = embedded;
    this.#now = now;
  }

  async accept(notices: readonly Notice[]): Promise<{ notification: Notification; fresh: boolean }[]> {
    if (notices.length === 0) return [];
    await this.#ensureHead();
    // Nothing is to be looked up for those without a key: they are stored in one statement.
    if (notices.every(({ dedupeKey }) => dedupeKey === null)) {
      const stored = await insertNotifications(this.#database, notices, this.#embedded);
      return stored.map((notification) => ({ notification, fresh: true }));
    }
    return inTransaction(this.#database, async (manager) => {
      await lockHead(manager);
      const known = await this.#known(manager, notices);
      const taken = new Set(known.keys());
      const fresh = notices.filter((notice) => {
        if (notice.dedupeKey === null) return true;
        const isFirst = !taken.has(keyOf(notice));
        taken.add(keyOf(notice));
        return isFirst;
      });
      const stored = await insertNotifications(manager, fresh, this.#embedded);
      const byNotice = new Map(fresh.map((notice, index) => [notice, stored[index] as Notification]));
      for (const one of stored) if (one.dedupeKey !== null) known.set(keyOf(one), one);
      return notices.map((notice) => {
        const own = byNotice.get(notice);
        return { notification: own ?? (known.get(keyOf(notice)) as Notification), fresh: own !== undefined };
      });
    });
  }

  async head(): Promise<Head> {
    await this.#ensureHead();
    const [head] = await this.#ask<HeadRow>('head', sql.HEAD, []);
    if (!head) throw headIsGone();
    return { epoch: head.epoch, seq: Number(head.seq), forgotten: Number(head.forgotten) };
  }

  async since(seq: number, limit: number): Promise<{ head: Head; found: Notification[] }> {
    await this.#ensureHead();
    type Found = Row & { newest: string; epoch: string; forgotten: string };
    const rows = await this.#ask<Found>('since', sql.SINCE, [seq, limit]);
    const [first] = rows;
    if (!first) throw headIsGone();
    const { epoch, newest, forgotten } = first;
    return {
      head: { epoch, seq: Number(newest), forgotten: Number(forgotten) },
      found: rows.filter(({ id }) => id !== null).map(asNotification),
    };
  }

  async inbox(player: string, seq: number, limit: number): Promise<InboxItem[]> {
    return this.#items('inbox', sql.INBOX, player, seq, limit);
  }

  async latest(player: string, before: number | null, limit: number): Promise<InboxItem[]> {
    return this.#items('latest', sql.LATEST, player, before ?? Number.MAX_SAFE_INTEGER, limit);
  }

  async unread(player: string, upTo: number, limit: number): Promise<number> {
    if (!isUuid(player)) return 0;
    const given = [player, upTo + 1, new Date(this.#now()), limit];
    const [found] = await this.#ask<{ unread: number }>('unread', sql.UNREAD, given);
    return found?.unread ?? 0;
  }

  async unconfirmed(player: string, seq: number, { at, after }: Since, limit: number): Promise<InboxItem[]> {
    return this.#items('unconfirmed', sql.UNCONFIRMED, player, seq, limit, [new Date(at), after]);
  }

  async receive(received: readonly Received[]): Promise<Tally[]> {
    const given = received.filter(({ player, seq }) => isUuid(player) && Number.isSafeInteger(seq));
    if (given.length === 0) return [];
    const seqs = [...new Set(given.map(({ seq }) => seq))];
    const pairs = [...new Map(given.map((one) => [`${one.seq} ${one.player}`, one])).values()];
    return inTransaction(this.#database, async (manager) => {
      const ask = <R>(name: string, text: string, values: unknown[]) =>
        this.#ask<R>(name, text, values, manager);
      await ask('lock_counts', sql.LOCK_COUNTS, [seqs]);
      const addressed = await ask<StampedRow>('addressed', sql.ADDRESSED, [
        pairs.map(({ seq }) => seq),
        pairs.map(({ player }) => player),
      ]);
      const { rows, more, tallies } = stampsOf(addressed, given);
      if (rows.length === 0) return [];
      const column = (of: (row: (typeof rows)[number]) => unknown) => rows.map(of);
      await ask('stamp', sql.STAMP, [
        column(({ seq }) => seq),
        column(({ player }) => player),
        column(({ delivered }) => delivered),
        column(({ seen }) => seen),
        column(({ acted }) => acted),
        column(({ archived }) => archived),
      ]);
      const counted = [...more];
      await ask('count', sql.COUNT, [
        counted.map(([seq]) => seq),
        counted.map(([, { sent }]) => sent),
        counted.map(([, { delivered }]) => delivered),
        counted.map(([, { late }]) => late),
        counted.map(([, { seen }]) => seen),
        counted.map(([, { acted }]) => acted),
      ]);
      return tallies;
    });
  }

  async sent(written: readonly Written[]): Promise<Tally[]> {
    const given = written.filter(({ player }) => isUuid(player));
    if (given.length === 0) return [];
    const seqs = given.map(({ seq }) => seq);
    const values = [seqs, given.map(({ player }) => player)];
    return inTransaction(this.#database, async (manager) => {
      await this.#ask('lock_counts', sql.LOCK_COUNTS, [[...new Set(seqs)]], manager);
      return tallied('sent', await this.#ask<CountedRow>('sent', sql.SENT, values, manager));
    });
  }

  async delivery(id: string): Promise<DeliveryCounts | null> {
    if (!isUuid(id)) return null;
    const [counts] = await this.#database.query(sql.DELIVERY, [id]);
    return counts ?? null;
  }

  async mutedTopics(player: string): Promise<string[]> {
    return isUuid(player) ? ((await this.#muted(player.toLowerCase())) ?? []) : [];
  }

  async muteTopics(player: string, topics: readonly string[]): Promise<void> {
    const wanted = [...new Set(topics)];
    await inTransaction(this.#database, async (manager) => {
      if ((await manager.query(sql.LOCK_PLAYER, [player])).length === 0) return;
      await ensureHead(manager);
      const head = await lockHead(manager); // the mutes of a player come one after the other
      await manager.query(sql.UNMUTE, [player, wanted, head]);
      await manager.query(sql.MUTE, [player, wanted, head]);
    });
  }

  async sweep(now: number, keepMs: number): Promise<Tally[]> {
    this.#recounted = await recount(this.#database, now, this.#recounted);
    const tallies = await closeExpired(this.#database, now);
    await forget(this.#database, now - keepMs);
    return tallies;
  }

  async #items(
    name: string,
    statement: string,
    player: string,
    seq: number,
    limit: number,
    more: readonly unknown[] = [],
  ): Promise<InboxItem[]> {
    if (!isUuid(player)) return [];
    const given = [player, seq, new Date(this.#now()), limit, ...more];
    const rows = await this.#ask<Row>(name, statement, given);
    return rows.map((row) => ({
      ...asNotification(row),
      told: row.told === true,
      seenAt: row.seen_at?.getTime() ?? null,
      actedAt: row.acted_at?.getTime() ?? null,
      archivedAt: row.archived_at?.getTime() ?? null,
    }));
  }

  /**
   * The ones that have the keys of some, by sender and key.
   * @throws Problem 503 `retry_later` when one of them waits
   */
  async #known(manager: EntityManager, notices: readonly Notice[]): Promise<Map<string, Notification>> {
    const keyed = notices.filter(({ dedupeKey }) => dedupeKey !== null);
    if (keyed.length === 0) return new Map();
    const keys = [keyed.map(({ sender }) => sender), keyed.map(({ dedupeKey }) => dedupeKey)];
    const waiting = await manager.query(sql.WAITING_BY_KEY, keys);
    if (waiting.length > 0)
      throw new Problem(503, 'retry_later', 'The one with this key was just put off to be sent later.');
    const rows: Row[] = await manager.query(sql.BY_KEY, [...keys, new Date(this.#now())]);
    return new Map(rows.map((row) => [keyOf(asNotification(row)), asNotification(row)]));
  }

  /** What is asked again and again: planned once. */
  #ask<R>(
    name: string,
    text: string,
    values: unknown[],
    by: DataSource | EntityManager = this.#database,
  ): Promise<R[]> {
    return runPrepared<R>(by, { name: `notifications_${name}`, text }, { values, shared: this.#embedded });
  }

  async #ensureHead(): Promise<void> {
    if (this.#ensured) return;
    await ensureHead(this.#database);
    this.#ensured = true;
  }
}

function keyOf({ sender, dedupeKey }: Pick<Notice, 'sender' | 'dedupeKey'>): string {
  return JSON.stringify([sender, dedupeKey]);
}
