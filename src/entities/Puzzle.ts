import { EntitySchema } from 'typeorm';
import { exactNumber } from './columns.ts';

/** A puzzle that relay put to a player: a record of the kind `puzzle`. Times are game ms. */
export interface PuzzleRow {
  matchId: string;
  id: string;
  /** Who it was put to, as `MatchPlayer.seated`. */
  player: string;
  type: string;
  level: number;
  prompt: string;
  answer: string;
  openedAt: number;
  closedAt: number | null;
  outcome: 'solved' | 'skipped' | 'open';
}

export const Puzzle = new EntitySchema<PuzzleRow>({
  name: 'Puzzle',
  tableName: 'puzzles',
  columns: {
    matchId: { name: 'match_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'puzzles_pkey' },
    id: { type: 'text', primary: true, primaryKeyConstraintName: 'puzzles_pkey' },
    player: { type: 'text' },
    type: { type: 'text' },
    level: exactNumber('level'),
    prompt: { type: 'text' },
    answer: { type: 'text' },
    openedAt: exactNumber('opened_at'),
    closedAt: { ...exactNumber('closed_at'), nullable: true },
    outcome: { type: 'text' },
  },
  checks: [{ name: 'puzzles_outcome', expression: "outcome IN ('solved', 'skipped', 'open')" }],
  foreignKeys: [
    {
      name: 'puzzles_match',
      target: 'Match',
      columnNames: ['matchId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
