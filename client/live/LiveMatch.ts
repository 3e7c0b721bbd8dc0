import type { Input } from '../../src/games/liveGame.ts';
import { boundedInput } from '../../src/protocol/boundedInput.ts';
import { between, type Smooth, waysOf } from './between.ts';
import { CommandPace } from './CommandPace.ts';
import { Foretelling } from './Foretelling.ts';
import type { LivePlayer, LiveShape, LiveState } from './liveShape.ts';
import { Past } from './Past.ts';
import { Playback } from './Playback.ts';

/** A room of the SDK, as far as a live match is played by it. */
export interface LiveRoom {
  readonly state: unknown;
  readonly onStateChange: {
    (fn: (state: unknown) => void): unknown;
    remove(fn: (state: unknown) => void): void;
  };
  input(): Commands;
}

/** The SDK's way for inputs. */
interface Commands {
  readonly data: object;
  /** Grows when commands are counted anew. */
  readonly epoch: number;
  readonly lastProcessed: number;
  send(): number;
}

/** A `MatchConnection`, as far as a live match is played by it. */
interface LiveConnection {
  readonly role: 'player' | 'spectator';
  readonly room: LiveRoom | null;
  on(event: 'room', fn: (room: LiveRoom) => void): () => void;
}

interface LiveOptions {
  /** Whose commands these are; null for who watches. */
  me: string | null;
  /** Monotonic ms; where it begins does not matter. */
  now?: () => number;
}

/** What is off when the server says otherwise goes from the picture by half in so many ms. */
const HALVED_MS = 40;

/**
 * A match that moves, as one plays it: one's own body at once, where one's commands will have it; others a moment ago,
 * in even time. Ask it in each frame; it has no timer of its own. After a drop, a takeover or in another tab it begins
 * anew.
 */
export class LiveMatch<S extends LiveState, I extends object, B extends object> {
  readonly #match: LiveConnection;
  readonly #shape: LiveShape<S, I, B>;
  readonly #me: string | null;
  readonly #now: () => number;
  readonly #pace: CommandPace;
  readonly #foretelling: Foretelling<LivePlayer<S>, I, B>;
  readonly #playback: Playback;
  readonly #past: Past<LivePlayer<S>>;
  readonly #unlisten: () => void;
  #room: LiveRoom | null = null;
  /** The room that is followed tells no more. */
  #unfollow: () => void = () => {};
  #epoch = 0;
  #tick: number | null = null;
  /** By how much one's own body is drawn elsewhere than it is, and since when. */
  #off: [field: string, way: number][] = [];
  #offAt = 0;

  constructor(match: LiveConnection, shape: LiveShape<S, I, B>, options: LiveOptions) {
    const { stepMs, commandSteps, patchSteps, jump } = shape;
    this.#match = match;
    this.#shape = shape;
    this.#me = match.role === 'player' ? options.me : null;
    this.#now = options.now ?? (() => performance.now());
    this.#pace = new CommandPace(stepMs * commandSteps);
    this.#foretelling = new Foretelling(shape);
    this.#playback = new Playback(stepMs, patchSteps);
    this.#past = new Past(this.#smooth, jump);
    this.#unlisten = match.on('room', (room) => this.#follow(room));
    if (match.room) this.#follow(match.room);
  }

  /** The newest state, itself: no copy is made. Read it and keep nothing of it; null until it is known. */
  get state(): S | null {
    return this.#tick === null ? null : ((this.#room?.state as S | undefined) ?? null);
  }

  /** The newest step that is known, counted on where `state.tick` begins anew. */
  get tick(): number {
    return this.#tick ?? 0;
  }

  /**
   * The step that is shown of others now, with a fraction: what commands say in the field that the shape names as
   * `view`.
   */
  get view(): number {
    return this.#playback.at(this.#now());
  }

  /**
   * How long after they could be here others are shown, ms: 60 to 120, as the line is, and more where patches are rare.
   */
  get delay(): number {
    return this.#playback.delay;
  }

