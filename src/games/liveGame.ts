import { z } from 'zod';
import type {
  BotMind,
  Children,
  Game,
  Outcome,
  PlayerOf,
  Seen,
  Table,
  TablePlayer,
  TableState,
} from './game.ts';

/** One command of a player as rules get it: whole numbers by field, each within its bounds. */
export type Input = Record<string, number>;

/**
 * A field of an input: so many bytes on the wire, and what it may be. What is no whole number is 0, or the nearest
 * bound.
 */
export type InputField = readonly [bytes: 1 | 2, min: number, max: number];

/** The fields of an input, in the order in which they are sent. */
export type InputShape<I extends object = Input> = { readonly [field in keyof I]: InputField };

/** What is commanded, and how often. */
export interface LivePace<I extends object = Input> {
  input: InputShape<I>;
  /** One command is taken of a player for so many steps. */
  commandSteps: number;
  /** Clients are told every so many steps. */
  patchSteps: number;
  /** Commands that come late are made up for: so many at once at most. What is more is dropped. */
  maxCredit: number;
  /**
   * The field by which a client says which step its screen showed, by its low 16 bits: rules get none that is older
   * than the player's line explains.
   */
  view?: keyof I & string;
}

/**
 * What makes a game live. Its players do not act one by one: each sends commands many times a second, and moves by the
 * commands that were taken of it, never by time. So a client that has the same rules knows what each of its own
 * commands will do before it is answered.
 */
export interface LiveRules<S extends TableState, I extends object, X, C extends Record<keyof C, object>>
  extends LivePace<I> {
  /** What a command of a player does. Players who left have none. */
  command(table: Table<S, X, C>, player: string, input: I): void;
  /** What a bot commands now, or nothing, by what its player sees. Asked every `commandSteps` steps. */
  bot(seen: Seen<S>, mind: BotMind): I | undefined;
  /**
   * The match goes on in another process, up to a second before it stopped: what was on its way may be taken back, and
   * players may be given a moment.
   */
  restored?(table: Table<S, X, C>): void;
  /**
   * Where a player is, and in which colours, for those who look at the players of a deployment; they see none unless it
   * says.
   */
  place?(player: PlayerOf<S>): Place;
}

/** The state of a game that moves. */
export interface LiveState<P extends TablePlayer = TablePlayer> extends TableState<P> {
  /** The step that it is of, by its low 16 bits. Kept by the match. */
  tick: number;
}

/** Where a player of a match that moves is. */
export interface Place {
  x: number;
  y: number;
  colors: string;
}

/**
 * A game that moves: everything that a game is (`Game`), with commands in place of actions. Its commands are logged in
 * chunks, twice a second, and what is decided is shown once that is stored; movement at once.
 */
export interface LiveGame<
  S extends LiveState,
  I extends object,
  X = unknown,
  C extends Record<keyof C, object> = Children,
> extends Omit<
      Game<S, { action: string }, X, C>,
      'action' | 'act' | 'bot' | 'durability' | 'dueAt' | 'maxActions'
    >,
    LiveRules<S, I, X, C> {
  durability: 'inputs';
}

/** Anything that looks like an action, to be told that there are none. */
const anyAction = z.looseObject({ action: z.string().max(64) });

const NEEDS_SOCKET: Outcome = {
  refused: {
    code: 'needs_socket',
    message: 'This game is played by inputs over a socket, not by actions.',
  },
};

/** A live game as Parlor hosts it: one whose actions are all refused. */
type HostedLive<S extends TableState, X, C extends Record<keyof C, object>> = Game<
  S,
  { action: string },
  X,
  C
> & {
  // Fields are known by the shape from here on.
  live: LiveRules<S, Input, X, C>;
};

/** The game that Parlor hosts, of what somebody says of a live one. */
export function liveGame<
  S extends LiveState,
  I extends object,
  X = unknown,
  C extends Record<keyof C, object> = Children,
>(game: LiveGame<S, I, X, C>): HostedLive<S, X, C> {
  const { input, commandSteps, patchSteps, maxCredit, view, command, bot, restored, place, ...rest } = game;
  const live = {
    ...{ input, commandSteps, patchSteps, maxCredit, command, bot },
    ...(view !== undefined && { view }),
    ...(restored && { restored }),
    ...(place && { place }),
  };
  return {
    ...rest,
    action: anyAction,
    act: () => NEEDS_SOCKET,
    step(table) {
      table.state.tick = (table.now / rest.stepMs) % 0x10000; // clients go by it
      return rest.step(table);
    },
    bot: () => undefined,
    live: live as unknown as LiveRules<S, Input, X, C>,
  };
}

/** How a game is commanded, for who is told of it; undefined when it is not live. */
export function livePaceOf(
  game: Pick<Game, 'stepMs'> & { live?: LivePace },
): (LivePace & { stepMs: number }) | undefined {
  return game.live && { ...game.live, stepMs: game.stepMs };
}

/** What makes this game live; undefined when it is not. */
export function liveRulesOf<
  S extends TableState,
  A extends { action: string },
  X,
  C extends Record<keyof C, object>,
>(game: Game<S, A, X, C>): LiveRules<S, Input, X, C> | undefined {
  return (game as Partial<Pick<HostedLive<S, X, C>, 'live'>>).live;
}
