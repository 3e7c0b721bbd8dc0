import type { LobbyMessage, LobbyRequests } from '../src/protocol/lobby.ts';
import { Api } from './Api.ts';
import { Button } from './Button.ts';
import { systemClock } from './Clock.ts';
import type { Tell } from './Confirmations.ts';
import type { Connecting } from './Connecting.ts';
import { CurrentMatch } from './CurrentMatch.ts';
import { Emitter } from './Emitter.ts';
import { Http, refusesToken, TOO_OLD } from './Http.ts';
import { browserTurns } from './inTurn.ts';
import { defaultStorage } from './KeyValue.ts';
import { Lobby, type LobbySnapshot, type LobbyUser, UNKNOWN_LOBBY } from './Lobby.ts';
import type { MatchConnection } from './MatchConnection.ts';
import { Muting } from './Muting.ts';
import { Notifications, type NotificationView } from './Notifications.ts';
import { asParlorError, ParlorError } from './ParlorError.ts';
import type { ParlorEvents } from './ParlorEvents.ts';
import type { ParlorOptions } from './ParlorOptions.ts';
import { Parties } from './Parties.ts';
import { Queue } from './Queue.ts';
import { RoomOpener } from './RoomOpener.ts';
import { requestLobby } from './requestLobby.ts';
import { Session, type SignedInPlayer } from './Session.ts';
import type { ConnectionStatus } from './status.ts';

/** A table that fell through gives its players back to the queue within this time. */
const GIVEN_BACK_MS = 2000;

/** What a `Parlor` is made of, and how its parts work together: what one hears is often another's business. */
export class Visit {
  readonly api: Api;
  readonly parties: Parties;
  readonly connecting: Connecting;
  readonly emitter = new Emitter<ParlorEvents>();
  readonly session: Session;
  readonly queue: Queue;
  readonly notifications: Notifications;
  readonly button: Button;
  readonly current: CurrentMatch;
  readonly muting: Muting;
  /** Ends when another player signs in, or the client is closed. */
  #life = new AbortController();
  lobby: Lobby | null = null;
  status: ConnectionStatus = 'offline';
  ping: number | null = null;
  outdated = false;

