import type { z } from 'zod';
import type { Random } from '../lib/random.ts';
import type { GameRoute } from './route.ts';

/** What every player at every table has. A game adds its own fields. */
export interface TablePlayer {
  /** The player's uuid. */
  id: string;
  name: string;
  /** How the player looks, as the protocol has faces. None in matches of before there were faces. */
  face?: string;
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

/**
 * The part of a map that rules use: a `Map` and a schema's `MapSchema` both have it. In the order in which they were
 * put in, unless keys look like whole numbers: have none such.
 */
export interface Players<P> {
  readonly size: number;
  get(id: string): P | undefined;
  set(id: string, player: P): unknown;
  delete(id: string): boolean;
  values(): IterableIterator<P>;
}

/** The part of an array that rules use: an array and a schema's `ArraySchema` both have it. */
export interface List<T> extends Iterable<T> {
  readonly length: number;
  [index: number]: T;
  at(index: number): T | undefined;
  filter(wanted: (item: T) => boolean): T[];
  map<U>(made: (item: T) => U): U[];
  find(wanted: (item: T) => boolean): T | undefined;
  some(wanted: (item: T) => boolean): boolean;
  every(wanted: (item: T) => boolean): boolean;
  includes(item: T): boolean;
  push(...items: T[]): number;
  pop(): T | undefined;
  /** Takes out so many from there on, and puts others in their place: `splice(0, length)` takes out all. */
  splice(start: number, count: number, ...items: T[]): unknown;
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

/** A player of this state. */
export type PlayerOf<S extends TableState> = S['players'] extends Players<infer P> ? P : never;

/** What a player does, of every game. */
export interface Action {
  action: string;
}

/** What a game's state is made of besides itself and its players, by kind: pots, cards, pads. */
export type Children = Record<string, object>;

/** A type that names such kinds. */
export type Kinds<C> = Record<keyof C, object>;

/**
 * How a game's state comes into being. Its schema file brings one that makes synchronised objects, and with it
 * the same as plain objects.
 */
export interface StateMaker<S extends TableState> {
  state(): S;
  player(): PlayerOf<S>;
  /** A child of this kind, which is in no state yet. @throws Error when the schema names no such kind */
  child(kind: string): object;
  /** The state that `JSON.parse` of a frozen one describes. */
  restore(json: unknown): S;
  /** Names of a player's fields that only this player sees. */
  readonly ownerFields: readonly string[];
  /** Makes the same as plain objects: for replays, tests and simulations. */
  readonly plain: StateMaker<S>;
}

/** A part of a state as it is seen from outside, as JSON has it: a map is an object, a list an array. */
export type Viewed<T> = T extends string | number | boolean
  ? T
  : T extends Players<infer P>
    ? Record<string, Viewed<P>>
    : T extends List<infer I>
      ? Viewed<I>[]
      : { [field in keyof T]: Viewed<T[field]> };

/** A game's state as it is seen from outside: its fields with their types, players by uuid. */
export type GameView<S extends TableState> = {
  [field in keyof S]: field extends 'players' ? Record<string, Viewed<PlayerOf<S>>> : Viewed<S[field]>;
};

/** What one player sees of a table, and nothing more. It is a copy: whatever is done to it changes nothing. */
export interface Seen<S extends TableState = TableState> {
  /** Who looks. */
  readonly me: string;
  /** Fields of other players that only these see are absent from it, whatever their types say. */
  readonly state: GameView<S>;
  /** Game ms since the start. */
  readonly now: number;
  /** The version of the rules by which this match is played, see `Game.rules`. */
  readonly rules: number;
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
  /**
   * What a program needs to do better, by name: the least that is taken, the most. Clients get it beside code and
   * message.
   */
  details?: Readonly<Record<string, string | number | boolean>>;
}

/** What an action came to: refused with nothing changed, or done, with what the player is told about it. */
export type Outcome = { refused: Refusal } | { result: Record<string, string | number | boolean> };

/** Everything that exists for rules. */
export interface Table<
  S extends TableState = TableState,
  X = unknown,
  C extends Record<keyof C, object> = Children,
> {
  /** The match's uuid. */
  readonly id: string;
  readonly state: S;
  /** What no client may see: answers, decks. Plain data, stored with the match. */
  secret: X;
  /** The version of the rules by which this match is played, see `Game.rules`. */
  readonly rules: number;
  /** Game time in ms since the start. It stands still while the match is down. */
  readonly now: number;
  /** The match's own chance, replayed exactly. It is no secret that withstands cryptanalysis: see `derive`. */
  readonly random: Random;
  /**
   * 32 bytes that nobody can know who does not know the match's secret: for decks and whatever else a player would gain
   * by guessing. The same label gives the same bytes for the whole match, in replays, too. HMAC-SHA-256 (RFC 2104) of
   * the label under the match's seed, both as UTF-8.
   */
  derive(label: string): Uint8Array;
  /** A new child for the state, of a kind that the schema names: to be put where it belongs, then changed in place. */
  make<K extends keyof C & string>(kind: K): C[K];
  /** Tells clients; with `only`, just that player. */
  emit(event: GameEvent, only?: string): void;
  /** Writes a line to the ledger. */
  post(line: LedgerLine): void;
  /** As `post`, but added to the account's latest line when that says the same: for what trickles, like decay. */
  accrue(line: LedgerLine): void;
  /**
   * Keeps something for the records that will not change any more. Beyond 2,000 in a match the oldest are forgotten.
   */
  record(record: GameRecord): void;
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

/** Something to be kept after the match, beside journal and ledger: a puzzle that was put, a hand that was played. */
export interface GameRecord {
  /** What it is about; unique within the game. */
  kind: string;
  /** Whom it concerns; '' for everybody. */
  player: string;
  /** Game ms at which it began. */
  at: number;
  /** Plain data, at most some kB. */
  data: object;
}

/**
 * A game: pure, deterministic rules over a structural state. Rules touch fields of `table.state` and
 * `table.secret`, and ask nothing of the machine.
 */
export interface Game<
  S extends TableState = TableState,
  A extends { action: string } = { action: string },
  X = unknown,
  C extends Record<keyof C, object> = Children,
> {
  /** Lower-case letters, digits and _: names its room, its queue and its table in the records. */
  name: string;
  /** What people call it. Its name when it says nothing. */
  title?: string;
  /** What it is, in a sentence or two, for somebody who has never played it. */
  about?: string;
  /**
   * What numbers of its state stand for, by the field that they are in, for a page that has no picture of it: texts by
   * number, or the one who sits at a seat. A number without a text is nothing.
   */
  words?: Readonly<Record<string, readonly string[] | 'seat'>>;
  /**
   * The version of its rules, 1 if it says nothing. Raise it when the same journal would give another match, and go on
   * playing those of before by `table.rules`: they run, and are played again, as they were.
   */
  rules?: number;
  seats: { min: number; max: number };
  /** How its tables are made, see docs/matchmaking.md: `default` when it says nothing. */
  queue?: 'default' | 'quick' | 'near' | 'fives' | 'tight';
  /** Shape of an action as it comes from outside; anything else is refused before rules run. */
  action: z.ZodType<A>;
  /**
   * So many actions of one player are taken in one match: what is remembered stays bounded. 5,000 if it says nothing.
   */
  maxActions?: number;
  /**
   * `journal`: whatever is done is stored before it is acknowledged, and before anybody sees what it did. `inputs`:
   * that of live games, see `liveGame.ts`.
   */
  durability: 'journal' | 'inputs';
  /** Length of one step of game time in ms: a whole number from 10 to 1,000. */
  stepMs: number;
  /**
   * How long the seat of a player waits who dropped, in ms, added up over the match; then the seat is left. 60 s if it
   * says nothing. `match`: it waits as long as the match goes on.
   */
  grace?: number | 'match';
  secret(): X;
  /** A table is opened, and people are awaited: what everybody may know of its match before it begins. */
  opened?(table: Pick<Table<S, X, C>, 'id' | 'state' | 'derive'>): void;
  /** Sets the table up. Players are seated already. */
  start(table: Table<S, X, C>): void;
  /** Judges, then applies. */
  act(table: Table<S, X, C>, player: string, action: A): Outcome;
  /**
   * One step of game time, already counted in `table.now`. True when something visible changed, and `decided` when that
   * is more than what runs down by itself: it is stored before anybody sees it, as whatever is emitted is.
   */
  step(table: Table<S, X, C>): boolean | 'decided';
  /**
   * Game ms at which something happens by itself, if it knows: steps before it are not made. It is shown to everybody
   * as `deadline`, unless the game says better.
   */
  dueAt?(table: Table<S, X, C>): number;
  /** Game ms at which the turn, or the match, ends by itself: what everybody sees as `deadline`. 0 for never. */
  deadline?(table: Table<S, X, C>): number;
  /** A player is gone for good (`left` is set already). */
  leave(table: Table<S, X, C>, player: string): void;
  /**
   * A player has not been here for a second, or is here again. In the journal, so that a replay has it: rules never
   * read `connected`. Nothing is told to a game that has neither.
   */
  away?(table: Table<S, X, C>, player: string): void;
  back?(table: Table<S, X, C>, player: string): void;
  /** Nothing is asked of a match any more that is over, but `standings` and `records`. */
  over(table: Table<S, X, C>): boolean;
  standings(table: Table<S, X, C>): Standing[];
  /** What a bot would do now, or nothing, by what its player sees. */
  bot(seen: Seen<S>, mind: BotMind): A | undefined;
  /**
   * What is to be kept of what goes on now, should the match end here. What is over was recorded with `table.record`.
   */
  records?(table: Table<S, X, C>): GameRecord[];
  /**
   * What is to be kept of a match that ends and that nobody can play again, by what it was made from and its state as
   * it was stored, whatever that is: what its players were promised.
   */
  promised?(match: Pick<Table<S, X, C>, 'id' | 'rules' | 'derive'> & { state: unknown }): GameRecord[];
  /**
   * What a player, or with null anybody, may see of a record while the match goes on. Without it none is shown before
   * the end. What it tells rests on what is stored already.
   */
  recordFor?(table: Table<S, X, C>, record: GameRecord, viewer: string | null): object;
  /** HTTP routes of its own. */
  routes?: readonly GameRoute[];
  /** What an operator may make happen, by name. */
  commands?: Record<string, (table: Table<S, X, C>) => void>;
}

/** What is told of a game to who does not play it: to the queue, over HTTP, to the page. Its rules are not in it. */
export interface GameInfo
  extends Pick<
    Game,
    'name' | 'title' | 'about' | 'words' | 'rules' | 'seats' | 'queue' | 'routes' | 'stepMs'
  > {
  action: z.ZodType;
}
