import type { ClientBase, Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import {
  ButtonClosest,
  ButtonHead,
  ButtonPlayer,
  ButtonPush,
  ButtonRound,
} from '../entities/buttonEntities.ts';
import { FeedbackEntity } from '../entities/FeedbackEntity.ts';
import { GameRecordEntity } from '../entities/GameRecordEntity.ts';
import { JournalEntryEntity } from '../entities/JournalEntryEntity.ts';
import { MatchCheckpointEntity } from '../entities/MatchCheckpointEntity.ts';
import { MatchEndEntity } from '../entities/MatchEndEntity.ts';
import { MatchEntity } from '../entities/MatchEntity.ts';
import { MatchJournalEntity } from '../entities/MatchJournalEntity.ts';
import { MatchOwnerEntity } from '../entities/MatchOwnerEntity.ts';
import { MatchPlayer } from '../entities/MatchPlayer.ts';
import { MuteEntity } from '../entities/MuteEntity.ts';
import { NotificationEntity } from '../entities/NotificationEntity.ts';
import {
  NotificationCount,
  NotificationHead,
  NotificationMute,
  NotificationPastMute,
  NotificationReceipt,
  NotificationTarget,
} from '../entities/notificationEntities.ts';
import { PartyEntity } from '../entities/PartyEntity.ts';
import { PartyMember } from '../entities/PartyMember.ts';
import { Player } from '../entities/Player.ts';
import { PointEntry } from '../entities/PointEntry.ts';
import { PreferenceEntity } from '../entities/PreferenceEntity.ts';
import { PushSubscriptionEntity } from '../entities/PushSubscriptionEntity.ts';
import { Puzzle } from '../entities/Puzzle.ts';
import { QueueCountEntity } from '../entities/QueueCountEntity.ts';
import { QueueLetDownEntity } from '../entities/QueueLetDownEntity.ts';
import { QueueProposalEntity } from '../entities/QueueProposalEntity.ts';
import { QueueTableEntity } from '../entities/QueueTableEntity.ts';
import { QueueTicketEntity } from '../entities/QueueTicketEntity.ts';
import { Rating } from '../entities/Rating.ts';
import { RunningEntryEntity } from '../entities/RunningEntryEntity.ts';
import { RunningMatchEntity } from '../entities/RunningMatchEntity.ts';
import { ScheduledNotificationEntity } from '../entities/ScheduledNotificationEntity.ts';
import { migrate } from './migrate.ts';

/** Every table. */
const ENTITIES = [
  Player,
  PreferenceEntity,
  MuteEntity,
  MatchEntity,
  MatchPlayer,
  Puzzle,
  GameRecordEntity,
  PointEntry,
  JournalEntryEntity,
  Rating,
  FeedbackEntity,
  MatchOwnerEntity,
  MatchCheckpointEntity,
  MatchJournalEntity,
  MatchEndEntity,
  RunningMatchEntity,
  RunningEntryEntity,
  QueueTicketEntity,
  QueueProposalEntity,
  QueueLetDownEntity,
  QueueTableEntity,
  QueueCountEntity,
  PartyEntity,
  PartyMember,
  NotificationEntity,
  NotificationHead,
  NotificationTarget,
  NotificationReceipt,
  NotificationCount,
  NotificationMute,
  NotificationPastMute,
  ScheduledNotificationEntity,
  PushSubscriptionEntity,
  ButtonHead,
  ButtonPush,
  ButtonClosest,
  ButtonRound,
  ButtonPlayer,
];

interface DatabaseOptions {
  /** Connections at most. The embedded Postgres has one: 1 there. */
  poolSize: number;
  /** How long to wait at the start for a database that does not answer, in ms. 30 s by default. */
  connectWithinMs?: number;
  /** Told of connections that broke while nobody used them. */
  log?: { warn(context: object, message: string): void };
}

/** A statement may take so long, and wait for a lock so long. The server ends it. */
const STATEMENT_MS = 10_000;
const LOCK_MS = 5_000;
/** After this a statement is given up here: the server, or the way to it, is dead. */
const QUERY_MS = 15_000;
/** A transaction that does nothing for so long is rolled back. */
const IDLE_IN_TRANSACTION_MS = 15_000;
/** To connect, and to wait for a free connection. */
const CONNECT_MS = 10_000;
const IDLE_MS = 30_000;

/**
 * Opens the database that a `postgres:` URL names, real or embedded, and brings its schema up to date.
 * @throws DatabaseError when it cannot be reached in time, or refuses
 */
export async function openDatabase(url: string, options: DatabaseOptions): Promise<DataSource> {
  await migrate(url, options.connectWithinMs);
  const database = new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    poolSize: options.poolSize,
    connectTimeoutMS: CONNECT_MS,
    applicationName: 'parlor',
    installExtensions: false,
    logging: false,
    poolErrorHandler: (error: unknown) =>
      options.log?.warn({ err: error }, 'an idle database connection broke'),
    extra: {
      statement_timeout: STATEMENT_MS,
      lock_timeout: LOCK_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      query_timeout: QUERY_MS,
      idleTimeoutMillis: IDLE_MS,
      keepAlive: true,
    },
  });
  await database.initialize();
  dropUnfinished((database.driver as PostgresDriver).master as Pool);
  return database;
}

/**
 * Connections that come back with a statement or a transaction still open are closed: after a statement was
 * given up here, the next user would find themselves in somebody else's transaction.
 */
function dropUnfinished(pool: Pool): void {
  pool.on('release', (_error: Error, client: ClientBase) => {
    const { readyForQuery } = client as ClientBase & { readyForQuery: boolean };
    if (client.getTransactionStatus() !== 'I' || !readyForQuery) {
      (client as ClientBase & { end(): Promise<void> }).end().catch(() => {});
    }
  });
}
