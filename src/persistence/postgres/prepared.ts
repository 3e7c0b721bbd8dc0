import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
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
 * Runs a statement that each connection plans once.
 * @param shared all connections are one session: none can have a plan of its own
 */
export async function runPrepared<Row>(
  database: DataSource,
  { name, text }: Prepared,
  { values, shared }: { values: unknown[]; shared: boolean },
): Promise<Row[]> {
  const pool = (database.driver as PostgresDriver).master as Pool;
  const { rows } = await pool.query(shared ? { text, values } : { name, text, values });
  return rows;
}
