import type { DataSource } from 'typeorm';

const EVERY_MS = 60_000;
/** Rounds from one checkpoint to the next. */
const CHECKPOINT_EVERY = 5;
/** Rounds from one vacuum of all tables to the next. */
const VACUUM_EVERY = 60;

/**
 * Does by the clock what a real Postgres does in the background and the embedded one never: without checkpoints
 * its log of writes grows without end, and without vacuum its tables do. Those of running matches and of the queue,
 * of which every row is rewritten each second, are vacuumed each minute.
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
    const round = rounds;
    underWay = underWay
      .then(() => keepUp(database, round))
      .catch((error: unknown) => log.warn({ err: error }, 'the upkeep of the embedded Postgres failed'));
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return underWay;
  };
}

/** What is to be done in a round, of which the first is 1. */
export async function keepUp(database: DataSource, round: number): Promise<void> {
  const all = round % VACUUM_EVERY === 0;
  await database.query(
    all
      ? 'VACUUM (ANALYZE)'
      : 'VACUUM match_owners, match_checkpoints, match_journals, match_ends, queue_tickets',
  );
  if (round % CHECKPOINT_EVERY === 0) await database.query('CHECKPOINT');
}
