import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { bigNumber, time } from './columns.ts';

const key = (constraint: string): Partial<EntitySchemaColumnOptions> => ({
  primary: true,
  primaryKeyConstraintName: constraint,
});

/** Which epoch goes on: one row. */
interface ButtonHeadRow {
  id: number;
  epoch: number;
}

export const ButtonHead = new EntitySchema<ButtonHeadRow>({
  name: 'ButtonHead',
  tableName: 'button_head',
  columns: {
    id: { type: 'smallint', ...key('button_head_pkey') },
    epoch: bigNumber('epoch'),
  },
});

/** A push that counts. Times are epoch ms. */
interface ButtonPushRow {
  epoch: number;
  version: number;
  player: string;
  requestId: string;
  at: number;
  /** The version that the player saw. */
  seen: number;
  /** When the round ends unless it is pushed again. */
  ends: number;
  /** Pushes in the round, up to this one. */
  count: number;
  startedAt: number;
  /** How much time was left; null for the first of a round. */
  leftMs: number | null;
}

export const ButtonPush = new EntitySchema<ButtonPushRow>({
  name: 'ButtonPush',
  tableName: 'button_pushes',
  columns: {
    epoch: { ...bigNumber('epoch'), ...key('button_pushes_pkey') },
    version: { ...bigNumber('version'), ...key('button_pushes_pkey') },
    player: { type: 'uuid' },
    requestId: { name: 'request_id', type: 'text' },
    at: time('at'),
    seen: bigNumber('seen'),
    ends: time('ends'),
    count: { type: 'integer' },
    startedAt: time('started_at'),
    leftMs: { name: 'left_ms', type: 'integer', nullable: true },
  },
  uniques: [{ name: 'button_pushes_request', columns: ['player', 'requestId'] }],
  indices: [{ name: 'button_pushes_at', columns: ['at'] }],
});

/** One of the pushes with the least time left. */
interface ButtonClosestRow {
  epoch: number;
  version: number;
  player: string;
  leftMs: number;
  at: number;
}

export const ButtonClosest = new EntitySchema<ButtonClosestRow>({
  name: 'ButtonClosest',
  tableName: 'button_closest',
  columns: {
    epoch: { ...bigNumber('epoch'), ...key('button_closest_pkey') },
    version: { ...bigNumber('version'), ...key('button_closest_pkey') },
    player: { type: 'uuid' },
    leftMs: { name: 'left_ms', type: 'integer' },
    at: time('at'),
  },
  indices: [{ name: 'button_closest_left', columns: ['leftMs', 'at'] }],
});

/** A round, over or not. */
interface ButtonRoundRow {
  startedAt: number;
  ends: number;
  count: number;
}

export const ButtonRound = new EntitySchema<ButtonRoundRow>({
  name: 'ButtonRound',
  tableName: 'button_rounds',
  columns: {
    startedAt: { ...time('started_at'), ...key('button_rounds_pkey') },
    ends: time('ends'),
    count: { type: 'integer' },
  },
});

/** What a player has done: how often, and with how little time left at best. */
interface ButtonPlayerRow {
  player: string;
  pushes: number;
  leftMs: number | null;
  at: number | null;
}

export const ButtonPlayer = new EntitySchema<ButtonPlayerRow>({
  name: 'ButtonPlayer',
  tableName: 'button_players',
  columns: {
    player: { type: 'uuid', ...key('button_players_pkey') },
    pushes: bigNumber('pushes'),
    leftMs: { name: 'left_ms', type: 'integer', nullable: true },
    at: { ...time('at'), nullable: true },
  },
});
