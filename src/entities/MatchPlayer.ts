import { EntitySchema } from 'typeorm';
import { exactNumber, time } from './columns.ts';

interface RatingColumn {
  mu: number;
  sigma: number;
  played: number;
}

/** A seat of a match. */
export interface MatchPlayerRow {
  matchId: string;
  seat: number;
  /** Who sat there: a player's uuid, or the id of a bot. */
  seated: string;
  /** The same as a reference to the account; null for a bot. */
  playerId: string | null;
  name: string;
  /** As it was at this table; null in matches of before there were faces. */
  face: string | null;
  bot: boolean;
  skill: number | null;
  rank: number | null;
  score: number | null;
  left: boolean;
  /** Null when the match was not rated, and for bots. */
  rating: { before: RatingColumn; after: RatingColumn } | null;
  /** The start of the match, once more: a player's history is read from one index. */
  startedAt: number;
}

export const MatchPlayer = new EntitySchema<MatchPlayerRow>({
  name: 'MatchPlayer',
  tableName: 'match_players',
  columns: {
    matchId: {
      name: 'match_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'match_players_pkey',
    },
    seat: { type: 'smallint', primary: true, primaryKeyConstraintName: 'match_players_pkey' },
    seated: { type: 'text' },
    playerId: { name: 'player_id', type: 'uuid', nullable: true },
    name: { type: 'text' },
    face: { type: 'text', nullable: true },
    bot: { type: 'boolean' },
    skill: { ...exactNumber('skill'), nullable: true },
    rank: { type: 'smallint', nullable: true },
    score: { ...exactNumber('score'), nullable: true },
    left: { name: 'has_left', type: 'boolean', default: false },
    rating: { type: 'json', nullable: true },
    startedAt: time('started_at'),
  },
  uniques: [{ name: 'match_players_seated', columns: ['matchId', 'seated'] }],
  indices: [{ name: 'match_players_history', columns: ['playerId', 'startedAt'] }],
  checks: [{ name: 'match_players_bot', expression: 'bot = (player_id IS NULL)' }],
  foreignKeys: [
    {
      name: 'match_players_match',
      target: 'Match',
      columnNames: ['matchId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
    {
      name: 'match_players_player',
      target: 'Player',
      columnNames: ['playerId'],
      referencedColumnNames: ['id'],
    },
  ],
});
