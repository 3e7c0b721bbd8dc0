import type { Pool, PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** A statement that is run so often that planning it each time would cost more than running it. */
export interface Prepared {
  name: string;
  text: string;
}

/** Asks what is asked again and again: past TypeORM, which takes longer for that than the database. */
export async function ask<Row extends object>(
  database: DataSource,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const pool = (database.driver as PostgresDriver).master as Pool;
  return (await pool.query<Row>(text, values)).rows;
}

/**
 * Runs a statement that each connection plans once, in a transaction when it is given one.
 * @param shared all connections are one session: none can have a plan of its own
 */
export async function runPrepared<Row>(
  by: DataSource | EntityManager,
  { name, text }: Prepared,
  { values, shared }: { values: unknown[]; shared: boolean },
): Promise<Row[]> {
  const { rows } = await (await connectionOf(by)).query(shared ? { text, values } : { name, text, values });
  return rows;
}

/** That of the transaction, or any. */
function connectionOf(by: DataSource | EntityManager): Promise<PoolClient> | Pool {
  const { queryRunner } = by as EntityManager;
  if (queryRunner) return queryRunner.connect();
  const { driver } = 'driver' in by ? by : by.connection;
  return (driver as PostgresDriver).master as Pool;
}
