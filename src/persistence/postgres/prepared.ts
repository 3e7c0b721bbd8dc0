import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** A statement that is run so often that planning it each time would cost more than running it. */
export interface Prepared {
  name: string;
  text: string;
}

/** Runs a statement that each connection plans once. */
export async function runPrepared<Row>(
  database: DataSource,
  statement: Prepared,
  values: unknown[],
): Promise<Row[]> {
  const pool = (database.driver as PostgresDriver).master as Pool;
  const { rows } = await pool.query({ ...statement, values });
  return rows;
}
