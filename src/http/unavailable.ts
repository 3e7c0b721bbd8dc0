/** Codes of Node and Postgres that say: the server is away, going away or full. Class 08 of Postgres is handled apart. */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  '53300', // too many connections
  '57P01', // admin shutdown
  '57P02', // crash shutdown
  '57P03', // cannot connect now
]);
/** Errors of pg, TypeORM and ioredis that have no code. */
const AWAY_TEXT =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|pool after calling end|connection is closed|is not established|not queryable|max retries per request/i;
const MAX_DEPTH = 5;

/** Whether an error says that a store is away and trying again later makes sense. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return false;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  if (typeof code === 'string' && (AWAY.has(code) || /^08\w{3}$/.test(code))) return true;
  if (AWAY_TEXT.test(error.message)) return true;
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error.cause, driverError, ...inner].some((each) => isUnavailable(each, depth + 1));
}
