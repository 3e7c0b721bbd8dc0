import type { MatchRow } from '../../entities/MatchEntity.ts';
import type { MatchPlayerRow } from '../../entities/MatchPlayer.ts';
import type { MatchSetup } from '../../match/journal.ts';
import type { MatchPlayerRecord, MatchRecord, MatchStart } from '../../match/records.ts';

/** The columns that a match in a list needs: setup and final state can be long. */
export const SUMMARY = {
  id: true,
  game: true,
  outcome: true,
  reason: true,
  why: true,
  quality: true,
  rated: true,
  startedAt: true,
  finishedAt: true,
  gameMs: true,
} as const;

/** The rows of a match that starts. */
export function startRows({ setup, why, quality, rated, startedAt }: MatchStart): {
  match: Partial<MatchRow>;
  players: Partial<MatchPlayerRow>[];
} {
  return {
    match: { id: setup.id, game: setup.game, outcome: 'running', setup, why, quality, rated, startedAt },
    players: setup.seats.map((who, seat) => ({
      matchId: setup.id,
      seat,
      seated: who.id,
      playerId: who.bot ? null : who.id,
      name: who.name,
      face: who.face ?? null,
      bot: who.bot,
      skill: who.skill ?? null,
      startedAt,
    })),
  };
}

/** @param players of this match, by seat */
export function asMatchRecord(
  match: Pick<MatchRow, keyof typeof SUMMARY>,
  players: readonly MatchPlayerRow[],
): MatchRecord {
  const { id, game, outcome, reason, why, quality, rated, startedAt, finishedAt, gameMs } = match;
  return {
    id,
    game,
    outcome,
    reason,
    why,
    quality,
    rated,
    startedAt,
    finishedAt,
    gameMs,
    players: players.map(asPlayerRecord),
  };
}

export function setupOf(match: Pick<MatchRow, 'setup'>): MatchSetup {
  return match.setup as MatchSetup;
}

function asPlayerRecord(row: MatchPlayerRow): MatchPlayerRecord {
  return {
    id: row.seated,
    name: row.name,
    ...(row.face !== null && { face: row.face }),
    bot: row.bot,
    ...(row.skill === null ? {} : { skill: row.skill }),
    seat: row.seat,
    rank: row.rank,
    score: row.score,
    left: row.left,
    rating: row.rating,
  };
}
