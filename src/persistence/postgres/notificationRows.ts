import type { DataSource, EntityManager } from 'typeorm';
import { PRIORITIES, type Priority } from '../../protocol/notifications.ts';
import type { AudienceKind, Notification } from '../../push/notification.ts';
import { isUuid } from '../uuid.ts';
import * as sql from './notificationStatements.ts';

/** A notification as the driver gives it. */
export interface Row {
  seq: string;
  id: string;
  kind: AudienceKind;
  topic: string;
  priority: number;
  title: string;
  body: string;
  data: Record<string, unknown>;
  sender: string;
  created_at: Date;
  expires_at: Date;
  dedupe_key: string | null;
  players?: string[] | null;
  seen_at?: Date | null;
  acted_at?: Date | null;
  archived_at?: Date | null;
}

/** Sees to it that there is a head. */
export async function ensureHead(database: DataSource | EntityManager): Promise<void> {
  await database.query(sql.ENSURE_HEAD);
}

/** Locks the head of the list until the transaction is over. @returns the newest seq there is */
export async function lockHead(manager: EntityManager): Promise<number> {
  const [head] = await manager.query(sql.LOCK_HEAD);
  if (!head) throw new Error('the head of the notifications is gone');
  return Number(head.seq);
}

/** Inserts some in the order of their `seq`, with whom they are for. The head is locked. */
export async function insertNotifications(
  manager: EntityManager,
  fresh: readonly Notification[],
): Promise<void> {
  const rows = fresh.map(({ createdAt, expiresAt, dedupeKey, priority, players: _, ...row }) => ({
    ...row,
    priority: PRIORITIES.indexOf(priority),
    created_at: new Date(createdAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
    dedupe_key: dedupeKey,
  }));
  await manager.query(sql.INSERT, [JSON.stringify(rows)]);
  const targets = fresh.flatMap(({ players, seq }) =>
    (players ?? []).filter(isUuid).map((player) => ({ player, seq })),
  );
  if (targets.length > 0) {
    const of = [targets.map(({ player }) => player), targets.map(({ seq }) => seq)];
    await manager.query(sql.INSERT_TARGETS, of);
  }
  await manager.query(sql.INSERT_COUNTS, [fresh.map((one) => one.seq)]);
  await manager.query(sql.MOVE_HEAD, [fresh.at(-1)?.seq]);
}

export function asNotification(row: Row): Notification {
  return {
    seq: Number(row.seq),
    id: row.id,
    kind: row.kind,
    players: row.players ?? null,
    topic: row.topic,
    priority: PRIORITIES[row.priority] as Priority,
    title: row.title,
    body: row.body,
    data: row.data,
    sender: row.sender,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    dedupeKey: row.dedupe_key,
  };
}
