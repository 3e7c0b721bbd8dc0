import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, MigrationExecutor } from 'typeorm';
import { AbandonedWhy1796108400000 } from './migrations/AbandonedWhy1796108400000.ts';
import { Button1796014800000 } from './migrations/Button1796014800000.ts';
import { DeletedPlayers1795910400000 } from './migrations/DeletedPlayers1795910400000.ts';
import { Faces1796007600000 } from './migrations/Faces1796007600000.ts';
import { FrozenMutes1796104800000 } from './migrations/FrozenMutes1796104800000.ts';
import { GameRecords1796000400000 } from './migrations/GameRecords1796000400000.ts';
import { Initial1795219200000 } from './migrations/Initial1795219200000.ts';
import { LiveEntries1796101200000 } from './migrations/LiveEntries1796101200000.ts';
import { Mutes1795914000000 } from './migrations/Mutes1795914000000.ts';
import { Notifications1796004000000 } from './migrations/Notifications1796004000000.ts';
import { OwnedMatches1795996800000 } from './migrations/OwnedMatches1795996800000.ts';
import { PushSubscriptions1796097600000 } from './migrations/PushSubscriptions1796097600000.ts';
import { Queue1795392000000 } from './migrations/Queue1795392000000.ts';
import { RankPages1796011200000 } from './migrations/RankPages1796011200000.ts';
import { RatedMatches1795478400000 } from './migrations/RatedMatches1795478400000.ts';
import { RunningMatches1795305600000 } from './migrations/RunningMatches1795305600000.ts';
import { ScheduledNotifications1796094000000 } from './migrations/ScheduledNotifications1796094000000.ts';
import { SeenNames1795564800000 } from './migrations/SeenNames1795564800000.ts';
import { TimeEntries1795921200000 } from './migrations/TimeEntries1795921200000.ts';

/** Oldest first. */
export const MIGRATIONS = [
  Initial1795219200000,
  RunningMatches1795305600000,
  Queue1795392000000,
  RatedMatches1795478400000,
  SeenNames1795564800000,
  DeletedPlayers1795910400000,
  Mutes1795914000000,
  TimeEntries1795921200000,
  OwnedMatches1795996800000,
  GameRecords1796000400000,
  Notifications1796004000000,
  Faces1796007600000,
  RankPages1796011200000,
  Button1796014800000,
  ScheduledNotifications1796094000000,
  PushSubscriptions1796097600000,
  LiveEntries1796101200000,
  FrozenMutes1796104800000,
  AbandonedWhy1796108400000,
];

/** Processes that start together migrate one after the other: they hold this advisory lock meanwhile ("parl"). */
const LOCK = 0x7061726c;

const CONNECT_WITHIN_MS = 30_000;
const ONE_ATTEMPT_MS = 5000;
const PAUSE_MS = 500;

/** The database cannot be used. The message names it without its password. */
export class DatabaseError extends Error {
  constructor(url: string, cause: unknown) {
    super(`The database at ${withoutPassword(url)} cannot be used: ${reason(cause)}`, { cause });
    this.name = 'DatabaseError';
  }
}

/**
 * Brings the schema up to date, in one transaction. Several processes may do so at once.
 * @param connectWithinMs how long to try while nobody answers
 * @throws DatabaseError when nobody answers in time, or the database refuses
 */
export async function migrate(url: string, connectWithinMs = CONNECT_WITHIN_MS): Promise<void> {
  const database = await connect(url, connectWithinMs);
  try {
    await database.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      await new MigrationExecutor(database, manager.queryRunner).executePendingMigrations();
    });
  } finally {
    await database.destroy();
  }
}

/** Undoes the latest migration. */
export async function revert(url: string): Promise<void> {
  const database = await connect(url, CONNECT_WITHIN_MS);
  try {
    await database.undoLastMigration();
  } finally {
    await database.destroy();
  }
}

/** A data source of one connection without time limits: a migration takes as long as it takes. */
async function connect(url: string, withinMs: number): Promise<DataSource> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const database = new DataSource({
      type: 'postgres',
      url,
      migrations: MIGRATIONS,
      poolSize: 1,
      connectTimeoutMS: ONE_ATTEMPT_MS,
      applicationName: 'parlor migration',
      installExtensions: false,
      logging: false,
    });
    try {
      return await database.initialize();
    } catch (error) {
      if (!mayPass(error) || Date.now() + PAUSE_MS > deadline) throw new DatabaseError(url, error);
      await pause(PAUSE_MS);
    }
  }
}

/** Whether a failure to connect may be gone in a moment: nobody listens yet, or the server is starting or full. */
function mayPass(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code === undefined) return /timeout|terminated/i.test(message ?? '');
  return /^(ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND|ENOENT|EPIPE|57P0|53)/.test(code);
}

function reason(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  return message || code || String(cause);
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
