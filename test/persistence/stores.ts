import type { DataSource } from 'typeorm';
import type { AccountStore } from '../../src/auth/accounts.ts';
import type { MatchRecords } from '../../src/match/records.ts';
import type { PartyStore } from '../../src/matchmaking/party.ts';
import type { Blocks, PreferenceStore } from '../../src/matchmaking/preferences.ts';
import type { QueueHistory } from '../../src/matchmaking/queueHistory.ts';
import { newRating } from '../../src/matchmaking/rating.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { PostgresAccounts } from '../../src/persistence/postgres/postgresAccounts.ts';
import { PostgresFeedback } from '../../src/persistence/postgres/postgresFeedback.ts';
import { PostgresMatchRecords } from '../../src/persistence/postgres/postgresMatchRecords.ts';
import { PostgresMutes } from '../../src/persistence/postgres/postgresMutes.ts';
import { PostgresParties } from '../../src/persistence/postgres/postgresParties.ts';
import { PostgresPreferences } from '../../src/persistence/postgres/postgresPreferences.ts';
import { PostgresQueueHistory } from '../../src/persistence/postgres/postgresQueueHistory.ts';
import type { FeedbackStore } from '../../src/players/feedback.ts';
import type { MuteStore } from '../../src/players/mutes.ts';
import { MemoryAccounts } from '../support/memory/memoryAccounts.ts';
import { MemoryFeedback } from '../support/memory/memoryFeedback.ts';
import { MemoryMatchRecords } from '../support/memory/memoryMatchRecords.ts';
import { MemoryMutes } from '../support/memory/memoryMutes.ts';
import { MemoryParties } from '../support/memory/memoryParties.ts';
import { MemoryPreferences } from '../support/memory/memoryPreferences.ts';
import { MemoryQueueHistory } from '../support/memory/memoryQueueHistory.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { testSealer } from '../support/testSealer.ts';

/** Every store of one kind, empty, on a clock that the test sets. */
export interface Stores {
  accounts: AccountStore;
  records: MatchRecords;
  preferences: PreferenceStore & Blocks;
  mutes: MuteStore;
  parties: PartyStore;
  history: QueueHistory;
  feedback: FeedbackStore;
  clock: { now: number };
  close(): Promise<void>;
}

/** What every contract is run against. */
export const KINDS: Record<string, () => Promise<Stores>> = {
  memory: async () => {
    const clock = { now: Date.UTC(2026, 0, 1) };
    const now = () => clock.now;
    const accounts = new MemoryAccounts(now);
    return {
      accounts,
      records: new MemoryMatchRecords({ accounts, newRating, now }),
      preferences: new MemoryPreferences(),
      mutes: new MemoryMutes(),
      parties: new MemoryParties(),
      history: new MemoryQueueHistory(),
      feedback: new MemoryFeedback(now),
      clock,
      close: async () => {},
    };
  },
  'embedded Postgres': async () => postgresStores(await freshEmbedded(), async () => {}),
  'real Postgres': async () => {
    const database = await openDatabase(await freshPostgres(), { poolSize: 5 });
    return postgresStores(database, () => database.destroy());
  },
};

function postgresStores(database: DataSource, close: () => Promise<void>): Stores {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const now = () => clock.now;
  return {
    accounts: new PostgresAccounts(database, now),
    records: new PostgresMatchRecords(database, { newRating, hashOf: () => '', sealer: testSealer, now }),
    preferences: new PostgresPreferences(database, now),
    mutes: new PostgresMutes(database, now),
    parties: new PostgresParties(database),
    history: new PostgresQueueHistory(database),
    feedback: new PostgresFeedback(database, now),
    clock,
    close,
  };
}

let ids = 0;

/** A uuid that no other test has. */
export function newId(): string {
  ids += 1;
  return `00000000-0000-4000-8000-${ids.toString(16).padStart(12, '0')}`;
}
