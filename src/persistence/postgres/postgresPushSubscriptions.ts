import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { DuePush, PushSubscriptionStore, PushTarget } from '../../push/pushSubscription.ts';
import { isUuid } from '../uuid.ts';
import { asNotification, type Row } from './notificationRows.ts';
import { COLUMNS } from './notificationStatements.ts';
import { inTransaction } from './transaction.ts';

/** Browsers of one player. */
const MAX_OF_PLAYER = 10;
/** Refusals in a row until one is forgotten. */
const MAX_FAILURES = 5;
const FORGET_AT_ONCE = 500;

/**
 * $1 id, $2 player, $3 endpoint, $4 and $5 keys, $6 now. An account that is just being deleted is waited for, and
 * waits.
 */
const PUT = `INSERT INTO push_subscriptions (id, player, endpoint, p256dh, auth, failures, confirmed_at)
  SELECT $1::uuid, p.id, $3::text, $4::text, $5::text, 0, $6::timestamptz FROM players AS p WHERE p.id = $2 AND p.deleted_at IS NULL
  FOR SHARE OF p
  ON CONFLICT (endpoint) DO UPDATE SET player = excluded.player, p256dh = excluded.p256dh, auth = excluded.auth,
    failures = 0, confirmed_at = excluded.confirmed_at`;

/** $1 player, $2 how many stay. */
const TRIM = `DELETE FROM push_subscriptions WHERE id IN (SELECT id FROM push_subscriptions WHERE player = $1
  ORDER BY confirmed_at DESC, id OFFSET $2)`;

const WANTED = `EXISTS (SELECT FROM players AS p WHERE p.id = s.player AND p.deleted_at IS NULL)
  AND NOT EXISTS (SELECT FROM notification_receipts AS r
    WHERE r.seq = n.seq AND r.player = s.player AND r.delivered_at IS NOT NULL)
  AND (n.priority = 3 OR NOT EXISTS
    (SELECT FROM notification_mutes AS m WHERE m.player = s.player AND m.topic = n.topic))`;

/** Of players who were there when it was told to all. */
const OF_ALL = `n.kind IN ('all', 'topic')
  AND EXISTS (SELECT FROM players AS p WHERE p.id = s.player AND p.created_at <= n.created_at)`;

/** $1 seq, $2 after which, $3 limit. Two parts, so that what is for few looks at no others. */
const SLICE = `SELECT id FROM (
    (SELECT s.id FROM notifications AS n, push_subscriptions AS s
      WHERE n.seq = $1 AND s.id > $2::uuid AND ${OF_ALL} AND ${WANTED} ORDER BY s.id LIMIT $3)
    UNION ALL
    (SELECT s.id FROM notifications AS n JOIN notification_targets AS t ON t.seq = n.seq
      JOIN push_subscriptions AS s ON s.player = t.player
      WHERE n.seq = $1 AND s.id > $2::uuid AND ${WANTED} ORDER BY s.id LIMIT $3)
  ) AS wanted ORDER BY id LIMIT $3`;

/** $1 seq, $2 id, $3 now. */
const DUE = `SELECT ${COLUMNS}, s.endpoint, s.p256dh, s.auth, h.epoch
  FROM notifications AS n, push_subscriptions AS s, notification_head AS h
  WHERE n.seq = $1 AND s.id = $2 AND h.id = 1 AND n.expires_at > $3 AND ${WANTED} AND ((${OF_ALL})
    OR EXISTS (SELECT FROM notification_targets AS t WHERE t.seq = n.seq AND t.player = s.player))`;

/** $1 id, $2 how many are too many. */
const REFUSED = `WITH gone AS (DELETE FROM push_subscriptions WHERE id = $1 AND failures + 1 >= $2 RETURNING id)
  UPDATE push_subscriptions SET failures = failures + 1 WHERE id = $1 AND NOT EXISTS (SELECT FROM gone)`;

/** $1 when, $2 how many. */
const FORGET_BEFORE = `DELETE FROM push_subscriptions WHERE id IN
  (SELECT id FROM push_subscriptions WHERE confirmed_at < $1 ORDER BY confirmed_at LIMIT $2)`;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Browsers in Postgres, real or embedded. */
export class PostgresPushSubscriptions implements PushSubscriptionStore {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async put(player: string, { endpoint, p256dh, auth }: PushTarget, now: number): Promise<void> {
    await inTransaction(this.#database, async (manager) => {
      await manager.query(PUT, [randomUUID(), player, endpoint, p256dh, auth, new Date(now)]);
      await manager.query(TRIM, [player, MAX_OF_PLAYER]);
    });
  }

  async remove(player: string, endpoint: string): Promise<void> {
    await this.#database.query('DELETE FROM push_subscriptions WHERE player = $1 AND endpoint = $2', [
      player,
      endpoint,
    ]);
  }

  async slice(seq: number, after: string | null, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.#database.query(SLICE, [seq, after ?? FIRST, limit]);
    return rows.map(({ id }) => id);
  }

  async due(seq: number, id: string, now: number): Promise<DuePush | null> {
    if (!isUuid(id)) return null;
    const [row]: (Row & PushTarget & { epoch: string })[] = await this.#database.query(DUE, [
      seq,
      id,
      new Date(now),
    ]);
    if (!row) return null;
    const { endpoint, p256dh, auth, epoch } = row;
    return { target: { endpoint, p256dh, auth }, epoch, notification: asNotification(row) };
  }

  async worked(id: string): Promise<void> {
    await this.#database.query('UPDATE push_subscriptions SET failures = 0 WHERE id = $1 AND failures > 0', [
      id,
    ]);
  }

  async refused(id: string): Promise<void> {
    await this.#database.query(REFUSED, [id, MAX_FAILURES]);
  }

  async forget(id: string): Promise<void> {
    await this.#database.query('DELETE FROM push_subscriptions WHERE id = $1', [id]);
  }

  async forgetBefore(moment: number): Promise<void> {
    await this.#database.query(FORGET_BEFORE, [new Date(moment), FORGET_AT_ONCE]);
  }
}
