import type { Room } from '@colyseus/sdk';
import type { Phase } from '../src/games/game.ts';
import { CLOSE_CODES } from '../src/protocol/closeCodes.ts';
import type { JoinOptions } from '../src/protocol/join.ts';
import type { LobbyMessage, LobbyRequests } from '../src/protocol/lobby.ts';
import type { SeatReservation } from '../src/protocol/seat.ts';
import type { Api } from './Api.ts';
import { ChatLog, type ChatMessage } from './ChatLog.ts';
import type { Connecting } from './Connecting.ts';
import { LobbyPoller } from './LobbyPoller.ts';
import { OWN_PROTOCOL } from './ownProtocol.ts';
import { ParlorError } from './ParlorError.ts';
import { RoomKeeper, type RoomUser } from './RoomKeeper.ts';
import type { ConnectionStatus } from './status.ts';

/** A running match in the lobby's list. */
export interface LobbyMatch {
  id: string;
  game: string;
  phase: Phase;
  names: string[];
  /** In the order of `names`. A server of before there were faces has none. */
  faces?: string[];
  spectators: number;
  /** Epoch ms. */
  started_at: number;
}

/** What the lobby shows, as plain JSON. Null is what is not known: over HTTP all but `queued`. */
export interface LobbySnapshot {
  online: number | null;
  playing: number | null;
  queued: number | null;
  /** The newest first. */
  matches: LobbyMatch[] | null;
}

export const UNKNOWN_LOBBY: LobbySnapshot = { online: null, playing: null, queued: null, matches: null };

/** Who is told what comes from the lobby. */
export interface LobbyUser {
  snapshot(): void;
  chat(line: ChatMessage): void;
  /** Messages about tickets and matches. */
  message(message: LobbyMessage): void;
  changed(): void;
  /** The server is reached, again or in another way. */
  entered(): void;
  /** The server wants this player to play over HTTP. */
  overHttp(): void;
  /** What else a join says. */
  joining(): JoinOptions;
  problem(error: ParlorError): void;
}

/** The lobby's room, kept connected. Without sockets it is left at HTTP, and the queue works all the same. */
export class Lobby implements RoomUser {
  readonly #connecting: Connecting;
  readonly #user: LobbyUser;
  #keeper: RoomKeeper<LobbyRequests>;
  readonly #poller: LobbyPoller;
  readonly #chat: ChatLog;
  #snapshot: LobbySnapshot = UNKNOWN_LOBBY;
  /** How the server is reached; null while it is not. */
  #way: 'socket' | 'http' | null = null;
  #started = false;
  #crowdedOut = false;
  /** The first question over HTTP, since the server wants that. */
  #switched: Promise<void> = Promise.resolve();

