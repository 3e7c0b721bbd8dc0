import { EntitySchema } from 'typeorm';
import { exactNumber } from './columns.ts';

/** Something that a game keeps of a match, of any game but relay: its puzzles are in `puzzles`. */
export interface GameRecordRow {
  matchId: string;
  /** Counted from 1 in the order of `at`. */
  seq: number;
  kind: string;
  /** Whom it concerns, as `MatchPlayer.seated`; '' for everybody. */
  player: string;
  /** Game ms. */
  at: number;
  data: object;
}

export const GameRecordEntity = new EntitySchema<GameRecordRow>({
  name: 'GameRecord',
  tableName: 'game_records',
  columns: {
    matchId: { name: 'match_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'game_records_pkey' },
    seq: { type: 'int', primary: true, primaryKeyConstraintName: 'game_records_pkey' },
    kind: { type: 'text' },
    player: { type: 'text' },
    at: exactNumber('at'),
    data: { type: 'json' },
  },
  foreignKeys: [
    {
      name: 'game_records_match',
      target: 'Match',
      columnNames: ['matchId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
