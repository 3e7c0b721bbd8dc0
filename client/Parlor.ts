import { Api } from './Api.ts';
import type { ChatMessage } from './ChatLog.ts';
import { type Clock, systemClock } from './Clock.ts';
import type { Connecting } from './Connecting.ts';
import { CurrentMatch, type FoundMatch } from './CurrentMatch.ts';
import { Emitter } from './Emitter.ts';
import { Http, refusesToken } from './Http.ts';
import { defaultStorage, type KeyValue } from './KeyValue.ts';
import { Lobby, type LobbySnapshot, type LobbyUser, UNKNOWN_LOBBY } from './Lobby.ts';
import type { MatchConnection } from './MatchConnection.ts';
import { onWake } from './onWake.ts';
import { asParlorError, ParlorError } from './ParlorError.ts';
import type { ParlorEvents } from './ParlorEvents.ts';
import { Parties } from './Parties.ts';
import { type CoolDown, Queue, type QueueOptions, type ReadyCheck, type TicketState } from './Queue.ts';
import { RoomOpener } from './RoomOpener.ts';
import { requestLobby } from './requestLobby.ts';
import { Session, type SignedInPlayer } from './Session.ts';
import type { ConnectionStatus } from './status.ts';

export interface ParlorOptions {
  /** Keeps the token and the ticket; `localStorage` by default. Two players must not share one. */
  storage?: KeyValue;
  /** `http` never opens a socket. */
  transport?: 'auto' | 'http';
  clock?: Clock;
  /** A number in [0, 1). */
  random?: () => number;
}

/** A table that fell through gives its players back to the queue within this time. */
const GIVEN_BACK_MS = 2000;

/** A player's client: sign in, lobby, queue, matches. One per player; `close` ends it. */
export class Parlor {
  readonly api: Api;
  readonly parties: Parties;
  readonly #connecting: Connecting;
  readonly #emitter = new Emitter<ParlorEvents>();
  readonly #session: Session;
  readonly #queue: Queue;
  readonly #current: CurrentMatch;
  readonly #muted = new Set<string>();
  readonly #stopWaking: () => void;
  /** Ends when another player signs in, or the client is closed. */
  #life = new AbortController();
  #lobby: Lobby | null = null;
  #status: ConnectionStatus = 'offline';
  #ping: number | null = null;

