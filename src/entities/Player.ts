import { EntitySchema } from 'typeorm';
import { time } from './columns.ts';

/** An account. A guest has neither e-mail nor password. */
export interface PlayerRow {
  id: string;
  name: string;
  /** Null: the one that goes with the id. */
  face: string | null;
  /** Lower case. */
  email: string | null;
  passwordHash: string | null;
  /** Epoch ms. */
  bannedUntil: number | null;
  banReason: string | null;
  tokenVersion: number;
  createdAt: number;
  deletedAt: number | null;
}

export const Player = new EntitySchema<PlayerRow>({
  name: 'Player',
  tableName: 'players',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'players_pkey' },
    name: { type: 'text' },
    face: { type: 'text', nullable: true },
    email: { type: 'text', nullable: true },
    passwordHash: { name: 'password_hash', type: 'text', nullable: true },
    bannedUntil: { ...time('banned_until'), nullable: true },
    banReason: { name: 'ban_reason', type: 'text', nullable: true },
    tokenVersion: { name: 'token_version', type: 'integer', default: 0 },
    createdAt: time('created_at'),
    deletedAt: { ...time('deleted_at'), nullable: true },
  },
  indices: [
    { name: 'players_deleted', columns: ['id'], where: 'deleted_at IS NOT NULL' },
    { name: 'players_deleted_at', columns: ['deletedAt', 'id'], where: 'deleted_at IS NOT NULL' },
  ],
  uniques: [{ name: 'players_email', columns: ['email'] }],
  checks: [
    { name: 'players_name', expression: 'char_length(name) BETWEEN 1 AND 100' },
    { name: 'players_face', expression: 'char_length(face) BETWEEN 1 AND 40' },
    { name: 'players_guest', expression: '(email IS NULL) = (password_hash IS NULL)' },
  ],
});
