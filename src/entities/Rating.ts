import { EntitySchema } from 'typeorm';
import { exactNumber, time } from './columns.ts';

/** A player's strength in a game. There is a row once a rated match was played. */
export interface RatingRow {
  playerId: string;
  game: string;
  mu: number;
  sigma: number;
  played: number;
  updatedAt: number;
}

export const Rating = new EntitySchema<RatingRow>({
  name: 'Rating',
  tableName: 'ratings',
  columns: {
    playerId: { name: 'player_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'ratings_pkey' },
    game: { type: 'text', primary: true, primaryKeyConstraintName: 'ratings_pkey' },
    mu: exactNumber('mu'),
    sigma: exactNumber('sigma'),
    played: { type: 'integer' },
    updatedAt: time('updated_at'),
  },
  // The leaderboard's order is an expression, which entities cannot say: the migration makes the index.
  indices: [
    { name: 'ratings_leaderboard', synchronize: false },
    { name: 'ratings_updated', columns: ['updatedAt', 'playerId', 'game'] },
  ],
  checks: [
    { name: 'ratings_sigma', expression: 'sigma > 0' },
    { name: 'ratings_played', expression: 'played >= 0' },
  ],
  foreignKeys: [
    {
      name: 'ratings_player',
      target: 'Player',
      columnNames: ['playerId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
