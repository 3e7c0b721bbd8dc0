/**
 * Codes of Node and Postgres that say: the server is away, going away, full or busy. Class 08 of Postgres is handled
 * apart.
 */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  '25006', // read-only: a standby, in the middle of a failover
  '40001', // serialization failure
  '40P01', // deadlock
  '53100', // disk full
  '53200', // out of memory
  '53300', // too many connections
  '55P03', // waited too long for a lock
  '57014', // ran for too long
  '57P01', // admin shutdown
  '57P02', // crash shutdown
  '57P03', // cannot connect now
]);
/** Errors of pg, TypeORM and ioredis that have no code, and our own: the framework keeps no more of them than words. */
const AWAY_TEXT =
  /connection terminated|query read timeout|no answer within|command timed out|timeout exceeded when trying to connect|client has encountered a connection error|pool after calling end|connection is closed|is not established|not queryable|max retries per request|too many (?:commands|writes|lookups) wait|sure only in a moment/i;
const MAX_DEPTH = 5;

/** A store answers, and cannot be sure yet of what it lost or missed. @param what nobody can tell */
export function unsure(what: string): Error {
  return new Error(`${what} is sure only in a moment`);
}

/** Whether an error says that a store is away and trying again later makes sense. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return false;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  if (typeof code === 'string' && (AWAY.has(code) || /^08\w{3}$/.test(code))) return true;
  if (AWAY_TEXT.test(error.message)) return true;
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error.cause, driverError, ...inner].some((each) => isUnavailable(each, depth + 1));
}
