import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaOptions } from 'typeorm';
import { bigNumber, time } from './columns.ts';

type ForeignKey = NonNullable<EntitySchemaOptions<object>['foreignKeys']>[number];

const OF_NOTIFICATION: ForeignKey = {
  target: 'Notification',
  columnNames: ['seq'],
  referencedColumnNames: ['seq'],
  onDelete: 'CASCADE',
};

const OF_PLAYER: ForeignKey = {
  target: 'Player',
  columnNames: ['player'],
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
};

const key = (constraint: string): Partial<EntitySchemaColumnOptions> => ({
  primary: true,
  primaryKeyConstraintName: constraint,
});

/** Where notifications are: one row. */
interface NotificationHeadRow {
  id: number;
  /** Another one is another database. */
  epoch: string;
  /** Of the newest. */
  seq: number;
  /** Up to this one, rows may be gone. */
  forgotten: number;
}

export const NotificationHead = new EntitySchema<NotificationHeadRow>({
  name: 'NotificationHead',
  tableName: 'notification_head',
  columns: {
    id: { type: 'smallint', ...key('notification_head_pkey') },
    epoch: { type: 'uuid' },
    seq: bigNumber('seq'),
    forgotten: bigNumber('forgotten'),
  },
});

/** Whom a notification is for that is not for everybody. */
interface NotificationTargetRow {
  player: string;
  seq: number;
}

export const NotificationTarget = new EntitySchema<NotificationTargetRow>({
  name: 'NotificationTarget',
  tableName: 'notification_targets',
  columns: {
    player: { type: 'uuid', ...key('notification_targets_pkey') },
    seq: { ...bigNumber('seq'), ...key('notification_targets_pkey') },
  },
  indices: [{ name: 'notification_targets_seq', columns: ['seq'] }],
  foreignKeys: [
    { name: 'notification_targets_of', ...OF_NOTIFICATION },
    { name: 'notification_targets_player', ...OF_PLAYER },
  ],
});

/** What came of a notification at one player, and when first. */
interface NotificationReceiptRow {
  seq: number;
  player: string;
  deliveredAt: number | null;
  seenAt: number | null;
  actedAt: number | null;
  archivedAt: number | null;
}

export const NotificationReceipt = new EntitySchema<NotificationReceiptRow>({
  name: 'NotificationReceipt',
  tableName: 'notification_receipts',
  columns: {
    seq: { ...bigNumber('seq'), ...key('notification_receipts_pkey') },
    player: { type: 'uuid', ...key('notification_receipts_pkey') },
    deliveredAt: { ...time('delivered_at'), nullable: true },
    seenAt: { ...time('seen_at'), nullable: true },
    actedAt: { ...time('acted_at'), nullable: true },
    archivedAt: { ...time('archived_at'), nullable: true },
  },
  indices: [{ name: 'notification_receipts_by_player', columns: ['player'] }],
  foreignKeys: [
    { name: 'notification_receipts_of', ...OF_NOTIFICATION },
    { name: 'notification_receipts_player', ...OF_PLAYER },
  ],
});

/** How many it got how far at. Kept in step with the receipts. */
interface NotificationCountRow {
  seq: number;
  recipients: number;
  sent: number;
  delivered: number;
  /** Of those delivered: when it had expired. */
  late: number;
  seen: number;
  acted: number;
  expired: number;
  /** What expired undelivered is counted. */
  closed: boolean;
}

export const NotificationCount = new EntitySchema<NotificationCountRow>({
  name: 'NotificationCount',
  tableName: 'notification_counts',
  columns: {
    seq: { ...bigNumber('seq'), ...key('notification_counts_pkey') },
    recipients: { type: 'integer' },
    sent: { type: 'integer' },
    delivered: { type: 'integer' },
    late: { type: 'integer', default: 0 },
    seen: { type: 'integer' },
    acted: { type: 'integer' },
    expired: { type: 'integer' },
    closed: { type: 'boolean' },
  },
  foreignKeys: [{ name: 'notification_counts_of', ...OF_NOTIFICATION }],
});

/** A topic of which a player wants to hear nothing that is not urgent, of what was accepted after this one. */
interface NotificationMuteRow {
  player: string;
  topic: string;
  after: number;
}

export const NotificationMute = new EntitySchema<NotificationMuteRow>({
  name: 'NotificationMute',
  tableName: 'notification_mutes',
  columns: {
    player: { type: 'uuid', ...key('notification_mutes_pkey') },
    topic: { type: 'text', ...key('notification_mutes_pkey') },
    after: { ...bigNumber('after'), default: 0 },
  },
  foreignKeys: [{ name: 'notification_mutes_player', ...OF_PLAYER }],
});

/** The same of one that is not muted any more: it is for what was accepted up to `until`. */
interface NotificationPastMuteRow extends NotificationMuteRow {
  until: number;
}

export const NotificationPastMute = new EntitySchema<NotificationPastMuteRow>({
  name: 'NotificationPastMute',
  tableName: 'notification_past_mutes',
  columns: {
    player: { type: 'uuid', ...key('notification_past_mutes_pkey') },
    topic: { type: 'text', ...key('notification_past_mutes_pkey') },
    after: { ...bigNumber('after'), ...key('notification_past_mutes_pkey') },
    until: bigNumber('until'),
  },
  foreignKeys: [{ name: 'notification_past_mutes_player', ...OF_PLAYER }],
});