  constructor(endpoint: string, options: ParlorOptions) {
    const { clock = systemClock, random = Math.random, transport = 'auto' } = options;
    const storage = options.storage ?? defaultStorage();
    const http = new Http(endpoint, clock);
    http.buildChanged = (build) => this.emitter.emit('build', build);
    http.tokenRefused = (error) => this.#onProblem(error);
    http.outdated = () => this.#onOutdated();
    const rooms = new RoomOpener(http.base, clock);
    this.connecting = { http, rooms, clock, random, transport };
    this.api = new Api(http);
    this.session = new Session({
      ...{ http, clock, storage },
      leaving: () => this.giveUpPlace(),
      overSockets: (wanted) => this.#changeTransport(wanted && transport === 'auto' ? 'auto' : 'http'),
    });
    const lobby = requestLobby({
      isUp: () => this.lobby?.up ?? false,
      request: (type, payload) => this.inLobby(type, payload),
    });
    const life = () => this.#life.signal;
    this.muting = new Muting({
      ...{ http, clock, random, storage },
      changed: () => this.#onMuted(),
      problem: (error) => this.emitter.emit('problem', error),
    });
    const { muted } = this.muting;
    this.parties = new Parties({
      http,
      clock,
      lobby,
      life,
      muted,
      changed: (party) => this.emitter.emit('party', party),
      invited: (invitation) => this.emitter.emit('party_invitation', invitation),
      said: (line) => this.emitter.emit('party_chat', line),
      asked: () => void this.#lookForMatch(),
    });
    this.queue = new Queue({
      http,
      storage,
      clock,
      lobby,
      life,
      changed: () => this.emitter.emit('ticket', this.queue.ticket),
      asked: (check) => this.emitter.emit('ready_check', check),
      matched: (matchId) => void this.#onMatched(matchId),
    });
    this.notifications = new Notifications({
      http,
      storage,
      clock,
      random,
      inTurn: browserTurns(clock),
      tell: (type, payload) =>
        this.#tellLobby(type, payload) ?? this.current.open?.tell(type, payload) ?? null,
    });
    this.notifications.on('notification', (one) => this.#onTold(one));
    this.button = new Button({
      ...{ http, storage, clock, random, lobby },
      isOffline: () =>
        !(this.lobby?.up ?? true) && !['polling', 'elsewhere'].includes(this.lobby?.status ?? ''),
    });
    this.current = new CurrentMatch({
      connecting: this.connecting,
      api: this.api,
      storage,
      muted,
      player: () => this.session.player?.id ?? null,
      life,
      socketsBlocked: () => this.lobby?.blocked ?? false,
      changed: (match) => this.emitter.emit('match', match),
      statusChanged: () => this.#onStatus(),
      told: (message, by) => this.notifications.hear(message, by),
      closed: (match) => this.#onClosed(match),
      problem: (error) => this.#onProblem(error),
    });
  }

  get snapshot(): LobbySnapshot {
    return this.lobby?.snapshot ?? UNKNOWN_LOBBY;
  }

  async enterLobby(): Promise<void> {
    this.#life.signal.throwIfAborted();
    this.lobby ??= new Lobby(this.connecting, this.api, this.muting.muted, this.#lobbyUser());
    await this.lobby.enter();
  }

  /** @throws ParlorError `needs_socket`, or the server's refusal */
  async inLobby<T extends keyof LobbyRequests>(
    type: T,
    payload: LobbyRequests[T]['asks'],
  ): Promise<LobbyRequests[T]['answer']> {
    if (!this.lobby) throw new ParlorError('needs_socket', 'Enter the lobby first.');
    return this.lobby.request(type, payload);
  }

  /** Connections of the player who was signed in before are not those of another. */
  async become<P extends SignedInPlayer | null>(signing: Promise<P>): Promise<P> {
    const before = this.session.player?.id;
    const player = await signing;
    if (before !== undefined && before !== player?.id) this.disconnect();
    this.#isHere(player?.id ?? null);
    return player;
  }

  /** Nobody waits for a table or stands in a party who is not here any more. */
  async giveUpPlace(): Promise<void> {
    await this.queue.cancel().catch(() => {}); // a ticket that is matched by now is a match to return to
    if (this.parties.current) await this.parties.leave().catch(() => {}); // its others see who is away
  }

  /** Ends everything that is one player's. */
  disconnect(): void {
    this.#endLife();
    this.#life = new AbortController();
    this.queue.reset();
    this.parties.stop();
    this.current.forget();
    this.lobby?.close();
    this.lobby = null;
    this.#isHere(this.session.player?.id ?? null);
    this.#onStatus();
    this.emitter.emit('lobby', this.snapshot);
  }

  /** Ends all connections without forfeiting. */
  close(): void {
    this.#endLife();
    this.notifications.close();
    this.connecting.http.close();
    this.queue.stop();
    this.parties.stop();
    this.button.close();
    this.muting.close();
    this.current.close();
    this.lobby?.close();
  }

  /** Somebody signed in, or nobody is any more. */
  #isHere(player: string | null): void {
    this.notifications.become(player);
    this.button.become(player);
    this.muting.become(player);
  }

  #lobbyUser(): LobbyUser {
    return {
      snapshot: () => this.emitter.emit('lobby', this.snapshot),
      chat: (line) => this.emitter.emit('chat', line),
      message: (message) => this.#onMessage(message),
      changed: () => {
        this.#onStatus();
        this.button.connectionChanged();
        this.notifications.follow(this.lobby?.status === 'polling');
      },
      entered: () => {
        void this.session.renew();
        void this.queue.measure();
        void this.queue.resync();
        this.parties.entered();
        this.muting.entered();
        // Over a socket one is told by itself what came since, but not what is in the list.
        void this.notifications.begin().catch(() => {}); // asked for again at the next join
        if (this.current.latest?.closed === 'over') this.current.latest.wake(); // its result may be there by now
      },
      overHttp: () => this.#changeTransport('http'),
      joining: () => this.notifications.known ?? {},
      problem: (error) => this.#onProblem(error),
    };
  }

