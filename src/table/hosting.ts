import type { Children, Game, StateMaker, TableState } from '../games/game.ts';
import type { MatchId, PlayerId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { Invited, Seated } from '../match/journal.ts';
import type { MatchStore, StoredSession } from '../match/matchStore.ts';
import type { GameMessages, PhaseMessage } from '../protocol/game.ts';
import type { LifecyclePolicy } from './lifecycle.ts';
import type { MatchEndNeeds } from './matchEnd.ts';

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
  const wrong = wrongWith(game);
  if (wrong) throw new Error(`${game.name}: ${wrong}`);
  return { game, maker } as unknown as HostedGame;
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

/** What a table is made from. It comes from the server alone: clients cannot create game rooms. */
export interface TableOptions {
  match: MatchId;
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
  matches: { started(game: string): void; finished(game: string, outcome: 'finished' | 'abandoned'): void };
  actions: { accepted(game: string): void; rejected(game: string, code: string): void };
}

export interface TableNeeds extends MatchEndNeeds {
  directory: MatchDirectory;
  store: MatchStore;
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
  /** Sessions that are connected or may come back, and ids of the objects they know. */
  sessions(): StoredSession[];
  refs(): unknown;
  /** The room is over. */
  close(): void;
  /** The match goes on elsewhere: clients are to look for it, and nothing here may touch it any more. */
  handOff(): void;
}
