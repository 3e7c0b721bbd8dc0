import type { DataSource, EntityManager } from 'typeorm';
import { PRIORITIES, type Priority } from '../../protocol/notifications.ts';
import type { AudienceKind, Notice, Notification } from '../../push/notification.ts';
import { isUuid } from '../uuid.ts';
import * as sql from './notificationStatements.ts';
import { runPrepared } from './prepared.ts';

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
  told?: boolean;
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
  if (!head) throw headIsGone();
  return Number(head.seq);
}

/**
 * Stores some, one after the other, and who they are for.
 * @param shared as `runPrepared` takes it
 * @returns the same with their `seq`
 */
export async function insertNotifications(
  by: DataSource | EntityManager,
  fresh: readonly Notice[],
  shared: boolean,
): Promise<Notification[]> {
  if (fresh.length === 0) return [];
  const rows = fresh.map(({ createdAt, expiresAt, dedupeKey, priority, players: _, ...row }, index) => ({
    ...row,
    place: index + 1,
    priority: PRIORITIES.indexOf(priority),
    created_at: new Date(createdAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
    dedupe_key: dedupeKey,
  }));
  const wanted = fresh.flatMap(({ players }, index) =>
    (players ?? []).filter(isUuid).map((player) => ({ place: index + 1, player })),
  );
  const values = [
    JSON.stringify(rows),
    rows.length,
    wanted.map(({ place }) => place),
    wanted.map(({ player }) => player),
  ];
  const insert = { name: 'notifications_insert', text: sql.INSERT };
  const [head] = await runPrepared<{ before: string }>(by, insert, { values, shared });
  if (!head) throw headIsGone();
  return fresh.map((notice, index) => ({ ...notice, seq: Number(head.before) + index + 1 }));
}

export function headIsGone(): Error {
  return new Error('the head of the notifications is gone');
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
