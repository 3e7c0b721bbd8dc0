import { EntitySchema } from 'typeorm';
import { time } from './columns.ts';

/** What somebody told us. */
export interface FeedbackRow {
  id: string;
  playerId: string | null;
  rating: 1 | 2 | 3 | 4 | 5 | null;
  text: string;
  contact: string | null;
  page: string | null;
  createdAt: number;
}

export const FeedbackEntity = new EntitySchema<FeedbackRow>({
  name: 'Feedback',
  tableName: 'feedback',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'feedback_pkey' },
    playerId: { name: 'player_id', type: 'uuid', nullable: true },
    rating: { type: 'smallint', nullable: true },
    text: { type: 'text' },
    contact: { type: 'text', nullable: true },
    page: { type: 'text', nullable: true },
    createdAt: time('created_at'),
  },
  indices: [{ name: 'feedback_created', columns: ['createdAt'] }],
  checks: [{ name: 'feedback_rating', expression: 'rating BETWEEN 1 AND 5' }],
  foreignKeys: [
    {
      name: 'feedback_player',
      target: 'Player',
      columnNames: ['playerId'],
      referencedColumnNames: ['id'],
      onDelete: 'SET NULL',
    },
  ],
});
