import { ServerError } from '@colyseus/core';
import { Problem } from '../lib/problem.ts';

/** What the framework, or a room of ours, says of sockets that closed while they were let in. */
const GONE = /^(reconnection denied|already disconnected|early_leave|gone again)$/;
const MAX_DEPTH = 5;

/**
 * Whether an error says no more than that a client was refused, or is gone: an answer for it, and no failure of ours.
 * Looks at what the framework wrapped, too.
 */
export function isRefusal(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return false;
  if (error instanceof Problem) return error.status < 500;
  if (GONE.test(error.message)) return true;
  if (error.cause !== undefined) return isRefusal(error.cause, depth + 1);
  return error instanceof ServerError && error.code !== 500;
}
