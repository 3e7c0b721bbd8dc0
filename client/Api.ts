import type { QueueStatistics } from '../src/matchmaking/tickets.ts';
import type { Http } from './Http.ts';
import type { RatingChangeView } from './matchView.ts';

export interface RatingView {
  mu: number;
  sigma: number;
  played: number;
}

export interface ProfileView {
  id: string;
  name: string;
  guest: boolean;
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
  rating: Pick<RatingChangeView, 'before' | 'after'> | null;
}

export interface MatchRecordView {
  id: string;
  game: string;
  outcome: 'running' | 'finished' | 'abandoned';
  why: string;
  quality: number | null;
  players: MatchPlayerView[];
}

export interface LeaderboardRowView {
  rank: number;
  player: string;
  name: string;
  rating: RatingView;
}

/** Typed calls of the HTTP API. Each throws ParlorError. */
export class Api {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  me(): Promise<ProfileView> {
    return this.#http.get('/api/v1/players/me');
  }

  match(id: string): Promise<MatchRecordView> {
    return this.#http.get(`/api/v1/matches/${encodeURIComponent(id)}`);
  }

  statistics(): Promise<{ games: QueueStatistics[] }> {
    return this.#http.get('/api/v1/matchmaking/statistics');
  }
}
