import type { ServerOptions } from '@colyseus/core';
import type { DataSource } from 'typeorm';
import type { ButtonOrder } from '../button/push.ts';
import type { Health } from '../http/services.ts';
import type { CounterOf } from '../lib/rateLimit.ts';
import type { Sealer } from '../lib/sealer.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { Liveness } from '../match/liveness.ts';
import type { MatchStore } from '../match/matchStore.ts';
import type { Places } from '../match/places.ts';
import type { Lease } from '../matchmaking/lease.ts';
import type { TicketQueue } from '../matchmaking/ticketQueue.ts';
import type { BackupState } from '../persistence/backupWriter.ts';
import type { PackedMatchStore, Writing } from '../persistence/packedMatchStore.ts';
import type { ChatLog } from '../players/chatLog.ts';
import type { Presence } from '../players/presence.ts';
import type { RankStore } from '../players/ranks.ts';
import type { Updates } from '../players/updates.ts';

/** What the processes of one deployment share: in this process's memory when it is the only one, or in Redis. */
export interface Shared {
  store: MatchStore;
  directory: MatchDirectory;
  queue: TicketQueue;
  presence: Presence;
  /** Where others can see where players are. */
  places: Places | undefined;
  ranks: RankStore;
  updates: Updates;
  /** Of the lobby. */
  chat: ChatLog;
  /** Where chat rates are counted. */
  counterOf: CounterOf | undefined;
  liveness: Liveness;
  /** Held by the process that makes matches. */
  matchmaker: Lease;
  /** Where pushes of the button are put in order. */
  button: ButtonOrder;
  /** Held by the process that looks after what is stored of them. */
  buttonKeeper: Lease;
  /** What the framework itself shares. */
  framework: Pick<ServerOptions, 'driver' | 'presence'>;
  /** Takes a room's listing away from the process that had it. */
  evict(room: string): Promise<void>;
  /** Whether a room of another process can be asked. */
  isHeard(room: string): Promise<boolean>;
  /** What is to be done again and again so that others know of us and nothing is forgotten. */
  chores: readonly Chore[];
  health(): Promise<Record<string, Health>>;
  /** How far Postgres is behind with running matches. Never where they are there alone. */
  backup(): BackupState;
  /** Stores what is on its way, and closes connections. */
  stop(): Promise<void>;
}

export interface Chore {
  everyMs: number;
  /** What the log says when it fails. */
  failure: string;
  run(): Promise<void>;
}

export interface SharedOptions {
  database: DataSource;
  /** It is the embedded one. */
  embedded: boolean;
  /** This process. Known only once the framework is up. */
  ownId(): string;
  /** Seals what is stored of running matches. */
  sealer: Sealer;
  /** How long a round of the button goes on without a push. */
  countdownMs: number;
  /** Measures what is written of running matches. */
  writing: Writing;
  /** Epoch ms. */
  now(): number;
  log: {
    info(context: object, message: string): void;
    warn(context: object, message: string): void;
  };
}

/** Matches that cannot be opened here are lost; players of others may come. */
export function keysOf({ unknownKeys }: PackedMatchStore): Health {
  if (unknownKeys.length === 0) return { ok: true };
  const message = 'running matches were sealed under keys that are not known: SEALING_SECRETS_OLD';
  return { ok: false, optional: true, message, details: { unknown_keys: unknownKeys } };
}
