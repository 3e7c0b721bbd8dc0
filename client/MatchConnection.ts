import type { Room } from '@colyseus/sdk';
import type { GameMessage, ReactionMessage } from '../src/protocol/game.ts';
import type { Reaction } from '../src/protocol/reactions.ts';
import type { SeatReservation } from '../src/protocol/seat.ts';
import type { Api } from './Api.ts';
import { ChatLog, type ChatMessage } from './ChatLog.ts';
import type { Tell } from './Confirmations.ts';
import type { Connecting } from './Connecting.ts';
import { Emitter } from './Emitter.ts';
import type { ActionOf, ViewOf } from './gameView.ts';
import { type LinkUser, MatchLink } from './MatchLink.ts';
import type {
  ActionReply,
  AnimationEvent,
  ClosedReason,
  GameAction,
  MatchResult,
  MatchView,
} from './matchView.ts';
import { Outbox } from './Outbox.ts';
import { ParlorError } from './ParlorError.ts';
import { Retrier } from './Retrier.ts';
import { resultOf } from './resultOf.ts';
import type { ConnectionStatus } from './status.ts';

export interface MatchEvents<G = unknown> {
  state: ViewOf<G>;
  /** Over a socket only. */
  animation: AnimationEvent;
  /** Each line once, also what was said before one came. */
  chat: ChatMessage;
  reaction: ReactionMessage;
  result: MatchResult;
  status: ConnectionStatus;
  /** Another room of the SDK is open, see `room`. */
  room: Room;
  /** The round trip was measured, in ms, or is not known any more. */
  ping: number | null;
  /** The game began to stand, as the server could store nothing, or goes on. */
  standing: boolean;
  closed: ClosedReason;
}

interface MatchOptions {
  id: string;
  game: string;
  role: 'player' | 'spectator';
  connecting: Connecting;
  api: Pick<Api, 'match'>;
  /** Uuids of players whose chat is not shown. */
  muted: ReadonlySet<string>;
  /** Sockets are known not to work: poll at once. */
  poll: boolean;
  /** Takes what the player is told, here as in the lobby; false when a message is about something else. */
  told: (message: GameMessage, by: Tell) => boolean;
  /** Something failed that no call was waiting for. */
  problem: (error: ParlorError) => void;
}

/** The room tells the result; when it does not, the records are asked after this, and so often. */
const RESULT_AFTER_MS = 3000;
const RESULT_TRIES = 8;
/**
 * What moves without another version, as in a live game, is told at once, and then again after so long at the soonest.
 */
const MOVED_MS = 250;

/**
 * One match that one plays or watches, over whichever transport works. Made by `Parlor`; `matchOf` gives it the types
 * of the game `G`.
 */
export class MatchConnection<G = unknown> {
  readonly id: string;
  readonly game: string;
  readonly role: 'player' | 'spectator';
  readonly #options: MatchOptions;
  readonly #emitter = new Emitter<MatchEvents>();
  readonly #link: MatchLink;
  readonly #outbox: Outbox;
  readonly #chat: ChatLog;
  readonly #resultAsker: Retrier;
  #read: (() => MatchView) | null = null;
  /** What is to be told; null once it is. */
  #moved: (() => MatchView) | null = null;
  #told: Pick<MatchView, 'phase' | 'version'> | null = null;
  /** While it is too soon to tell what moved. */
  #cancelMoved: (() => void) | null = null;
  #state: MatchView | null = null;
  #status: ConnectionStatus = 'reconnecting';
  #ping: number | null = null;
  #standing = false;
  #result: MatchResult | null = null;
  #resultTries = 0;
  #cancelResult: (() => void) | null = null;
  #closed: ClosedReason | null = null;

