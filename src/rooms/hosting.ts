import type { Game, StateMaker, TableState } from '../games/game.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { Invited, Seated } from '../match/journal.ts';
import type { MatchStore, StoredSession } from '../match/matchStore.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Log } from './BaseRoom.ts';
import type { LifecyclePolicy } from './lifecycle.ts';
import type { MatchEndNeeds } from './matchEnd.ts';

/** A game as rooms host it: its rules, and what makes its synchronised state. */
export interface HostedGame<S extends TableState = TableState> {
  game: Game<S>;
  maker: StateMaker<S>;
}

/** Ties a game to what makes its synchronised state. From here on nobody asks what its fields are. */
export function hosted<S extends TableState, A extends { action: string }, X>(
  game: Game<S, A, X>,
  maker: StateMaker<S>,
): HostedGame {
  return { game, maker } as unknown as HostedGame;
}

/** What a table is made from. It comes from the server alone: clients cannot create game rooms. */
export interface TableOptions {
  match: string;
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
  batches: string[];
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
  metrics: Pick<Metrics, 'matches' | 'actions'>;
  /** Tells a player of a table that has not begun, with a seat. */
  call(game: string, table: TableOptions, player: string): Promise<void>;
  /** Puts people whose table fell through back at the front of the queue. */
  giveBack(match: string, players: string[]): Promise<void>;
  newBot(taken: readonly Seated[]): Seated;
}

/** How a table reaches its clients. */
export interface TableClients {
  /** Shows everybody the state as it is now: nothing in it may be undone any more. */
  show(): void;
  broadcast(type: string, payload: unknown): void;
  send(player: string, type: string, payload: unknown): void;
  /** Sessions that are connected or may come back, and ids of the objects they know. */
  sessions(): StoredSession[];
  refs(): unknown;
  /** The room is over. */
  close(): void;
  /** The match goes on elsewhere: clients are to look for it, and nothing here may touch it any more. */
  letGo(): void;
}
