import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/persistence/embedded/embeddedPostgres.ts';
import { copyMadeDatabase } from './madeDatabase.ts';

interface Shared {
  folder: string;
  postgres: EmbeddedPostgres;
  database: DataSource;
}

let shared: Promise<Shared> | undefined;

/** The data source of an embedded Postgres with empty tables. One is shared by all: it takes seconds to make. */
export async function freshEmbedded(): Promise<DataSource> {
  shared ??= start();
  const { database } = await shared;
  const tables = database.entityMetadatas.map((entity) => entity.tableName);
  await database.query(`TRUNCATE ${tables.join(', ')}`);
  return database;
}

after('stop the embedded Postgres', async function () {
  this.timeout(180_000); // a busy machine
  const started = await shared?.catch(() => undefined);
  if (!started) return;
  await started.database.destroy();
  await started.postgres.stop();
  await rm(started.folder, { recursive: true, force: true });
});

async function start(): Promise<Shared> {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-embedded-'));
  await copyMadeDatabase(folder);
  const postgres = await startEmbeddedPostgres(folder);
  const database = await openDatabase(postgres.url, { poolSize: 1 });
  return { folder, postgres, database };
}
