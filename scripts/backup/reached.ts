import type { Client } from 'pg';
import { Refused } from './Refused.ts';

const CONNECT_MS = 10_000;

/** How a client of Postgres is to connect. */
export const CONNECTING = { connectionTimeoutMillis: CONNECT_MS };

/**
 * Connects, or says what did not answer: the driver says only that a time is over.
 * @param Failure what it throws then: something may have been begun
 */
export async function reached(
  database: Client,
  what: string,
  Failure: new (message: string, options: ErrorOptions) => Error = Refused,
): Promise<void> {
  database.on('error', () => {}); // the next query says so
  await database.connect().catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${what} cannot be reached: ${error.message || error.code}`, { cause: error });
  });
}

/** What is at an address, without the password in it. */
export function at(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
