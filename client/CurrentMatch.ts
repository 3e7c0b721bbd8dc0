import type { GameMessage } from '../src/protocol/game.ts';
import type { JoinOptions } from '../src/protocol/join.ts';
import type { MatchFound, SeatReservation } from '../src/protocol/seat.ts';
import type { Api } from './Api.ts';
import type { Tell } from './Confirmations.ts';
import type { Connecting } from './Connecting.ts';
import { Entropy } from './Entropy.ts';
import { isPassing } from './Http.ts';
import { type KeyValue, memoryStorage } from './KeyValue.ts';
import { MatchConnection } from './MatchConnection.ts';
import { OWN_PROTOCOL } from './ownProtocol.ts';
import { asParlorError, ParlorError } from './ParlorError.ts';
import { whileAlive } from './whileAlive.ts';

interface CurrentMatchNeeds {
  connecting: Connecting;
  api: Api;
  storage: KeyValue;
  muted: ReadonlySet<string>;
  /** Who is signed in now. */
  player: () => string | null;
  /** Of who is signed in now. */
  life: () => AbortSignal;
  /** Sockets are known not to work. */
  socketsBlocked: () => boolean;
  /** Another match, or none. */
  changed: (match: MatchConnection | null) => void;
  /** Its `status` or `ping` did. */
  statusChanged: () => void;
  closed: (match: MatchConnection) => void;
  problem: (error: ParlorError) => void;
  /** Takes what the player is told at a table; false when a message is about something else. */
  told: (message: GameMessage, by: Tell) => boolean;
}

/** A seat as `match_found` and `GET /players/me/match` tell it. */
type FoundMatch = Pick<MatchFound, 'match_id' | 'game' | 'seat'>;

/** When nobody could tell whether there is a match, one asks again after this. */
const AGAIN_MS = 3000;

/** The one match that a player is in or watches: entering another closes the one before. */
export class CurrentMatch {
  readonly #needs: CurrentMatchNeeds;
  #match: MatchConnection | null = null;
  #cancelAgain = () => {};

  constructor(needs: CurrentMatchNeeds) {
    this.#needs = needs;
  }

  /** Also one that closed, until the next. */
  get latest(): MatchConnection | null {
    return this.#match;
  }

  get open(): MatchConnection | null {
    return this.#match?.closed === null ? this.#match : null;
  }

  /** Into the running match, if there is one. Throws ParlorError, and goes on trying when it passes by itself. */
  async resume(): Promise<MatchConnection | null> {
    this.#cancelAgain();
    const { open } = this;
    if (open?.role === 'player') {
      open.wake();
      return open;
    }
    try {
      // A 404 would stand in the browser's console at every visit.
      const path = '/api/v1/players/me/match?or=null';
      const { connecting, life } = this.#needs;
      const found = await whileAlive(life(), () => connecting.http.get<FoundMatch | null>(path));
      return found && (await this.enter(found));
    } catch (thrown) {
      const error = asParlorError(thrown);
      if (error.status === 404) return null;
      if (isPassing(error)) this.#resumeLater(error.retryAfterMs);
      throw error;
    }
  }

  /** Throws ParlorError, `match_not_running` among others. */
  async watch(matchId: string): Promise<MatchConnection> {
    const path = `/matchmake/joinById/${encodeURIComponent(matchId)}`;
    const { connecting, life } = this.#needs;
    const asked: JoinOptions = { ...OWN_PROTOCOL, spectate: true };
    const reserving = () => connecting.http.post<SeatReservation>(path, asked);
    const seat = await whileAlive(life(), reserving).catch((error: ParlorError) => {
      if (error.status !== 522) throw error; // Colyseus: there is no such room
      throw new ParlorError('match_not_running', 'This match is not running.', error.status);
    });
    return this.enter({ match_id: matchId, game: seat.name, seat }, 'spectator');
  }

  /** Resolves after the first attempt to connect, however it went. */
  async enter(found: FoundMatch, role: 'player' | 'spectator' = 'player'): Promise<MatchConnection> {
    const { open } = this;
    if (open?.id === found.match_id && open.role === role) {
      open.wake();
      return open;
    }
    open?.close();
    const { connecting, api, muted, socketsBlocked, told, problem } = this.#needs;
    const { match_id: id, game, seat } = found;
    const match = new MatchConnection({
      id,
      game,
      role,
      connecting,
      api,
      muted,
      poll: socketsBlocked(),
      told,
      problem,
    });
    const plays = role === 'player';
    const storage = plays ? this.#needs.storage : memoryStorage();
    new Entropy({ match, player: plays ? this.#needs.player() : null, storage, problem });
    this.#match = match;
    match.on('status', () => this.#needs.statusChanged());
    match.on('ping', () => this.#needs.statusChanged());
    match.on('closed', () => this.#needs.closed(match));
    this.#needs.changed(match);
    await match.start(seat);
    return match;
  }

  /** Ends the connection without forfeiting. */
  close(): void {
    this.#cancelAgain();
    this.#match?.close();
  }

  forget(): void {
    this.#cancelAgain();
    if (!this.#match) return;
    this.#match.close();
    this.#match = null;
    this.#needs.changed(null);
  }
  #resumeLater(notBefore: number): void {
    this.#cancelAgain();
    this.#cancelAgain = this.#needs.connecting.clock.after(
      Math.max(AGAIN_MS, notBefore),
      () => void this.resume().catch(() => {}),
    );
  }
}
