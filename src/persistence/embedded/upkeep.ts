import type { DataSource } from 'typeorm';

const EVERY_MS = 5 * 60_000;
/** A vacuum once an hour. */
const VACUUM_EVERY = 12;

/**
 * Does by the clock what a real Postgres does in the background and the embedded one never: without checkpoints
 * its log of writes grows without end, and without vacuum its tables do.
 * @returns stops it, and resolves when what is under way is done
 */
export function startUpkeep(
  database: DataSource,
  log: { warn(context: object, message: string): void },
  everyMs = EVERY_MS,
): () => Promise<void> {
  let rounds = 0;
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    rounds += 1;
    const vacuum = rounds % VACUUM_EVERY === 0;
    underWay = underWay
      .then(() => keepUp(database, vacuum))
      .catch((error: unknown) => log.warn({ err: error }, 'the upkeep of the embedded Postgres failed'));
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return underWay;
  };
}

/** Writes everything to the tables' files and drops the log before it; with `vacuum` also makes room in tables. */
export async function keepUp(database: DataSource, vacuum: boolean): Promise<void> {
  if (vacuum) await database.query('VACUUM (ANALYZE)');
  await database.query('CHECKPOINT');
}
