import type { GameRecord, Standing } from '../games/game.ts';
import type { MatchId, PlayerId } from '../lib/ids.ts';
import type { RatingChange, StoredRating } from '../protocol/result.ts';
import type { JournalEntry, MatchSetup, Seated } from './journal.ts';
import type { LedgerEntry } from './ledger.ts';

export type { RatingChange, StoredRating };

/** What is known of a match when it starts. Times outside the game are epoch ms. */
export interface MatchStart {
  setup: MatchSetup;
  /** One sentence: why these players were put together. */
  why: string;
  /** Predicted fairness, 0 to 1, or null when it was not computed. */
  quality: number | null;
  /** Whether ratings change by it. */
  rated: boolean;
  startedAt: number;
}

/** Why a match is abandoned, as it is recorded. A process of another version may know more of them. */
export const ABANDONED_WHY = {
  everybody_left: 'no person was left in it',
  too_long: 'it went on for too long',
  failed: 'its rules threw again and again',
  no_result: 'its rules could not tell its result',
  refused: 'the records refused its result',
  cannot_go_on: 'what is stored of it is broken, or its rules do not take it any more',
  cancelled: 'an operator cancelled it, by a restore',
  unknown_key: 'it is sealed under a key that no process knew',
  unreadable: 'what is stored of it cannot be read',
} as const;

export type AbandonedWhy = keyof typeof ABANDONED_WHY;

/** What is known of a match when it is over. */
export interface MatchResult {
  id: MatchId;
  game: string;
  /** `finished` by its rules, or `abandoned`, for a `reason`; no ratings then. */
  outcome: 'finished' | 'abandoned';
  /** Of an abandoned one. */
  reason?: AbandonedWhy;
  /**
   * What the match was made from, where who ends it knows that: the records may have it sealed under a key of before.
   */
  seed?: string;
  finishedAt: number;
  /** Game time at the end in ms. */
  gameMs: number;
  standings: Standing[];
  /** Ids of those who left on purpose or never came back. */
  left: PlayerId[];
  ledger: LedgerEntry[];
  journal: JournalEntry[];
  /** What the game keeps besides, oldest first. */
  records: GameRecord[];
  finalState: unknown;
  stateHash: string;
}

export interface MatchPlayerRecord extends Seated {
  seat: number;
  rank: number | null;
  score: number | null;
  left: boolean;
  rating: { before: StoredRating; after: StoredRating } | null;
}

/** A match as records have it. */
export interface MatchRecord {
  id: MatchId;
  game: string;
  outcome: 'running' | 'finished' | 'abandoned';
  /** Why it was abandoned: a code. Null otherwise, and where a version of before abandoned it. */
  reason: string | null;
  why: string;
  quality: number | null;
  rated: boolean;
  startedAt: number;
  finishedAt: number | null;
  gameMs: number | null;
  players: MatchPlayerRecord[];
}

export interface ReplayRecord {
  setup: MatchSetup;
  journal: JournalEntry[];
  gameMs: number;
  finalState: unknown;
  stateHash: string;
}

export interface LeaderboardRow {
  rank: number;
  player: PlayerId;
  name: string;
  /** As it was chosen; null for who chose none. */
  face: string | null;
  rating: StoredRating;
}

/** The records of matches: the truth once a match is over. */
export interface MatchRecords {
  /** Writes that a match started. Twice is harmless. */
  started(match: MatchStart): Promise<void>;
  /**
   * Writes result, ledger, journal, the game's own records and new ratings in one transaction. Twice is harmless: the
   * second time answers what the first one wrote.
   * @param rate new ratings of the human players, in their order, from their old ratings and ranks
   */
  finished(
    result: MatchResult,
    rate: (before: StoredRating[], ranks: number[]) => StoredRating[],
  ): Promise<RatingChange[]>;
  find(id: MatchId): Promise<MatchRecord | null>;
  /** Null until the match is over. */
  replay(id: MatchId): Promise<ReplayRecord | null>;
  /** Null until the match is over. */
  ledger(id: MatchId): Promise<LedgerEntry[] | null>;
  /** What its game kept of it, oldest first; nothing until it is over. */
  recordsOf(id: MatchId): Promise<GameRecord[]>;
  /** Newest first; `before` is the start of the oldest match already seen. */
  ofPlayer(player: PlayerId, page: { limit: number; before?: number }): Promise<MatchRecord[]>;
  /** A player's rating per game played. */
  ratings(player: PlayerId): Promise<Record<string, StoredRating>>;
  ratingsIn(game: string, players: PlayerId[]): Promise<Map<string, StoredRating>>;
  /**
   * Whom each of these players met in matches that began since then, and when the latest of those began; epoch ms.
   * Bots are nobody. Players who met nobody are left out.
   */
  recentOpponents(players: readonly PlayerId[], since: number): Promise<Map<string, Record<string, number>>>;
  /** Best first, by mu − 2 sigma; with `around`, the rows about that player. */
  leaderboard(game: string, page: { limit: number; around?: PlayerId }): Promise<LeaderboardRow[]>;
}