  #onMuted(): void {
    this.lobby?.muteChanged();
    this.parties.muteChanged();
    this.current.latest?.muteChanged();
    this.emitter.emit('muted', [...this.muting.muted]);
  }

  /** A match that is open stays as it is; whatever is opened from here on is not. */
  #changeTransport(transport: Connecting['transport']): void {
    if (transport === this.connecting.transport) return;
    this.connecting.transport = transport;
    this.lobby?.transportChanged();
  }

  /** Asks for what the player was told meanwhile; asked for again the next time when that fails. */
  #catchUp(): void {
    void this.notifications.catchUp().catch(() => {});
  }

  readonly #tellLobby: Tell = (type, payload) => {
    return this.lobby?.up ? this.lobby.request(type, payload) : null;
  };

  /** What was told where no lobby was open is looked up: another device queued, or this one by another page. */
  #onTold({ data }: NotificationView): void {
    if (data.kind === 'match_found') void this.#lookForMatch();
    if (data.kind === 'ready_check' && typeof data.ticket === 'string' && this.queue.ticket === null)
      void this.queue.resync(data.ticket);
  }

  #onMessage(message: LobbyMessage): void {
    if (this.queue.hear(message) || this.parties.hear(message)) return;
    if (this.notifications.hear(message, this.#tellLobby)) return;
    if (this.button.hear(message)) return;
    if (message.type !== 'match_found') return;
    this.queue.matched();
    void this.current.enter(message.payload);
  }

  /** A ticket says that it was matched. */
  async #onMatched(matchId: string): Promise<void> {
    if (this.current.open?.id === matchId) return;
    try {
      if (!(await this.current.resume())) this.queue.forget();
    } catch (error) {
      this.#onProblem(asParlorError(error));
    }
  }

  /** Without a socket nobody tells that the party's table is there. */
  async #lookForMatch(): Promise<void> {
    if (!this.current.open) await this.current.resume().catch(() => {}); // looked for again soon
  }

  /** Without a token nothing works any more: one is signed out, so that one can sign in again. */
  #onProblem(error: ParlorError): void {
    if (error.code === 'closed') return;
    if (error.code === TOO_OLD) this.#onOutdated();
    if (refusesToken(error)) {
      // Who sits in a match plays it to its end; afterwards one is asked to sign in.
      if (error.code === 'token_expired' && this.current.open) return;
      if (!this.session.player) return; // whoever tries to be signed in is told by what was called
      this.session.forget();
      this.disconnect();
    }
    this.emitter.emit('problem', error);
  }

  /** The server takes this client no more: nothing but a newer one helps. */
  #onOutdated(): void {
    if (this.outdated) return;
    this.outdated = true;
    this.emitter.emit('outdated', true);
  }

  #onClosed(match: MatchConnection): void {
    if (match !== this.current.latest) return;
    this.#onStatus();
    if (match.role === 'spectator') return;
    if (match.closed === 'left' || match.result) this.queue.forget();
    else if (match.closed === 'over') this.queue.resyncAfter(GIVEN_BACK_MS);
  }

  #onStatus(): void {
    const ping = this.current.open?.ping ?? this.lobby?.ping ?? null;
    if (ping !== this.ping) {
      this.ping = ping;
      this.emitter.emit('ping', ping);
    }
    const status = this.current.open?.status ?? this.lobby?.status ?? 'offline';
    if (status === this.status) return;
    this.status = status;
    this.emitter.emit('status', status);
    // A table tells what comes; what was missed is told by the lobby, or over HTTP where there is none.
    if (status === 'live' && (!this.lobby || this.lobby.status === 'elsewhere')) this.#catchUp();
  }

  /** Nothing that is on its way comes to anything any more. */
  #endLife(): void {
    this.#life.abort(new ParlorError('closed', 'The client is closed, or another player signed in.'));
  }
}