  /** @param endpoint `http(s)://…` or `ws(s)://…`; in a browser also a path */
  constructor(endpoint: string, options: ParlorOptions = {}) {
    const { clock = systemClock, random = Math.random, transport = 'auto' } = options;
    const storage = options.storage ?? defaultStorage();
    const http = new Http(endpoint, clock);
    http.tokenRefused = (error) => this.#onProblem(error);
    const rooms = new RoomOpener(http.base, clock);
    this.#connecting = { http, rooms, clock, random, transport };
    this.api = new Api(http);
    this.#session = new Session(http, rooms, storage, () => this.#giveUpPlace());
    const lobby = requestLobby({
      isUp: () => this.#lobby?.up ?? false,
      request: (type, payload) => this.#inLobby(type, payload),
    });
    const life = () => this.#life.signal;
    this.parties = new Parties({
      http,
      clock,
      lobby,
      life,
      muted: this.#muted,
      changed: (party) => this.#emitter.emit('party', party),
      invited: (invitation) => this.#emitter.emit('party_invitation', invitation),
      said: (line) => this.#emitter.emit('party_chat', line),
      asked: () => void this.#lookForMatch(),
    });
    this.#queue = new Queue({
      http,
      storage,
      clock,
      lobby,
      life,
      changed: () => this.#emitter.emit('ticket', this.ticket),
      asked: (check) => this.#emitter.emit('ready_check', check),
      matched: (matchId) => void this.#onMatched(matchId),
    });
    this.#current = new CurrentMatch({
      connecting: this.#connecting,
      api: this.api,
      muted: this.#muted,
      life,
      socketsBlocked: () => this.#lobby?.blocked ?? false,
      changed: (match) => this.#emitter.emit('match', match),
      statusChanged: () => this.#onStatus(),
      closed: (match) => this.#onClosed(match),
      problem: (error) => this.#onProblem(error),
    });
    this.#stopWaking = onWake(() => this.wake());
  }

  get player(): SignedInPlayer | null {
    return this.#session.player;
  }

  /** Of the match one is in, else of the lobby; `offline` before `enterLobby`. */
  get status(): ConnectionStatus {
    return this.#status;
  }

  /** The server said that it restarts, and is not back yet. Changes with `status`. */
  get restarting(): boolean {
    return this.#current.open?.restarting || this.#lobby?.restarting || false;
  }

  /** The latest round trip in ms, or null when it is not known. */
  get ping(): number | null {
    return this.#ping;
  }

  /** A new object after each change. */
  get lobby(): LobbySnapshot {
    return this.#lobby?.snapshot ?? UNKNOWN_LOBBY;
  }

  /** The lobby's chat, oldest first. A new list after each change. */
  get chatLog(): readonly ChatMessage[] {
    return this.#lobby?.chatLog ?? [];
  }

  get ticket(): TicketState | null {
    return this.#queue.ticket;
  }

  /** Whether one queued with bots on this visit. */
  get queuedWithBots(): boolean {
    return this.#queue.bots;
  }

  /** How the last ticket ended when one did not ask for it, until one queues again. */
  get endedTicket(): TicketState | null {
    return this.#queue.ended;
  }

  get readyCheck(): ReadyCheck | null {
    return this.#queue.readyCheck;
  }

  /** Why one may not queue just now, as far as it was told. */
  get coolDown(): CoolDown | null {
    return this.#queue.coolDown;
  }

  /** Epoch ms by the server's clock. */
  get serverNow(): number {
    return this.#connecting.clock.now() + this.#connecting.http.serverTime.ahead;
  }

  /** The match one is in or watches, or the latest one that closed (its `closed` says so); null before the first. */
  get match(): MatchConnection | null {
    return this.#current.latest;
  }

  signInAsGuest(name?: string): Promise<SignedInPlayer> {
    return this.#become(this.#session.signInAsGuest(name));
  }

  /** Makes an account; a guest who is signed in becomes it and keeps its uuid. */
  register(email: string, password: string): Promise<SignedInPlayer> {
    return this.#become(this.#session.register(email, password));
  }

  /** A guest who is signed in leaves the queue and the party first. */
  signIn(email: string, password: string): Promise<SignedInPlayer> {
    return this.#become(this.#session.signIn(email, password));
  }

  /** Leaves the queue and the party, forgets the token, closes all connections. Never forfeits a match. */
  async signOut(): Promise<void> {
    await this.#giveUpPlace();
    this.#session.forget();
    this.#disconnect();
  }

  /**
   * Signs in with the token of an earlier visit; null when there is none that is still good.
   * @throws ParlorError `unreachable`, `banned`
   */
  async restore(): Promise<SignedInPlayer | null> {
    const player = await this.#become(this.#session.restore());
    this.#emitter.emit('lobby', this.lobby); // the name may be another
    return player;
  }

  /**
   * Connects to the lobby and stays connected; a ticket from an earlier visit comes back.
   * @throws ParlorError the server's refusal; `unreachable`, and goes on trying then
   */
  async enterLobby(): Promise<void> {
    this.#life.signal.throwIfAborted();
    this.#lobby ??= new Lobby(this.#connecting, this.api, this.#muted, this.#lobbyUser());
    await this.#lobby.enter();
  }

  /**
   * Queues. Null when there was a running match instead: one is back in it.
   * @throws ParlorError with the server's code
   */
  async queue(options: QueueOptions): Promise<TicketState | null> {
    try {
      return await this.#queue.join(options);
    } catch (thrown) {
      const error = asParlorError(thrown);
      if (error.code === 'already_in_match' && (await this.resume())) return null;
      throw error;
    }
  }

  /** Gives up the place in the queue. @throws ParlorError `already_matched` among others */
  cancelQueue(): Promise<void> {
    return this.#queue.cancel();
  }

  /** Agrees to the table of the ready check. @throws ParlorError `no_ready_check`: it is too late, or fell through */
  acceptTable(): Promise<void> {
    return this.#queue.accept();
  }

  /** Does not want that table: others are let down, and one may not queue for a while. @throws as `acceptTable` */
  declineTable(): Promise<void> {
    return this.#queue.decline();
  }

  /** @throws ParlorError `needs_socket` while the lobby is not connected by one, or the server's refusal */
  async sayInLobby(text: string): Promise<void> {
    await this.#inLobby('chat', { text });
  }

  /** Hides what a player says, everywhere, for this visit. */
  mute(playerId: string): void {
    this.#muted.add(playerId);
    this.#lobby?.muteChanged(playerId, true);
    this.parties.muteChanged();
    this.match?.muteChanged(playerId, true);
  }

  unmute(playerId: string): void {
    this.#muted.delete(playerId);
    this.#lobby?.muteChanged(playerId, false);
    this.parties.muteChanged();
    this.match?.muteChanged(playerId, false);
  }

  /**
   * Goes back into the running match: after a reload, in a new tab. Null when there is none.
   * @throws ParlorError with the server's code; goes on trying while the server cannot tell
   */
  resume(): Promise<MatchConnection | null> {
    return this.#current.resume();
  }

  /** Watches a match. @throws ParlorError `match_not_running` among others */
  watch(matchId: string): Promise<MatchConnection> {
    return this.#current.watch(matchId);
  }

  /** Tries every broken connection again now. In a browser this happens by itself when the page is looked at again. */
  wake(): void {
    this.#lobby?.wake();
    this.match?.wake();
  }

  on<K extends keyof ParlorEvents>(event: K, fn: (payload: ParlorEvents[K]) => void): () => void {
    return this.#emitter.on(event, fn);
  }

  /** Ends all connections without forfeiting. */
  close(): void {
    this.#stopWaking();
    this.#endLife();
    this.#queue.stop();
    this.parties.stop();
    this.#current.close();
    this.#lobby?.close();
  }

  #lobbyUser(): LobbyUser {
    return {
      snapshot: () => this.#emitter.emit('lobby', this.lobby),
      chat: (line) => this.#emitter.emit('chat', line),
      message: (type, payload) => this.#onMessage(type, payload),
      changed: () => this.#onStatus(),
      entered: () => {
        void this.#queue.resync();
        this.parties.entered();
        if (this.match?.closed === 'over') this.match.wake(); // its result may be there by now
      },
      problem: (error) => this.#onProblem(error),
    };
  }

  async #inLobby(type: string, payload: unknown): Promise<unknown> {
    if (!this.#lobby) throw new ParlorError('needs_socket', 'Enter the lobby first.');
    return this.#lobby.request(type, payload);
  }

  #onMessage(type: string, payload: unknown): void {
    if (this.#queue.hear(type, payload) || this.parties.hear(type, payload)) return;
    if (type !== 'match_found') return;
    this.#queue.matched();
    void this.#current.enter(payload as FoundMatch);
  }

  /** A ticket says that it was matched. */
  async #onMatched(matchId: string): Promise<void> {
    if (this.#current.open?.id === matchId) return;
    try {
      if (!(await this.resume())) this.#queue.forget();
    } catch (error) {
      this.#onProblem(asParlorError(error));
    }
  }

  /** Without a socket nobody tells that the party's table is there. */
  async #lookForMatch(): Promise<void> {
    if (!this.#current.open) await this.resume().catch(() => {}); // looked for again soon
  }

  /** Without a token nothing works any more: one is signed out, so that one can sign in again. */
  #onProblem(error: ParlorError): void {
    if (error.code === 'closed') return;
    if (refusesToken(error)) {
      if (!this.player) return; // whoever tries to be signed in is told by what was called
      this.#session.forget();
      this.#disconnect();
    }
    this.#emitter.emit('problem', error);
  }

  #onClosed(match: MatchConnection): void {
    if (match !== this.match) return;
    this.#onStatus();
    if (match.role === 'spectator') return;
    if (match.closed === 'left' || match.result) this.#queue.forget();
    else if (match.closed === 'over') this.#queue.resyncAfter(GIVEN_BACK_MS);
  }

  #onStatus(): void {
    const ping = this.#current.open?.ping ?? this.#lobby?.ping ?? null;
    if (ping !== this.#ping) {
      this.#ping = ping;
      this.#emitter.emit('ping', ping);
    }
    const status = this.#current.open?.status ?? this.#lobby?.status ?? 'offline';
    if (status === this.#status) return;
    this.#status = status;
    this.#emitter.emit('status', status);
  }

  /** Connections of the player who was signed in before are not those of another. */
  async #become<P extends SignedInPlayer | null>(signing: Promise<P>): Promise<P> {
    const before = this.player?.id;
    const player = await signing;
    if (before !== undefined && before !== player?.id) this.#disconnect();
    return player;
  }

  /** Nobody waits for a table or stands in a party who is not here any more. */
  async #giveUpPlace(): Promise<void> {
    await this.cancelQueue().catch(() => {}); // a ticket that is matched by now is a match to return to
    if (this.parties.current) await this.parties.leave().catch(() => {}); // its others see who is away
  }

  /** Nothing that is on its way comes to anything any more. */
  #endLife(): void {
    this.#life.abort(new ParlorError('closed', 'The client is closed, or another player signed in.'));
  }

  /** Ends everything that is one player's. */
  #disconnect(): void {
    this.#endLife();
    this.#life = new AbortController();
    this.#queue.reset();
    this.parties.stop();
    this.#current.forget();
    this.#lobby?.close();
    this.#lobby = null;
    this.#muted.clear();
    this.#onStatus();
    this.#emitter.emit('lobby', this.lobby);
  }
}
