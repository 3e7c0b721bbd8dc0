import type { DataSource, EntityManager } from 'typeorm';
import { Problem } from '../../lib/problem.ts';
import type { Draft, Notice, Notification, ScheduledStore, Taken } from '../../push/notification.ts';
import { MAX_SCHEDULED, tooManyScheduled } from '../tooManyScheduled.ts';
import { isUuid } from '../uuid.ts';
import { ensureHead, insertNotifications, lockHead } from './notificationRows.ts';
import type { PostgresJobs } from './postgresJobs.ts';
import { inTransaction } from './transaction.ts';

/** Where it waits to be sent. Its data is `{ id }`: what is told stays in our own table. */
export const SEND_QUEUE = 'send';

/**
 * $1 id, $2 when, $3 sender, $4 key, $5 draft. The one that has the key stays, also where a process of before stores
 * it.
 */
const INSERT = `INSERT INTO scheduled_notifications (id, send_at, sender, dedupe_key, draft)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT (sender, dedupe_key) DO NOTHING RETURNING id`;

/** $1 sender, $2 key. */
const WAITING = 'SELECT id FROM scheduled_notifications WHERE sender = $1 AND dedupe_key = $2';

/** $1 sender, $2 key, $3 now. In one statement: one that is sent meanwhile is found before or after. */
const UNDER_KEY = `SELECT id, NULL::bigint AS seq FROM scheduled_notifications WHERE sender = $1 AND dedupe_key = $2
  UNION ALL SELECT id, seq FROM notifications WHERE sender = $1 AND dedupe_key = $2 AND expires_at > $3 LIMIT 1`;

/** $1 id. */
const TAKE = 'DELETE FROM scheduled_notifications WHERE id = $1 RETURNING draft';

/** $1 player. */
const GONE = 'SELECT FROM players WHERE id = $1 AND deleted_at IS NOT NULL';

/** Notifications that wait in Postgres, real or embedded, each with a job that sends it. */
export class PostgresScheduled implements ScheduledStore {
  readonly #database: DataSource;
  readonly #jobs: Pick<PostgresJobs, 'start' | 'add'>;
  readonly #now: () => number;

  constructor(database: DataSource, jobs: Pick<PostgresJobs, 'start' | 'add'>, now: () => number = Date.now) {
    this.#database = database;
    this.#jobs = jobs;
    this.#now = now;
  }

  async schedule(draft: Draft, sendAt: number): Promise<string> {
    // Before the transaction: where there is one connection it could not start inside.
    await this.#jobs.start();
    const { id, sender, dedupeKey } = draft;
    const at = new Date(sendAt);
    return inTransaction(this.#database, async (manager) => {
      if (await isForNobody(manager, draft)) return id; // as if it was sent and forgotten
      if (dedupeKey !== null) {
        await ensureHead(manager);
        await lockHead(manager); // one that is sent with this key at once comes before or after
        const before = await this.#under(manager, sender, dedupeKey);
        if (before?.seq === null) return before.id;
        if (before) throw new Problem(503, 'retry_later', 'The one with this key was sent just now.');
      }
      const [{ count }] = await manager.query('SELECT count(*)::int AS count FROM scheduled_notifications');
      if (count >= MAX_SCHEDULED) throw tooManyScheduled();
      const stored = await manager.query(INSERT, [id, at, sender, dedupeKey, JSON.stringify(draft)]);
      if (stored.length === 0) {
        const [there] = await manager.query(WAITING, [sender, dedupeKey]);
        if (!there) throw new Problem(503, 'retry_later', 'The one with this key was sent just now.');
        return there.id;
      }
      await this.#jobs.add(SEND_QUEUE, [{ data: { id }, at }], manager);
      return id;
    });
  }

  async under(sender: string, dedupeKey: string): Promise<Taken | null> {
    return this.#under(this.#database, sender, dedupeKey);
  }

  async sendAt(id: string): Promise<number | null> {
    if (!isUuid(id)) return null;
    const [there] = await this.#database.query('SELECT send_at FROM scheduled_notifications WHERE id = $1', [
      id,
    ]);
    return there?.send_at.getTime() ?? null;
  }

  async cancel(id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    const [gone] = await this.#database.query(TAKE, [id]);
    return gone.length > 0; // its job finds nothing
  }

  async release(id: string, noticeOf: (draft: Draft) => Notice): Promise<Notification | null> {
    return inTransaction(this.#database, async (manager) => {
      await ensureHead(manager);
      await lockHead(manager);
      const [taken]: [{ draft: Draft }[]] = await manager.query(TAKE, [id]);
      const [row] = taken;
      if (!row || (await isForNobody(manager, row.draft))) return null;
      // So rarely that a plan is not kept for it, whichever Postgres it is.
      const [notification = null] = await insertNotifications(manager, [noticeOf(row.draft)], true);
      return notification;
    });
  }

  async anyWaiting(): Promise<boolean> {
    return (await this.#database.query('SELECT FROM scheduled_notifications LIMIT 1')).length > 0;
  }

  async #under(by: DataSource | EntityManager, sender: string, dedupeKey: string): Promise<Taken | null> {
    const [there] = await by.query(UNDER_KEY, [sender, dedupeKey, new Date(this.#now())]);
    return there ? { id: there.id, seq: there.seq === null ? null : Number(there.seq) } : null;
  }
}

/** Whether it is for one player alone whose account was deleted. */
async function isForNobody(manager: EntityManager, { kind, players }: Draft): Promise<boolean> {
  const [player = ''] = players ?? [];
  if (kind !== 'player' || !isUuid(player)) return false;
  return (await manager.query(GONE, [player])).length > 0;
}