  constructor(options: MatchOptions) {
    const { id, game, role, connecting, poll } = options;
    this.id = id;
    this.game = game;
    this.role = role;
    this.#options = options;
    this.#link = new MatchLink({ matchId: id, role, connecting, poll }, this.#linkUser());
    this.#outbox = new Outbox({
      ...connecting,
      ready: () => this.#link.usable,
      send: (request) => this.#link.act(request),
    });
    this.#chat = new ChatLog(options.muted);
    const attempt = () => this.#askResult();
    this.#resultAsker = new Retrier({ ...connecting, minMs: 1000, maxMs: 10_000, attempt });
  }

  /**
   * The visible state as plain JSON; null until it is known. A new object after each change: of what moves all the
   * while, four times a second at most.
   */
  get state(): ViewOf<G> | null {
    return this.#view() as ViewOf<G> | null;
  }

  /** The state's version, 0 until it is known. */
  get version(): number {
    return this.#view()?.version ?? 0;
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** The room as the SDK has it, while its socket is open: a `LiveMatch` reads and commands by it. */
  get room(): Room | null {
    return this.#link.room;
  }

  /** The latest round trip in ms, or null when it is not known. */
  get ping(): number | null {
    return this.#ping;
  }

  /** The server can store nothing just now: the game stands, and goes on by itself. */
  get standing(): boolean {
    return this.#standing;
  }

  /** Oldest first. A new list after each change. */
  get chatLog(): readonly ChatMessage[] {
    return this.#chat.lines;
  }

  get result(): MatchResult | null {
    return this.#result;
  }

  /** Why this connection is over, or null while it is not. */
  get closed(): ClosedReason | null {
    return this.#closed;
  }

  /** Connects, with a seat if there is one already. Resolves after the first attempt. Called by `Parlor`. */
  start(seat?: SeatReservation): Promise<void> {
    return this.#link.start(seat);
  }

  /**
   * Does an action, once: it is sent again with the same `request_id` until it is answered, and waits while the
   * connection is away.
   * @throws ParlorError with the game's refusal code; `queue_full` when 32 wait already; `match_over`, `closed`;
   * `spectator`
   */
  async act(action: ActionOf<G>): Promise<ActionReply> {
    if (this.role === 'spectator') throw new ParlorError('spectator', 'You only watch this match.');
    return this.#outbox.send(action as GameAction);
  }

  /** @throws ParlorError `needs_socket` while not connected by a socket, or the server's refusal */
  async say(text: string): Promise<void> {
    await this.#link.request('chat', { text });
  }

  /** Says something in one tap. @throws as `say` */
  async react(reaction: Reaction): Promise<void> {
    await this.#link.request('react', { reaction });
  }

  /**
   * Forfeits for good; a spectator stops watching.
   * @throws ParlorError `unreachable` when the server cannot be told: the seat is kept then
   */
  async leave(): Promise<void> {
    if (this.#closed) return;
    await this.#link.leave();
    this.#end('left');
  }

  on<K extends keyof MatchEvents>(event: K, fn: (payload: MatchEvents<G>[K]) => void): () => void {
    return this.#emitter.on(event, fn as (payload: MatchEvents[K]) => void);
  }

  /** Tries a broken connection again now; a match that ended meanwhile is asked for its result. */
  wake(): void {
    this.#link.wake();
    this.#resultAsker.wake();
  }

  /** As `Parlor.silent`. */
  get silent(): boolean {
    return this.#closed === null && this.#link.silent;
  }

  /** The server said that it restarts, and is not back yet. */
  get restarting(): boolean {
    return this.#closed === null && this.#link.restarting;
  }

  /** Shows or hides what was said. Called by `Parlor`. */
  muteChanged(): void {
    this.#chat.refresh();
  }

  /** Says something of notifications, over a socket only. Called by `Parlor`. */
  readonly tell: Tell = (type, payload) => {
    return this.#link.up ? this.#link.request(type, payload) : null;
  };

  /** Ends the connection without forfeiting. */
  close(): void {
    this.#end('closed');
    this.#resultAsker.stop();
  }

  #linkUser(): LinkUser {
    return {
      state: (now, read) => this.#onState(now, read),
      opened: (room) => this.#emitter.emit('room', room),
      message: (message) => this.#onMessage(message),
      changed: () => this.#onChanged(),
      ended: (reason, error) => {
        this.#end(reason);
        if (error) this.#options.problem(error);
      },
    };
  }

  #onState(now: Pick<MatchView, 'phase' | 'version'>, read: () => MatchView): void {
    if (now.phase === 'finished' && !this.#cancelResult) this.#expectResult();
    const { phase, version } = now;
    const onlyMoved = this.#told?.phase === phase && this.#told.version === version;
    this.#told = { phase, version };
    this.#moved = read;
    if (!onlyMoved || !this.#cancelMoved) this.#tell();
  }

  #tell(): void {
    this.#cancelMoved?.();
    this.#cancelMoved = null;
    const read = this.#moved;
    if (!read) return;
    this.#moved = null;
    this.#cancelMoved = this.#options.connecting.clock.after(MOVED_MS, () => this.#tell());
    this.#read = read;
    if (this.#emitter.has('state')) this.#emitter.emit('state', this.#view() ?? read());
  }

  #view(): MatchView | null {
    if (this.#read) this.#state = this.#read();
    this.#read = null;
    return this.#state;
  }

  #onMessage(message: GameMessage): void {
    const { type, payload } = message;
    if (this.#options.told(message, this.tell)) return;
    if (type === 'animation') this.#emitter.emit('animation', payload);
    else if (type === 'chat') this.#hear([payload]);
    else if (type === 'chat_history') this.#hear(payload);
    else if (type === 'reaction') this.#react(payload);
    else if (type === 'standing') this.#stand(payload.standing);
    else if (type === 'result') this.#setResult(payload);
    else if (type === 'problem') this.#options.problem(new ParlorError(payload.code, payload.message));
  }

  #hear(lines: readonly ChatMessage[]): void {
    for (const line of lines) if (this.#chat.add(line)) this.#emitter.emit('chat', line);
  }

  #react(reaction: ReactionMessage): void {
    if (!this.#options.muted.has(reaction.from)) this.#emitter.emit('reaction', reaction);
  }

  #onChanged(): void {
    const { status, ping } = this.#link;
    if (ping !== this.#ping) {
      this.#ping = ping;
      this.#emitter.emit('ping', ping);
    }
    if (status !== this.#status) {
      this.#status = status;
      this.#told = null; // what comes by another way, or again, is told at once
      if (status === 'reconnecting') this.#stand(false); // the process that has the match then says so again
      this.#emitter.emit('status', status);
    }
    this.#outbox.flush();
  }

  #stand(standing: boolean): void {
    if (standing === this.#standing) return;
    this.#standing = standing;
    this.#emitter.emit('standing', standing);
  }

  #setResult(result: MatchResult): void {
    if (this.#result) return;
    this.#cancelResult?.();
    this.#result = { ...result, rating_changes: result.rating_changes ?? [], why: result.why ?? '' };
    this.#emitter.emit('result', this.#result);
  }

  #expectResult(): void {
    const { clock } = this.#options.connecting;
    this.#cancelResult = clock.after(RESULT_AFTER_MS, () => void this.#resultAsker.start());
  }

  /** True when there is nothing left to ask. */
  async #askResult(): Promise<boolean> {
    this.#resultTries += 1;
    try {
      const result = this.#result ?? resultOf(await this.#options.api.match(this.id));
      if (result) this.#setResult(result);
    } catch {
      // Asked again below; a match that never started has no record.
    }
    return this.#result !== null || this.#resultTries >= RESULT_TRIES;
  }

  #end(reason: ClosedReason): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#link.close();
    this.#cancelMoved?.();
    this.#cancelResult?.();
    const over = reason === 'over';
    this.#outbox.close(new ParlorError(over ? 'match_over' : 'closed', 'This match is over for you.'));
    if (over && !this.#result) void this.#resultAsker.start();
    this.#onChanged();
    this.#emitter.emit('closed', reason);
  }
}
