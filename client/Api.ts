import type { Companions } from '../src/http/companions.ts';
import type { FeedbackForm } from '../src/http/feedback.ts';
import type { GameEntry } from '../src/http/games.ts';
import type { Board } from '../src/http/leaderboards.ts';
import type { Points, Replay } from '../src/http/matches.ts';
import type { GameStatistics, PreferenceChange } from '../src/http/matchmaking.ts';
import type { MatchView } from '../src/http/matchView.ts';
import type { Moments } from '../src/http/moments.ts';
import type { History, OwnProfile, Profile } from '../src/http/players.ts';
import type { Http } from './Http.ts';
import type { MatchView as MatchState } from './matchView.ts';

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
/** A page of people one played with, the latest first; `next` is the `before` of the next page. */
export type CompanionsView = Companions;
/** What was special about a match, for who asks. */
export type MomentView = Moments['moments'][number];
/** Everybody's points, and how they came about. */
export type PointsView = Points;
/** Everything it takes to play a match again. */
export type ReplayView = Replay;
/** What is queued with; what is left out stays as it is. */
export type QueuePreferences = PreferenceChange;
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

  /** Changes name, face or both. Whoever shows `parlor.player` calls `parlor.restore()` then. */
  changeMe(change: { name?: string; face?: string }): Promise<OwnProfile> {
    return this.#http.send('PATCH', '/api/v1/players/me', { body: change });
  }

  /** For good; see `Parlor.deleteAccount`, which also closes the connections. */
  async deleteAccount(): Promise<void> {
    await this.#http.send('DELETE', '/api/v1/players/me');
  }

  /** Whom the player mutes or blocks, on whatever device they did. */
  async muted(): Promise<string[]> {
    return (await this.#get<{ muted: string[] }>('players/me/mutes')).muted;
  }

  profile(player: string): Promise<ProfileView> {
    return this.#get(`players/${encodeURIComponent(player)}`);
  }

  history(player: string, page: { limit?: number; before?: string } = {}): Promise<HistoryView> {
    return this.#get(`players/${encodeURIComponent(player)}/matches`, page);
  }

  /** Whom the player who is signed in played with lately. */
  companions(page: { before?: string } = {}): Promise<CompanionsView> {
    return this.#get('players/me/companions', page);
  }

  match(id: string): Promise<MatchRecordView> {
    return this.#get(`matches/${encodeURIComponent(id)}`);
  }

  /** What was special about a match for the player who is signed in: firsts, streaks, records. */
  async moments(match: string): Promise<MomentView[]> {
    return (await this.#get<Moments>(`matches/${encodeURIComponent(match)}/moments`)).moments;
  }

  /** What is to be seen of a running match, once; who plays or watches it is told by `MatchConnection`. */
  async state(match: string): Promise<MatchState> {
    return (await this.#get<{ state: MatchState }>(`matches/${encodeURIComponent(match)}/state`)).state;
  }

  points(match: string): Promise<PointsView> {
    return this.#get(`matches/${encodeURIComponent(match)}/points`);
  }

  /**
   * What the match's game shows under an address of its own, such as hold'em's `hands`; of the type that its routes
   * say.
   */
  ofGame<T>(match: string, path: string, query: Record<string, number> = {}): Promise<T> {
    return this.#get(`matches/${encodeURIComponent(match)}/${path}`, query);
  }

  /** @throws ParlorError `match_not_finished` before the end */
  replay(match: string): Promise<ReplayView> {
    return this.#get(`matches/${encodeURIComponent(match)}/replay`, { format: 2 });
  }

  /** The best, or with `around: 'me'` the rows about the player who is signed in. */
  leaderboard(game: string, page: { limit?: number; around?: 'me' } = {}): Promise<LeaderboardView> {
    return this.#get(`leaderboards/${encodeURIComponent(game)}`, page);
  }

  /** The games of this server, in the order in which it names them. */
  async games(): Promise<GameInfoView[]> {
    return (await this.#get<{ games: GameInfoView[] }>('games')).games;
  }

  /** How many play and wait, and how the queues did lately, by game: seconds old. */
  async statistics(): Promise<GameStatistics[]> {
    const path = '/api/v1/matchmaking/statistics';
    return (await this.#http.get<{ games: GameStatistics[] }>(path, { stored: true })).games;
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
