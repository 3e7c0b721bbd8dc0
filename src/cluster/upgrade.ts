import { matchMaker } from '@colyseus/core';
import type { Authenticate, AuthenticateSeated } from '../auth/accounts.ts';
import type { MatchId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import { within } from '../lib/within.ts';
import type { Liveness } from '../match/liveness.ts';
import type { Recovery } from './recovery.ts';

/** The process and the room at the end of a socket's path. */
const ROOM = /\/([\w-]+)\/([\w-]+)\/?$/;
/** Games' rooms have uuids, the lobby's have not. */
const MATCH = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A WebSocket that is about to be opened, as far as it says where it belongs. */
interface AskedSocket {
  /** Of its upgrade, without what follows the `?`. */
  path: string;
  token: string | undefined;
  /** Another process handed it over: it is not handed on. */
  forwarded: boolean;
}

/** Where a socket is to be opened: here, at another process (`host:port`), nowhere just now, or not at all. */
type SocketPlace =
  | { at: 'here' }
  | { at: 'elsewhere'; address: string }
  | { at: 'nowhere yet' }
  | { at: 'refused'; problem: Problem };

type PlaceOf = (socket: AskedSocket) => Promise<SocketPlace>;

export interface UpgradeNeeds {
  authenticate: Authenticate;
  authenticateSeated: AuthenticateSeated;
  recovery: Pick<Recovery, 'find'>;
  liveness: Pick<Liveness, 'alive' | 'address'>;
  log: Log;
}

/** Accounts that do not answer within so many ms are away: the way back takes more than one such answer. */
const CHECKED_WITHIN_MS = 1000;

const HERE: SocketPlace = { at: 'here' };
/** The client is to ask again in a moment. */
const NOWHERE_YET: SocketPlace = { at: 'nowhere yet' };

/**
 * Decides what becomes of a socket, also of one by which a client comes back by itself. A token that does not hold any
 * more opens nothing, and nothing is brought back for it; one that has run out leads back to the player's seat. A
 * match whose process died is brought back, here or wherever somebody was quicker. Never rejects.
 */
export function socketPlaces(needs: UpgradeNeeds): PlaceOf {
  const { authenticate, authenticateSeated, recovery, liveness, log } = needs;

  async function check(token: string, match: MatchId | undefined): Promise<void> {
    const checked = match ? authenticateSeated(token, match) : authenticate(token);
    await within(CHECKED_WITHIN_MS, checked).catch(unlessAway);
  }

  async function ofMatch(match: MatchId, forwarded: boolean): Promise<SocketPlace> {
    const found = await recovery.find(match);
    if (found.at !== 'elsewhere') return HERE; // when there is no such match the room's absence is told
    const strayed = forwarded || found.owner === matchMaker.processId;
    return strayed ? NOWHERE_YET : at(found.owner);
  }

  /** Of any other room: the client knows its process. */
  async function ofRoom(room: string, process: string, forwarded: boolean): Promise<SocketPlace> {
    if (forwarded || process === matchMaker.processId || matchMaker.getLocalRoomById(room)) return HERE;
    return (await liveness.alive(process)) ? at(process) : HERE;
  }

  async function at(process: string): Promise<SocketPlace> {
    const address = await liveness.address(process);
    return address ? { at: 'elsewhere', address } : NOWHERE_YET;
  }

  return async ({ path, token, forwarded }) => {
    const [, process, room] = ROOM.exec(path) ?? [];
    const match = room !== undefined && MATCH.test(room) ? room : undefined;
    try {
      if (token) await check(token, match);
      if (match) return await ofMatch(match, forwarded);
      return process && room ? await ofRoom(room, process, forwarded) : HERE;
    } catch (error) {
      if (error instanceof Problem) return { at: 'refused', problem: error };
      log[isUnavailable(error) ? 'warn' : 'error']({ err: error, room }, 'a client has to wait for its room');
      return NOWHERE_YET;
    }
  };
}

/** While accounts cannot be asked, the room decides: it lets nobody in whom it does not know. */
function unlessAway(error: unknown): void {
  if (!isUnavailable(error)) throw error;
}