  /** Commands that were answered: how many did what was foretold, and how many something else. */
  get foretold(): { right: number; wrong: number } {
    return { right: this.#foretelling.right, wrong: this.#foretelling.wrong };
  }

  /** Commands that were sent, and that the newest state does not answer. */
  get unanswered(): number {
    return this.#foretelling.unanswered;
  }

  /**
   * Sends this command, as often as commands are due: once, not at all, or some times after a frame that was late.
   * Fields are bounded, 0 where nothing is said, and the one that says which step is shown is filled in. Nothing goes
   * out where nobody plays: before the match and after it, while the connection is away, or when the server has
   * answered nothing for a second.
   * @returns how many were sent
   */
  send(input: Partial<I>): number {
    const commands = this.#commands();
    if (!commands) {
      this.#pace.reset();
      return 0;
    }
    const now = this.#now();
    let sent = 0;
    for (let due = this.#pace.due(now); due > 0 && !this.#foretelling.full; due--) {
      const bounded = boundedInput(this.#shape.input as never, { ...input, ...this.#viewAt(now) });
      const seq = this.#transmit(commands, bounded);
      if (seq === 0) break;
      this.#foretelling.sent(seq, bounded as I);
      sent += 1;
    }
    return sent;
  }

  /** One's own body where it is to be drawn now, by all that was commanded; null while it is not known. */
  own(): B | null {
    const { body, before } = this.#foretelling;
    if (!body || !before) return null;
    const now = this.#now();
    const drawn: Record<string, number> = between(
      this.#smooth,
      this.#shape.jump,
      before,
      body,
      this.#pace.part(now),
    );
    const left = 0.5 ** ((now - this.#offAt) / HALVED_MS);
    for (const [field, way] of this.#off) if (field in drawn) drawn[field] = (drawn[field] ?? 0) + way * left;
    return { ...body, ...drawn };
  }

  /** One's own body after all commands that were sent, not where it is drawn; null while it is not known. */
  get body(): Readonly<B> | null {
    return this.#foretelling.body;
  }

  /** A player as they are to be drawn now, all of them at the same tick; null for who is not known. */
  seen(player: string): LivePlayer<S> | null {
    return this.#past.seen(player, this.view);
  }

  /** Follows the match no more. It does not end the connection. */
  close(): void {
    this.#unlisten();
    this.#unfollow();
    this.#unfollow = () => {};
    this.#room = null;
    this.#reset();
  }

  get #smooth(): Smooth {
    return this.#shape.smooth as Smooth;
  }

  #follow(room: LiveRoom): void {
    this.#unfollow();
    this.#room = room;
    this.#epoch = room.input().epoch;
    this.#reset();
    const told = (state: unknown) => this.#told(room, state as S);
    room.onStateChange(told);
    this.#unfollow = () => room.onStateChange.remove(told);
    const { state } = room;
    if ((state as S | undefined)?.players) this.#told(room, state as S);
  }

  #told(room: LiveRoom, state: S): void {
    const commands = room.input();
    const tick = this.#counted(state.tick);
    if (commands.epoch !== this.#epoch || tick < this.tick) this.#reset();
    this.#epoch = commands.epoch;
    const now = this.#now();
    if (this.#tick === null || tick > this.#tick) this.#playback.told(tick, now);
    this.#tick = tick;
    const players = [...state.players.values()] as unknown as LivePlayer<S>[];
    this.#past.told(tick, new Map(players.map((player) => [player.id, copied(player)])));
    const own = players.find(({ id }) => id === this.#me);
    if (own) this.#answered(own, commands.lastProcessed, now);
  }

  /** A tick is told by its low 16 bits. */
  #counted(low: number): number {
    if (this.#tick === null) return low;
    return this.#tick + (((low - this.#tick) << 16) >> 16);
  }

  #answered(player: LivePlayer<S>, acknowledged: number, now: number): void {
    const drawn = this.own();
    if (this.#foretelling.told(player, acknowledged) || !drawn) return;
    this.#off = [];
    const off = waysOf(this.#smooth, this.own() as B, drawn);
    if (off.every(([, way]) => Math.abs(way) <= this.#shape.jump)) this.#off = off;
    this.#offAt = now;
  }

  /** Where commands go, while they are taken. */
  #commands(): Commands | null {
    const { state } = this;
    const commands = this.#room !== null && this.#match.room === this.#room ? this.#room.input() : null;
    if (!commands || commands.epoch !== this.#epoch || this.#me === null) return null;
    const player = state?.players.get(this.#me);
    if (state?.phase !== 'playing' || !player || player.left || !this.#foretelling.body) return null;
    return commands;
  }

  #viewAt(now: number): object {
    const { view } = this.#shape;
    return view === undefined ? {} : { [view]: Math.floor(this.#playback.at(now)) & 0xffff };
  }

  #transmit(commands: Commands, input: Input): number {
    Object.assign(commands.data, input);
    return commands.send();
  }

  #reset(): void {
    this.#tick = null;
    this.#off = [];
    this.#pace.reset();
    this.#foretelling.reset();
    this.#playback.reset();
    this.#past.reset();
  }
}

/** A player as plain fields, apart from what the SDK goes on to change. */
function copied<P extends object>(player: P): P {
  return 'toJSON' in player ? (player as { toJSON(): P }).toJSON() : { ...player };
}
