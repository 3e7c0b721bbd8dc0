import { EntitySchema } from 'typeorm';
import { time } from './columns.ts';

/** A player does not want to hear another. */
interface MuteRow {
  playerId: string;
  mutedId: string;
  mutedAt: number;
}

export const MuteEntity = new EntitySchema<MuteRow>({
  name: 'Mute',
  tableName: 'mutes',
  columns: {
    playerId: { name: 'player_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'mutes_pkey' },
    mutedId: { name: 'muted_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'mutes_pkey' },
    mutedAt: time('muted_at'),
  },
  indices: [{ name: 'mutes_muted', columns: ['mutedId'] }],
  foreignKeys: [
    {
      name: 'mutes_player',
      target: 'Player',
      columnNames: ['playerId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
