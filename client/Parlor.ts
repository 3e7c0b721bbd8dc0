import type { Api } from './Api.ts';
import type { Clock } from './Clock.ts';
import type { ChatMessage } from './chat.ts';
import { Emitter } from './Emitter.ts';
import type { KeyValue } from './KeyValue.ts';
import type { LobbySnapshot } from './Lobby.ts';
import type { MatchConnection } from './MatchConnection.ts';
import { ParlorError } from './ParlorError.ts';
import type { QueueOptions, TicketState } from './Queue.ts';
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

/** Who is signed in. */
export interface SignedInPlayer {
  /** The player's uuid. */
  id: string;
  name: string;
  guest: boolean;
}

export interface ParlorEvents {
  status: ConnectionStatus;
  lobby: LobbySnapshot;
  ticket: TicketState | null;
  match: MatchConnection | null;
  /** A line of lobby chat. */
  chat: ChatMessage;
  /** Something failed that no call was waiting for. */
  problem: ParlorError;
}

/** A player's client: sign in, lobby, queue, matches. One per player; `close` ends it. */
export class Parlor {
  readonly endpoint: string;
  readonly #emitter = new Emitter<ParlorEvents>();

  constructor(endpoint: string, _options: ParlorOptions = {}) {
    this.endpoint = endpoint;
  }

  get api(): Api {
    throw new ParlorError('failed', 'Not built yet.');
  }

  get player(): SignedInPlayer | null {
    return null;
  }

  /** Of the running match, else of the lobby; `offline` before `enterLobby`. */
  get status(): ConnectionStatus {
    return 'offline';
  }

  /** The latest round trip in ms, or null when it is not known. */
  get ping(): number | null {
    return null;
  }

  /** A new object after each change. */
  get lobby(): LobbySnapshot {
    return { online: 0, playing: 0, queued: 0, matches: [] };
  }

  /** The lobby's chat, oldest first. */
  get chatLog(): readonly ChatMessage[] {
    return [];
  }

  get ticket(): TicketState | null {
    return null;
  }

  /** The match one is in or watches, or the latest one that closed (its `closed` says so); null before the first. */
  get match(): MatchConnection | null {
    return null;
  }

  async signInAsGuest(_name?: string): Promise<SignedInPlayer> {
    throw new ParlorError('failed', 'Not built yet.');
  }

  /** Makes an account; a guest who is signed in becomes it and keeps its uuid. */
  async register(_email: string, _password: string): Promise<SignedInPlayer> {
    throw new ParlorError('failed', 'Not built yet.');
  }

  async signIn(_email: string, _password: string): Promise<SignedInPlayer> {
    throw new ParlorError('failed', 'Not built yet.');
  }

  /** Forgets the token and closes all connections. Never forfeits. */
  async signOut(): Promise<void> {}

  /** Signs in with the token of an earlier visit, or answers null. @throws ParlorError `unreachable` */
  async restore(): Promise<SignedInPlayer | null> {
    return null;
  }

  /** Connects to the lobby and stays connected. A stored ticket comes back. */
  async enterLobby(): Promise<void> {}

  /** Queues. Null when there was a running match instead: one is back in it. */
  async queue(_options: QueueOptions): Promise<TicketState | null> {
    return null;
  }

  async cancelQueue(): Promise<void> {}

  async sayInLobby(_text: string): Promise<void> {}

  async mute(_playerId: string): Promise<void> {}

  async unmute(_playerId: string): Promise<void> {}

  /** Goes back into the running match after a reload, in a new tab, after a drop; null when there is none. */
  async resume(): Promise<MatchConnection | null> {
    return null;
  }

  /** Watches a match. */
  async watch(matchId: string): Promise<MatchConnection> {
    throw new ParlorError('failed', `Cannot watch ${matchId} yet.`);
  }

  /** Tries every broken connection again now: the page became visible, the network is back, somebody asked. */
  wake(): void {}

  on<K extends keyof ParlorEvents>(event: K, fn: (payload: ParlorEvents[K]) => void): () => void {
    return this.#emitter.on(event, fn);
  }

  /** Ends all connections without forfeiting. */
  close(): void {}
}
