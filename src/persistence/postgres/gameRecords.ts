import type { DataSource } from 'typeorm';
import { GameRecordEntity, type GameRecordRow } from '../../entities/GameRecordEntity.ts';
import { Puzzle, type PuzzleRow } from '../../entities/Puzzle.ts';
import type { GameRecord } from '../../games/game.ts';
import type { MatchResult } from '../../match/records.ts';

/** The game whose records of the kind `puzzle` have a table of their own, column by column. */
const PUZZLES = { game: 'relay', kind: 'puzzle' };

/** Rows of what a game kept of a match, by table. */
export function recordRows({ id: matchId, game, records }: MatchResult): {
  puzzles: PuzzleRow[];
  others: GameRecordRow[];
} {
  const isPuzzle = ({ kind }: GameRecord) => game === PUZZLES.game && kind === PUZZLES.kind;
  const puzzles = records.filter(isPuzzle).map(({ player, data }) => ({
    ...(data as Omit<PuzzleRow, 'matchId' | 'player'>),
    ...{ matchId, player },
  }));
  const others = records
    .filter((record) => !isPuzzle(record))
    .map(({ kind, player, at, data }, i) => ({ matchId, seq: i + 1, kind, player, at, data }));
  return { puzzles, others };
}

/** What a game kept of a match, oldest first. */
export async function readRecords(database: DataSource, matchId: string): Promise<GameRecord[]> {
  const puzzles = await database
    .getRepository(Puzzle)
    .find({ where: { matchId }, order: { openedAt: 'ASC', id: 'ASC' } });
  const others = await database
    .getRepository(GameRecordEntity)
    .find({ where: { matchId }, order: { seq: 'ASC' } });
  return [
    ...puzzles.map(({ matchId: _, player, ...data }) => {
      return { kind: PUZZLES.kind, player, at: data.openedAt, data };
    }),
    ...others.map(({ kind, player, at, data }) => ({ kind, player, at, data })),
  ].sort((a, b) => a.at - b.at);
}
