import type { DataSource } from 'typeorm';
import type { Tally } from '../../push/notification.ts';
import * as sql from './notificationStatements.ts';
import { type CountedRow, tallied } from './notificationTallies.ts';
import { inTransaction } from './transaction.ts';

/** Each of the two goes on for so long at most: the next sweep goes on from there. */
const BUSY_MS = 1000;
/** In one statement: the embedded Postgres does nothing else meanwhile. */
const CLOSED_AT_ONCE = 500;
const FORGOTTEN_AT_ONCE = 100;
const RECEIPTS_AT_ONCE = 2000;

/** An account that was stored later than so long after its time is not known: who signs up waits for it. */
const SIGNED_UP_WITHIN_MS = 15_000;
/** Who sweeps for the first time looks back so far: the process that did it before may be gone. */
const LOOK_BACK_MS = 5 * 60_000;
const RECOUNTED_AT_ONCE = 20;

/**
 * Counts once more for how many those of everybody are, when all who signed up as they were accepted are there.
 * @param after the seq up to which that was done
 * @returns the same from here on
 */
export async function recount(database: DataSource, now: number, after: number): Promise<number> {
  const found: { seq: string }[] = await database.query(sql.FOR_ALL_BETWEEN, [
    after,
    new Date(now - LOOK_BACK_MS),
    new Date(now - SIGNED_UP_WITHIN_MS),
    RECOUNTED_AT_ONCE,
  ]);
  const seqs = found.map(({ seq }) => Number(seq));
  if (seqs.length > 0) await database.query(sql.RECOUNT, [seqs]);
  return seqs.at(-1) ?? after;
}

/** Counts what expired undelivered. */
export async function closeExpired(database: DataSource, now: number): Promise<Tally[]> {
  const tallies: Tally[] = [];
  const busy = timeOut();
  do {
    const rows: (CountedRow & { closed: number })[] = await database.query(sql.CLOSE_EXPIRED, [
      new Date(now),
      CLOSED_AT_ONCE,
    ]);
    tallies.push(...tallied('expired', rows));
    if (rows.reduce((sum, { closed }) => sum + closed, 0) < CLOSED_AT_ONCE) break;
  } while (!busy());
  return tallies.filter(({ count }) => count > 0);
}

/** Forgets what expired before. */
export async function forget(database: DataSource, before: number): Promise<void> {
  const busy = timeOut();
  do {
    const found: { seq: string }[] = await database.query(sql.LONG_OVER, [
      new Date(before),
      FORGOTTEN_AT_ONCE,
    ]);
    if (found.length === 0) break;
    const seqs = found.map(({ seq }) => Number(seq));
    if (!(await forgetReceipts(database, seqs, busy))) return;
    await inTransaction(database, async (manager) => {
      await manager.query(sql.FORGET, [seqs]);
      await manager.query(sql.FORGOTTEN, [Math.max(...seqs)]);
    });
  } while (!busy());
  await database.query(sql.FORGET_PAST_MUTES);
}

/** A notification for everybody has many. @returns false when there are more than there was time for */
async function forgetReceipts(database: DataSource, seqs: number[], busy: () => boolean): Promise<boolean> {
  for (;;) {
    const [, gone]: [unknown, number] = await database.query(sql.FORGET_RECEIPTS, [seqs, RECEIPTS_AT_ONCE]);
    if (gone < RECEIPTS_AT_ONCE) return true;
    if (busy()) return false;
  }
}

function timeOut(): () => boolean {
  const until = performance.now() + BUSY_MS;
  return () => performance.now() > until;
}