  constructor(
    connecting: Connecting,
    api: Pick<Api, 'statistics'>,
    muted: ReadonlySet<string>,
    user: LobbyUser,
  ) {
    this.#connecting = connecting;
    this.#user = user;
    this.#keeper = new RoomKeeper(connecting, this);
    this.#poller = new LobbyPoller({
      ...connecting,
      api,
      queued: (queued) => this.#tell({ ...UNKNOWN_LOBBY, queued }),
      changed: () => this.changed(),
    });
    this.#chat = new ChatLog(muted);
  }

  get snapshot(): LobbySnapshot {
    return this.#snapshot;
  }

  get chatLog(): readonly ChatMessage[] {
    return this.#chat.lines;
  }

  get up(): boolean {
    return this.#keeper.up;
  }

  /** Sockets did not work here the last time one was tried. */
  get blocked(): boolean {
    return !this.#keeper.up && this.#keeper.failures > 0;
  }

  /** The server said that it restarts, and is not back yet. */
  get restarting(): boolean {
    return this.#keeper.restarting;
  }

  get silent(): boolean {
    return this.#keeper.silent;
  }

  get ping(): number | null {
    return this.#keeper.ping;
  }

  get status(): ConnectionStatus {
    if (this.#crowdedOut) return 'elsewhere';
    if (!this.#overSockets()) return this.#poller.working ? 'polling' : 'offline';
    if (this.blocked && this.#keeper.status === 'reconnecting')
      return this.#poller.error ? 'offline' : 'polling';
    return this.#keeper.status;
  }

  /** Connects, and resolves once the lobby can be used. Goes on trying when it throws `unreachable`. */
  async enter(): Promise<void> {
    if (!this.#overSockets()) return this.#enterByHttp();
    if (this.#started) return this.wake();
    this.#started = true;
    this.#crowdedOut = false;
    await this.#keeper.start();
    await this.#switched;
  }

  /** Goes on in the other way, if it was entered. */
  transportChanged(): void {
    if (this.#overSockets()) {
      if (!this.#poller.running) return;
      this.#poller.stop();
      this.enter().catch(() => {}); // tried again by itself
    } else if (this.#started) {
      this.#forgetSocket();
      this.#switched = this.#enterByHttp();
      this.#switched.catch(() => {}); // tried again by itself
    }
  }

  request<T extends keyof LobbyRequests>(
    type: T,
    payload: LobbyRequests[T]['asks'],
  ): Promise<LobbyRequests[T]['answer']> {
    return this.#keeper.request(type, payload);
  }

  muteChanged(): void {
    this.#chat.refresh();
  }

  wake(): void {
    this.#poller.wake();
    if (this.#started) this.#keeper.wake();
    else if (this.#crowdedOut) this.enter().catch(() => {}); // looked at again: others may wait
  }

  close(): void {
    this.#crowdedOut = false;
    this.#poller.stop();
    this.#keeper.close();
  }

  async reserve(): Promise<SeatReservation> {
    const { sockets = true, ...seat } = await this.#connecting.http.post<
      SeatReservation & { sockets?: boolean }
    >('/matchmake/joinOrCreate/lobby', { ...OWN_PROTOCOL, ...this.#user.joining() });
    if (sockets) return seat;
    this.#user.overHttp();
    throw new ParlorError('needs_socket', 'The server wants this player to play over HTTP.');
  }

  opened(room: Room): void {
    room.onMessage('*', (type, payload) => this.#onMessage({ type, payload } as LobbyMessage));
    room.onStateChange((state) => this.#show(state.toJSON()));
  }

  changed(): void {
    if (this.up) this.#poller.stop();
    else if (this.blocked) this.#poll();
    const way = this.up ? 'socket' : this.status === 'polling' ? 'http' : null;
    const entered = way !== null && way !== this.#way;
    this.#way = way;
    if (entered) this.#user.entered();
    this.#user.changed();
  }

  finalClose(code: number): boolean {
    if (code !== CLOSE_CODES.too_many_lobbies) return false;
    this.#forgetSocket();
    this.#poller.stop();
    this.#crowdedOut = true;
    return true;
  }

  refused(error: ParlorError): void {
    this.#started = false;
    this.#user.problem(error);
  }

  #overSockets(): boolean {
    return this.#connecting.transport === 'auto';
  }

  #forgetSocket(): void {
    this.#keeper.close();
    this.#keeper = new RoomKeeper(this.#connecting, this);
    this.#started = false;
  }

  async #enterByHttp(): Promise<void> {
    if (this.#poller.running) return this.#poller.wake();
    await this.#poller.start();
    if (this.#poller.error) throw this.#poller.error;
  }

  /** Without delay only where nothing is known yet: most sockets that dropped are back before. */
  #poll(): void {
    if (this.#snapshot === UNKNOWN_LOBBY) void this.#poller.start();
    else this.#poller.startLater();
  }

  #onMessage(message: LobbyMessage): void {
    const { type, payload } = message;
    if (type === 'chat') this.#hear([payload]);
    else if (type === 'chat_history') this.#hear(payload);
    else if (type === 'problem') this.#user.problem(new ParlorError(payload.code, payload.message));
    else this.#user.message(message);
  }

  #hear(lines: readonly ChatMessage[]): void {
    for (const line of lines) if (this.#chat.add(line)) this.#user.chat(line);
  }

  #show(state: Omit<LobbySnapshot, 'matches'> & { matches?: Record<string, LobbyMatch> }): void {
    const matches = Object.values(state.matches ?? {}).sort((a, b) => b.started_at - a.started_at);
    this.#tell({ online: state.online, playing: state.playing, queued: state.queued, matches });
  }

  #tell(snapshot: LobbySnapshot): void {
    this.#snapshot = snapshot;
    this.#user.snapshot();
  }
}
