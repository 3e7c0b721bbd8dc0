import { EntitySchema } from 'typeorm';
import { time } from './columns.ts';

/** What a player chose at the Play button. */
export interface PreferenceRow {
  playerId: string;
  game: string;
  /** Latency in ms by region. */
  regions: Record<string, number>;
  bots: boolean;
  /** Players who are never to be met. */
  blocked: string[];
  updatedAt: number;
}

export const PreferenceEntity = new EntitySchema<PreferenceRow>({
  name: 'Preference',
  tableName: 'preferences',
  columns: {
    playerId: {
      name: 'player_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'preferences_pkey',
    },
    game: { type: 'text' },
    regions: { type: 'json' },
    bots: { type: 'boolean' },
    blocked: { type: 'json', default: [] },
    updatedAt: time('updated_at'),
  },
  foreignKeys: [
    {
      name: 'preferences_player',
      target: 'Player',
      columnNames: ['playerId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
