import type { FeedbackForm } from '../src/http/feedback.ts';
import type { GameEntry } from '../src/http/games.ts';
import type { Board } from '../src/http/leaderboards.ts';
import type { Points, Replay } from '../src/http/matches.ts';
import type { Preferences } from '../src/http/matchmaking.ts';
import type { MatchView } from '../src/http/matchView.ts';
import type { History, OwnProfile, Profile } from '../src/http/players.ts';
import type { QueueStatistics } from '../src/matchmaking/tickets.ts';
import type { Http } from './Http.ts';

/** What the server answers, by its own types. Times are ISO 8601; the fields are described in the OpenAPI document. */
export type ProfileView = Profile;
export type RatingView = Profile['ratings'][string];
/** A game of the server, and what may be done in it. */
export type GameInfoView = GameEntry;
/** A match, running or over. What is known only at the end is null or empty before. */
export type MatchRecordView = MatchView;
/** A page of a player's matches, newest first; `next` is the `before` of the next page. */
export type HistoryView = History;
export type LeaderboardView = Board;
/** Everybody's points, and how they came about. */
export type PointsView = Points;
/** Everything it takes to play a match again. */
export type ReplayView = Replay;
/** What is queued with; `blocked` left out stays as it is. */
export type QueuePreferences = Preferences;
export type Feedback = FeedbackForm;

/** Typed calls of the HTTP API. Each throws ParlorError. */
export class Api {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** The profile of the player who is signed in. */
  me(): Promise<OwnProfile> {
    return this.#get('players/me');
  }

  rename(name: string): Promise<OwnProfile> {
    return this.#http.send('PATCH', '/api/v1/players/me', { body: { name } });
  }

  /** For good; see `Parlor.deleteAccount`, which also closes the connections. */
  async deleteAccount(): Promise<void> {
    await this.#http.send('DELETE', '/api/v1/players/me');
  }

  /** Whom the player mutes, on whatever device they did. */
  async muted(): Promise<string[]> {
    return (await this.#get<{ muted: string[] }>('players/me/mutes')).muted;
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

  /** The games of this server, in the order in which it names them. */
  async games(): Promise<GameInfoView[]> {
    return (await this.#get<{ games: GameInfoView[] }>('games')).games;
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
