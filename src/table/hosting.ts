import type { Children, Game, StateMaker, TablePlayer, TableState } from '../games/game.ts';
import { type InputField, type LivePace, liveRulesOf } from '../games/liveGame.ts';
import type { MatchId, PlayerId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import type { InputSource } from '../match/commands.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { MeasuredLine } from '../match/heldView.ts';
import type { Invited, Seated } from '../match/journal.ts';
import type { MatchStore, StoredSession } from '../match/matchStore.ts';
import type { Places } from '../match/places.ts';
import type { GameMessages, PhaseMessage } from '../protocol/game.ts';
import type { LifecyclePolicy } from './lifecycle.ts';
import type { MatchEndNeeds } from './matchEnd.ts';

/**
 * From one command of a live game to the next, and from one patch to the next: what goes by longer steps is no live
 * game.
 */
const MOST_MS = 200;
/** Fields of an input: a bit of its log stands for each. */
const MAX_INPUT_FIELDS = 16;

/** A game as rooms host it: its rules, and what makes its synchronised state. */
export interface HostedGame<S extends TableState = TableState> {
  game: Game<S>;
  maker: StateMaker<S>;
}

/**
 * Ties a game to what makes its synchronised state. From here on nobody asks what its fields are.
 * @throws Error when the game says of itself what no server can keep
 */
export function hosted<
  S extends TableState,
  A extends { action: string },
  X,
  C extends Record<keyof C, object> = Children,
>(game: Game<S, A, X, C>, maker: StateMaker<S>): HostedGame {
  const wrong =
    wrongWith(game) ??
    lackOf(game, maker.plain) ??
    wrongWithLive(game, liveRulesOf(game), maker.plain.state());
  if (wrong) throw new Error(`${game.name}: ${wrong}`);
  return { game, maker } as unknown as HostedGame;
}

/** Shorter steps than this are made by a ticker: a table that looks after itself would be late for them. */
const STEPPED_BELOW_MS = 50;

/** Whether somebody steps the matches of this game: those that move, and those that go by short steps. */
export function isStepped<S extends TableState>({ game }: Pick<HostedGame<S>, 'game'>): boolean {
  return game.stepMs < STEPPED_BELOW_MS || liveRulesOf(game) !== undefined;
}

const isWhole = (value: number, from: number, to: number) =>
  Number.isInteger(value) && value >= from && value <= to;

/** What a game says of itself that cannot be; undefined when nothing is. */
function wrongWith({
  name,
  seats,
  stepMs,
  grace = 0,
  maxActions = 1,
  rules = 1,
}: Pick<Game, 'name' | 'seats' | 'stepMs' | 'grace' | 'maxActions' | 'rules'>): string | undefined {
  if (!/^[a-z][a-z0-9_]{0,31}$/.test(name) || name === 'lobby')
    return 'its name is lower-case letters, digits and _, begins with a letter, and is not lobby';
  if (!isWhole(seats.min, 3, 5) || !isWhole(seats.max, seats.min, 5)) return 'tables have 3 to 5 seats';
  if (!isWhole(stepMs, 10, 1000)) return 'stepMs is a whole number from 10 to 1000';
  if (grace !== 'match' && !isWhole(grace, 0, 0xffff_ffff)) return 'grace is whole ms, or match';
  if (!isWhole(maxActions, 1, 100_000)) return 'maxActions is a whole number from 1 to 100000';
  if (!isWhole(rules, 1, 1000)) return 'rules is a whole number from 1';
  return undefined;
}

/** What every game has: who does not check types finds out here, and not in the middle of a match. */
const FUNCTIONS = ['secret', 'start', 'act', 'step', 'leave', 'over', 'standings', 'bot'] as const;
const LIVE_FUNCTIONS = ['command', 'bot'] as const;
const MORE_LIVE_FUNCTIONS = ['restored', 'place'] as const;
/** What only some have. */
const MORE_FUNCTIONS = [
  'opened',
  'dueAt',
  'deadline',
  'away',
  'back',
  'records',
  'promised',
  'recordFor',
] as const;

const TABLE_FIELDS: (keyof TableState)[] = ['phase', 'version', 'deadline', 'spectators', 'players'];
/** A face is none at first. */
const PLAYER_FIELDS: (keyof TablePlayer)[] = ['id', 'name', 'seat', 'bot', 'left', 'connected', 'grace'];

const isFunctionIfAny = (value: unknown) => value === undefined || typeof value === 'function';

/** What it lacks that the server calls, or reads of every table. */
function lackOf<S extends TableState, A extends { action: string }, X, C extends Record<keyof C, object>>(
  game: Game<S, A, X, C>,
  maker: Pick<StateMaker<S>, 'state' | 'player'>,
): string | undefined {
  const live = liveRulesOf(game);
  for (const name of LIVE_FUNCTIONS)
    if (live && typeof live[name] !== 'function') return `it has no function ${name}`;
  for (const name of FUNCTIONS) if (typeof game[name] !== 'function') return `it has no function ${name}`;
  for (const name of MORE_FUNCTIONS) if (!isFunctionIfAny(game[name])) return `${name} is a function`;
  for (const name of MORE_LIVE_FUNCTIONS) if (!isFunctionIfAny(live?.[name])) return `${name} is a function`;
  for (const [name, command] of Object.entries(game.commands ?? {}))
    if (typeof command !== 'function') return `its command ${name} is a function`;
  const state = TABLE_FIELDS.find((field) => !(field in maker.state()));
  if (state) return `its state has no ${state}: spread tableFields into everybody`;
  const player = PLAYER_FIELDS.find((field) => !(field in (maker.player() as object)));
  if (player) return `its players have no ${player}: spread tablePlayerFields into everybody`;
  return undefined;
}

/** The same of what a live game says besides. */
function wrongWithLive(
  { durability, stepMs }: Pick<Game, 'durability' | 'stepMs'>,
  live: LivePace | undefined,
  state: object,
): string | undefined {
  if ((durability === 'inputs') !== (live !== undefined))
    return 'durability is inputs where it is made by liveGame';
  if (!live) return undefined;
  const { input, commandSteps, patchSteps, maxCredit, view } = live;
  const fields = Object.entries<InputField>(input);
  if (!isWhole(fields.length, 1, MAX_INPUT_FIELDS)) return `an input has 1 to ${MAX_INPUT_FIELDS} fields`;
  for (const [field, [bytes, min, max]] of fields) {
    const room = bytes === 1 || bytes === 2 ? 2 ** (8 * bytes) : 0;
    const from = min < 0 ? -room / 2 : 0;
    if (!isWhole(min, from, max) || !isWhole(max, min, from + room - 1))
      return `${field} does not fit into its bytes`;
  }
  if (view !== undefined && !Object.hasOwn(input, view))
    return `view names a field of input, and ${view} is none`;
  if (![commandSteps, patchSteps].every((steps) => isWhole(steps, 1, 10)))
    return 'commandSteps and patchSteps are 1 to 10';
  if (Math.max(commandSteps, patchSteps) * stepMs > MOST_MS)
    return `commandSteps and patchSteps take ${MOST_MS} ms at most`;
  if ((state as { tick?: unknown }).tick !== 0)
    return 'the state of a live game has a field tick: t.uint16().default(0)';
  if (!isWhole(maxCredit, 1, 30)) return 'maxCredit is a whole number from 1 to 30';
  return undefined;
}

/** What a table is made from. It comes from the server alone: clients cannot create game rooms. */
export interface TableOptions {
  match: MatchId;
  /** What it keeps secret is derived from it. */
  seed: string;
  seats: Invited[];
  why: string;
  quality: number | null;
  /** Where it is to run; null: anywhere. */
  region: string | null;
  botsAllowed: boolean;
  /** How long it waits for its people, in ms. */
  waitMs: number;
  /** Proposals by which more people were seated later. */
  batches: MatchId[];
}

/** What is counted of tables, by game. */
interface TableMetrics {
  matches: {
    started(game: string): void;
    finished(game: string, outcome: 'finished' | 'abandoned'): void;
    recovered(game: string): void;
    playing(game: string, change: 1 | -1): void;
  };
  actions: {
    /** Acknowledged so many seconds after it came. */
    accepted(game: string, seconds: number): void;
    rejected(game: string, code: string): void;
  };
  reconnections: { ended(result: 'back' | 'gone'): void };
  /** Time in seconds that passed and was not played. */
  steps: { dropped(game: string, seconds: number): void };
  /** Commands of players that were not taken. */
  inputs: { dropped(game: string, reason: 'too_many', count: number): void };
}

export interface TableNeeds extends MatchEndNeeds {
  directory: MatchDirectory;
  store: MatchStore;
  /** Where it is told where players are, if anybody can look. */
  places?: Places | undefined;
  /** Ms that pass evenly, whatever becomes of the wall clock. */
  elapsed(): number;
  /** This process, as owner of matches. */
  process(): string;
  lifecycle: LifecyclePolicy;
  log: Log;
  metrics: TableMetrics;
  /** Tells a player of a table that has not begun, with a seat. */
  sendMatchFound(game: string, table: TableOptions, player: PlayerId): Promise<void>;
  /** Puts people whose table fell through back at the front of the queue. */
  requeue(match: MatchId, players: PlayerId[]): Promise<void>;
  newBot(taken: readonly Seated[]): Seated;
  /** For services that listen from outside: the phase of a match changed. Must not throw. */
  announce?: ((match: string, update: PhaseMessage) => void) | undefined;
}

/** How a table reaches its clients. */
export interface TableClients {
  /** Shows everybody the state as it is now: nothing in it may be undone any more. */
  show(): void;
  broadcast<T extends keyof GameMessages>(type: T, payload: GameMessages[T]): void;
  send<T extends keyof GameMessages>(player: PlayerId, type: T, payload: GameMessages[T]): void;
  /** Where a player's commands come from, while they are here. */
  inputs(player: PlayerId): InputSource | undefined;
  /** What that way takes, as the server measures it; undefined while nothing is known of it. */
  line?(player: PlayerId): MeasuredLine | undefined;
  /** Sessions that are connected or may come back, and ids of the objects they know. */
  sessions(): StoredSession[];
  refs(): unknown;
  /** The room is over. */
  close(): void;
  /** The match goes on elsewhere: clients are to look for it, and nothing here may touch it any more. */
  handOff(): void;
}
