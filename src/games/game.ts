import type { z } from 'zod';
import type { Random } from '../lib/random.ts';

/** What every player at every table has. A game adds its own fields. */
export interface TablePlayer {
  /** The player's uuid. */
  id: string;
  name: string;
  /** 0-based place at the table; the ring runs by it. */
  seat: number;
  bot: boolean;
  /** Left on purpose or never came back: out of this match for good. */
  left: boolean;
  /** Kept by the room, never read by rules. */
  connected: boolean;
  /** Milliseconds of grace left while disconnected. Kept by the room, never read by rules. */
  grace: number;
}

/** `waiting` for a quorum → `countdown` → `playing` → `finished`. */
export type Phase = 'waiting' | 'countdown' | 'playing' | 'finished';

/** The part of a map that rules use: a `Map` and a schema's `MapSchema` both have it. */
export interface Players<P> {
  readonly size: number;
  get(id: string): P | undefined;
  set(id: string, player: P): unknown;
  delete(id: string): boolean;
  values(): IterableIterator<P>;
}

/** What every table has. A game adds its own fields. */
export interface TableState<P extends TablePlayer = TablePlayer> {
  /** Kept by the room. */
  phase: Phase;
  /** Grows with every visible change. Kept by the match. */
  version: number;
  /** Server time (epoch ms) at which the current phase ends by itself, 0 for never. Kept by the room. */
  deadline: number;
  /** How many watch. Kept by the room. */
  spectators: number;
  players: Players<P>;
}

/**
 * How a game's state comes into being. A game brings one that makes plain objects (tests, replays); its
 * schema file brings one that makes synchronised objects with the same fields.
 */
export interface StateMaker<S extends TableState> {
  state(): S;
  player(): S['players'] extends Players<infer P> ? P : never;
  /** The state that `JSON.parse` of a frozen one describes. */
  restore(json: unknown): S;
}

/** Something that happened, for clients to show. `kind` is unique within the game; ids are players' uuids. */
export interface GameEvent {
  kind: string;
  [detail: string]: string | number | boolean | undefined;
}

/** The account that creates and swallows points. */
export const HOUSE = 'house';

/**
 * One line of a match's ledger. `giver` caused it and `taker` is whom it concerns; the amount moves from the
 * account `debit` to the account `credit` (a player's uuid or `HOUSE`). Amounts are positive.
 */
export interface LedgerLine {
  kind: string;
  giver: string;
  taker: string;
  debit: string;
  credit: string;
  amount: number;
}

/** Why an action was not taken. `code` is stable and documented; `message` is for people. */
export interface Refusal {
  code: string;
  message: string;
  /**
   * Time lifts it: after so many ms of game time the same request may be taken. Such a refusal is not remembered: the
   * request is judged anew when it comes again.
   */
  retryAfterMs?: number;
}

/** What an action came to: refused with nothing changed, or done, with what the player is told about it. */
export type Outcome = { refused: Refusal } | { result: Record<string, string | number | boolean> };

/** Everything that exists for rules. */
export interface Table<S extends TableState = TableState, X = unknown> {
  readonly state: S;
  /** What no client may see: answers, decks. Plain data, stored with the match. */
  secret: X;
  /** The version of the rules by which this match is played, see `Game.rules`. */
  readonly rules: number;
  /** Game time in ms since the start. It stands still while the match is down. */
  readonly now: number;
  /** The match's own chance, replayed exactly. */
  readonly random: Random;
  /** Tells clients; with `only`, just that player. */
  emit(event: GameEvent, only?: string): void;
  /** Writes a line to the ledger. */
  post(line: LedgerLine): void;
  /** As `post`, but added to the account's latest line when that says the same: for what trickles, like decay. */
  accrue(line: LedgerLine): void;
  /** Keeps a puzzle that is closed for the records. */
  record(puzzle: PuzzleRecord): void;
}

/** What a bot has besides what everybody sees. Its chance is apart from the match's: a replay has no bots. */
export interface BotMind {
  readonly random: Random;
  /** 0 (beginner) to 1 (expert). */
  readonly skill: number;
  /** What it remembers from one look to the next. Plain data, stored with the match. */
  notes: Record<string, number | string>;
  /** Game ms before which it need not look again. It is 0 at every look: from then on, after every step. */
  lookAt: number;
}

/** Final place of a seat. Equal ranks are ties; rank 1 is best. */
export interface Standing {
  id: string;
  rank: number;
  score: number;
}

/** A puzzle that was put to a player, as it is kept after the match. Times are game ms. */
export interface PuzzleRecord {
  id: string;
  player: string;
  type: string;
  level: number;
  prompt: string;
  answer: string;
  openedAt: number;
  closedAt: number | null;
  outcome: 'solved' | 'skipped' | 'open';
}

/**
 * A game: pure, deterministic rules over a structural state. Rules touch fields of `table.state` and
 * `table.secret`, and ask nothing of the machine.
 */
export interface Game<
  S extends TableState = TableState,
  A extends { action: string } = { action: string },
  X = unknown,
> {
  name: string;
  /**
   * The version of its rules, 1 if it says nothing. Raise it when the same journal would give another match, and go on
   * playing those of before by `table.rules`: they run, and are played again, as they were.
   */
  rules?: number;
  seats: { min: number; max: number };
  /** How its tables are made, see docs/matchmaking.md: `default` when it says nothing. */
  queue?: 'default' | 'quick' | 'fives' | 'tight';
  /** Shape of an action as it comes from outside; anything else is refused before rules run. */
  action: z.ZodType<A>;
  /** `journal`: whatever is done is stored before it is acknowledged, and before anybody sees what it did. */
  durability: 'journal';
  /** Length of one step of game time in ms. */
  stepMs: number;
  /** Fields of a player that only this player may see. */
  privateFields: readonly string[];
  plain: StateMaker<S>;
  secret(): X;
  /** Sets the table up. Players are seated already. */
  start(table: Table<S, X>): void;
  /** Judges, then applies. */
  act(table: Table<S, X>, player: string, action: A): Outcome;
  /**
   * One step of game time, already counted in `table.now`. True when something visible changed, and `decided` when that
   * is more than what runs down by itself: it is stored before anybody sees it, as whatever is emitted is.
   */
  step(table: Table<S, X>): boolean | 'decided';
  /** Game ms of the next step that does something, if it knows: those before it are not made. */
  dueAt?(table: Table<S, X>): number;
  /** A player is gone for good (`left` is set already). */
  leave(table: Table<S, X>, player: string): void;
  over(table: Table<S, X>): boolean;
  standings(table: Table<S, X>): Standing[];
  /** What a bot would do now, or nothing. */
  bot(table: Table<S, X>, player: string, mind: BotMind): A | undefined;
  /** The puzzles that are open now, for the records: those that were closed are recorded already. */
  puzzles?(table: Table<S, X>): PuzzleRecord[];
  /** What an operator may make happen, by name. */
  commands?: Record<string, (table: Table<S, X>) => void>;
}
