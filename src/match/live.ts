import type { Phase } from '../games/game.ts';
import type { MatchId, PlayerId } from '../lib/ids.ts';
import type { SeatReservation } from '../protocol/seat.ts';
import type { Answer, Question } from './questions.ts';

/** A running match in lists: lobby, monitor, `GET /players/me/match`. */
export interface LiveMatch {
  id: MatchId;
  game: string;
  phase: Phase;
  /** Entries of processes of before there were faces have none. */
  players: { id: PlayerId; name: string; face?: string; bot: boolean }[];
  spectators: number;
  startedAt: number;
}

/**
 * Matches that are running, wherever they run.
 * Methods throw Problem 404 `match_not_running` when a match is nowhere.
 */
export interface LiveMatches {
  list(): Promise<LiveMatch[]>;
  find(match: MatchId): Promise<LiveMatch | null>;
  /** The match a player is in and may go back to. */
  of(player: PlayerId): Promise<LiveMatch | null>;
  /** A seat for a player of the match, to take within 15 s. Throws Problem 403 `not_seated`. */
  seat(match: MatchId, player: PlayerId): Promise<SeatReservation>;
  /** Asks a match something. @throws Problem, one that the question names; 503 `retry_later` */
  ask<Q extends Question>(match: MatchId, question: Q): Promise<Answer<Q>>;
  /**
   * As the question `visible`, but however long the wait is: one whose process dies goes on in the next.
   * @param gone aborted when nobody waits for it any more
   */
  state(
    match: MatchId,
    player: PlayerId | null,
    since: number,
    waitMs: number,
    gone?: AbortSignal,
  ): Promise<Answer<Question & { ask: 'visible' }>>;
  /**
   * A player is called something else now, or looks different: tells the match that they are in. Nothing for who is in
   * none.
   */
  renamed(player: PlayerId): Promise<void>;
}
