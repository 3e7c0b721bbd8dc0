import { createAuthContext, matchMaker, ServerError } from '@colyseus/core';
import type { OwnerOfToken } from '../auth/accounts.ts';
import type { Arrivals } from './Arrivals.ts';
import { asServerError, notYours } from './admission.ts';
import type { LobbyDoor } from './LobbyDoor.ts';

const METHODS = new Set(['join', 'joinById', 'reconnect']);
const LOBBY = 'lobby';
/** A room's name, or its id. */
const NAME = /^[\w-]{1,64}$/;

/**
 * Narrows what `/matchmake` does for anybody: join and reconnect. Nobody but the server creates rooms, the one
 * lobby aside, which is there for whoever asks first.
 * @param lobby gives seats in the lobby of this process; the framework looks for one in all of them where it does not
 */
export function restrictPublicMethods(ownerOfToken: OwnerOfToken, lobby?: Pick<LobbyDoor, 'seat'>): void {
  const { controller } = matchMaker;
  const invoke = controller.invokeMethod.bind(controller);
  controller.invokeMethod = async (method, roomName, options, context) => {
    // The framework looks names up in plain objects, which know `constructor`.
    if (!NAME.test(roomName) || roomName in Object.prototype)
      throw new ServerError(404, 'no_such_room: There is no such room.');
    if (method === 'reconnect') {
      const token: unknown = options?.reconnectionToken;
      if (typeof token !== 'string')
        throw new ServerError(400, 'invalid_request: A reconnectionToken is a text.');
      await refuseOthers(roomName, token, context?.token);
    }
    if (METHODS.has(method)) return invoke(method, roomName, options, context);
    if (roomName === LOBBY && (method === 'create' || method === 'joinOrCreate')) {
      const seat = context && (await lobby?.seat(options, context));
      return seat ?? invoke('joinOrCreate', roomName, options, context);
    }
    throw new ServerError(403, 'rooms_are_made_by_the_server: Queue for a game, or join a match by its id.');
  };

  /** Before the framework looks at it: it would close the connection that is open on this token. */
  async function refuseOthers(room: string, reconnectionToken: string, token?: string): Promise<void> {
    if (!token) return;
    try {
      const player = await ownerOfToken(token);
      // A room that nobody has would be waited for; the framework says that there is none.
      if (!(await matchMaker.driver.findOne({ roomId: room }))) return;
      const owner: unknown = await matchMaker
        .remoteRoomCall(room, 'ownerOfSession', [reconnectionToken])
        .catch(() => undefined); // it is gone by now
      if (typeof owner === 'string' && owner !== player) throw notYours();
    } catch (error) {
      throw asServerError(error);
    }
  }
}

interface Asking {
  token: string | undefined;
  address: string;
  headers: Headers;
  /** Nobody waits for the answer any more. */
  gone: AbortSignal;
}

/**
 * How seats are given by the public methods. Who wants into the lobby stands in line; who wants to a match does not, as
 * others wait for them there.
 */
export function matchmaking(arrivals: Pick<Arrivals, 'seat'>, closing: () => boolean = goesDown) {
  /** @throws ServerError; Problem 503 `retry_later` */
  return async (method: string, room: string, options: object, asking: Asking): Promise<object> => {
    if (closing()) throw new ServerError(503, 'retry_later: This process is going down.');
    const { token, address, headers, gone } = asking;
    const context = createAuthContext({ headers, token: token ?? null, remoteAddress: address });
    const give = (): Promise<object> =>
      matchMaker.controller.invokeMethod(method, room, options, { ...context, headers, ip: address });
    return room === LOBBY ? arrivals.seat(give, gone) : give();
  };
}

const goesDown = () => matchMaker.state === matchMaker.MatchMakerState.SHUTTING_DOWN;
