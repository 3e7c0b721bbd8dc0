import type { Phase } from '../src/games/game.ts';
import type { JournalEntry, MatchSetup } from '../src/match/journal.ts';
import type { LedgerEntry } from '../src/match/ledger.ts';
import type { QueueStatistics } from '../src/matchmaking/tickets.ts';
import type { Http } from './Http.ts';
import type { RatingChangeView, StandingView } from './matchView.ts';

export interface RatingView {
  /** Newcomers have 1500. */
  rating: number;
  /** How uncertain it is. */
  sigma: number;
  played: number;
  provisional: boolean;
}

/** A player. Times are ISO 8601. */
export interface ProfileView {
  id: string;
  name: string;
  guest: boolean;
  created_at: string;
  /** By game. */
  ratings: Record<string, RatingView>;
}

export interface MatchPlayerView {
  id: string;
  name: string;
  bot: boolean;
  seat: number;
  rank: number | null;
  score: number | null;
  left: boolean;
  /** Bots have none; nor has anybody before the end. */
  rating: Pick<RatingChangeView, 'before' | 'after'> | null;
}

/** A match, running or over. What is known only at the end is null or empty before. Times are ISO 8601. */
export interface MatchRecordView {
  id: string;
  game: string;
  phase: Phase;
  outcome: 'running' | 'finished' | 'abandoned';
  /** One sentence: why these players were put together. */
  why: string | null;
  /** Predicted fairness, 0 to 1. */
  quality: number | null;
  started_at: string;
  finished_at: string | null;
  /** Game time at the end. */
  game_ms: number | null;
  spectators: number;
  players: MatchPlayerView[];
  /** Best first. Equal ranks are ties. */
  standings: StandingView[];
}

/** A page of a player's matches, newest first; `next` is the `before` of the next page. */
export interface HistoryView {
  matches: MatchRecordView[];
  next: string | null;
}

export interface LeaderboardView {
  game: string;
  /** Best first. */
  entries: { rank: number; player: string; name: string; rating: RatingView; score: number }[];
}

/** Everybody's points, and how they came about. */
export interface PointsView {
  match_id: string;
  running: boolean;
  /** By player. */
  points: Record<string, number>;
  ledger: LedgerEntry[];
}

/** Everything it takes to play a match again. */
export interface ReplayView {
  match_id: string;
  setup: MatchSetup;
  journal: JournalEntry[];
  game_ms: number;
  final_state: unknown;
  state_hash: string;
}

export interface QueuePreferences {
  game: string;
  /** Regions to play in, with measured latency in ms. None: any. */
  regions: Record<string, number>;
  /** May bots fill empty seats. */
  bots: boolean;
  /** Uuids of players who are never to be met, 100 at most. Left out: it stays as it is. */
  blocked?: string[];
}

export interface Feedback {
  text: string;
  rating?: 1 | 2 | 3 | 4 | 5;
  /** How to answer. */
  contact?: string;
  /** Where it was written. */
  page?: string;
}

/** Typed calls of the HTTP API. Each throws ParlorError. */
export class Api {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** The profile of the player who is signed in. */
  me(): Promise<ProfileView & { email: string | null }> {
    return this.#get('players/me');
  }

  rename(name: string): Promise<ProfileView> {
    return this.#http.send('PATCH', '/api/v1/players/me', { body: { name } });
  }

  profile(player: string): Promise<ProfileView> {
    return this.#get(`players/${encodeURIComponent(player)}`);
  }

  history(player: string, page: { limit?: number; before?: string } = {}): Promise<HistoryView> {
    return this.#get(`players/${encodeURIComponent(player)}/matches`, page);
  }

  match(id: string): Promise<MatchRecordView> {
    return this.#get(`matches/${encodeURIComponent(id)}`);
  }

  points(match: string): Promise<PointsView> {
    return this.#get(`matches/${encodeURIComponent(match)}/points`);
  }

  /** @throws ParlorError `match_not_finished` before the end */
  replay(match: string): Promise<ReplayView> {
    return this.#get(`matches/${encodeURIComponent(match)}/replay`);
  }

  /** The best, or with `around: 'me'` the rows about the player who is signed in. */
  leaderboard(game: string, page: { limit?: number; around?: 'me' } = {}): Promise<LeaderboardView> {
    return this.#get(`leaderboards/${encodeURIComponent(game)}`, page);
  }

  async statistics(): Promise<QueueStatistics[]> {
    const { games } = await this.#get<{ games: QueueStatistics[] }>('matchmaking/statistics');
    return games;
  }

  /** What is queued with when a request leaves it out, and whom one is never seated with. */
  async prefer(preferences: QueuePreferences): Promise<void> {
    await this.#http.post('/api/v1/matchmaking/preferences', preferences);
  }

  async feedback(feedback: Feedback): Promise<void> {
    await this.#http.post('/api/v1/feedback', feedback);
  }

  #get<T>(path: string, query: Record<string, string | number | undefined> = {}): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return this.#http.get(`/api/v1/${path}${search === '' ? '' : `?${search}`}`);
  }
}
