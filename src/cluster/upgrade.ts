import { type BeforeUpgradeHandler, matchMaker } from '@colyseus/core';
import type { Authenticate, AuthenticateSeated } from '../auth/accounts.ts';
import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import { problemResponse } from '../lib/problemAnswer.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import type { Liveness } from '../match/liveness.ts';
import type { Recovery } from './recovery.ts';

/** The process and the room at the end of a socket's path. */
const ROOM = /\/([\w-]+)\/([\w-]+)\/?$/;
/** Games' rooms have uuids, the lobby's have not. */
const MATCH = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a socket is to be opened: here, at another process (`host:port`), or nowhere just now. */
export type SocketPlace = { at: 'here' } | { at: 'elsewhere'; address: string } | { at: 'nowhere yet' };

/**
 * Finds the process of a socket by its path. A match whose process died is brought back, here or wherever somebody
 * was quicker. Rejects when the stores cannot tell.
 */
export function socketPlaces(
  recovery: Pick<Recovery, 'find'>,
  liveness: Pick<Liveness, 'alive' | 'address'>,
): (path: string) => Promise<SocketPlace> {
  return async (path) => {
    const [, process, room] = ROOM.exec(path) ?? [];
    if (!process || !room || matchMaker.getLocalRoomById(room)) return { at: 'here' };
    let owner = process;
    if (MATCH.test(room)) {
      const found = await recovery.find(room);
      if (found.at !== 'elsewhere') return { at: 'here' };
      owner = found.owner;
    } else if (!(await liveness.alive(process))) {
      return { at: 'here' };
    }
    if (owner === matchMaker.processId) return MATCH.test(room) ? { at: 'nowhere yet' } : { at: 'here' };
    const address = await liveness.address(owner);
    return address ? { at: 'elsewhere', address } : { at: 'nowhere yet' };
  };
}

/**
 * Runs before a WebSocket opens, also when a client comes back by itself. A token that does not hold any more opens
 * nothing; one that has run out leads back to the player's seat. A match whose process died is brought back here. A
 * client that has to wait is answered 503: the SDK tries again.
 */
export function beforeUpgrade(
  {
    authenticate,
    authenticateSeated,
  }: { authenticate: Authenticate; authenticateSeated: AuthenticateSeated },
  recovery: Pick<Recovery, 'find'>,
  log: Log,
): BeforeUpgradeHandler {
  return async (request, { token }) => {
    const room = ROOM.exec(new URL(request.url).pathname)?.[2] ?? '';
    try {
      const checked = async () => (MATCH.test(room) ? authenticateSeated(token, room) : authenticate(token));
      if (token) await checked().catch(unlessAway);
      if (!MATCH.test(room)) return undefined;
      const found = await recovery.find(room);
      return found.at === 'elsewhere' ? tryAgain() : undefined;
    } catch (error) {
      if (error instanceof Problem) return problemResponse(error);
      log.error({ err: error, match: room }, 'a client has to wait for its match');
      return tryAgain();
    }
  };
}

function tryAgain(): Response {
  return new Response(null, { status: 503, headers: { 'Retry-After': '1' } });
}

/** While accounts cannot be asked, the room decides: it lets nobody in whom it does not know. */
function unlessAway(error: unknown): void {
  if (!isUnavailable(error)) throw error;
}
