import type { BeforeUpgradeHandler } from '@colyseus/core';
import type { Log } from './BaseRoom.ts';
import type { Recovery } from './recovery.ts';

/** The room at the end of a socket's path; games' rooms have uuids, the lobby has not. */
const MATCH_AT_END = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Runs before a WebSocket opens. A client that comes back to a match whose process died finds it here, brought
 * back. Where it has to wait it is answered 503: the SDK tries again.
 */
export function recoverAtUpgrade(recovery: Recovery, log: Log): BeforeUpgradeHandler {
  return async (request) => {
    const match = MATCH_AT_END.exec(new URL(request.url).pathname)?.[1];
    if (!match) return undefined;
    try {
      const found = await recovery.find(match);
      return found.at === 'elsewhere' ? tryAgain() : undefined;
    } catch (error) {
      log.error({ err: error, match }, 'a client has to wait for its match');
      return tryAgain();
    }
  };
}

function tryAgain(): Response {
  return new Response(null, { status: 503, headers: { 'Retry-After': '1' } });
}
