import type { BeforeUpgradeHandler } from '@colyseus/core';
import type { Authenticate } from '../auth/accounts.ts';
import { Problem } from '../lib/problem.ts';
import type { Log } from './BaseRoom.ts';
import type { Recovery } from './recovery.ts';

/** The room at the end of a socket's path; games' rooms have uuids, the lobby has not. */
const MATCH_AT_END = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Runs before a WebSocket opens, also when a client comes back by itself. A token that does not hold any more
 * opens nothing. A match whose process died is brought back here. A client that has to wait is answered 503:
 * the SDK tries again.
 */
export function beforeUpgrade(
  authenticate: Authenticate,
  recovery: Recovery,
  log: Log,
): BeforeUpgradeHandler {
  return async (request, { token }) => {
    const match = MATCH_AT_END.exec(new URL(request.url).pathname)?.[1];
    try {
      if (token) await authenticate(token);
      if (!match) return undefined;
      const found = await recovery.find(match);
      return found.at === 'elsewhere' ? tryAgain() : undefined;
    } catch (error) {
      if (error instanceof Problem) return new Response(error.code, { status: error.status });
      log.error({ err: error, match }, 'a client has to wait for its match');
      return tryAgain();
    }
  };
}

function tryAgain(): Response {
  return new Response(null, { status: 503, headers: { 'Retry-After': '1' } });
}
