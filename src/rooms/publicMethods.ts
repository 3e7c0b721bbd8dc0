import { matchMaker, ServerError } from '@colyseus/core';

const METHODS = new Set(['join', 'joinById', 'reconnect']);
const LOBBY = 'lobby';

/**
 * Narrows what `/matchmake` does for anybody: join and reconnect. Nobody but the server creates rooms, the one
 * lobby aside, which is there for whoever asks first.
 */
export function restrictPublicMethods(): void {
  const { controller } = matchMaker;
  const invoke = controller.invokeMethod.bind(controller);
  controller.invokeMethod = async (method, roomName, options, context) => {
    if (METHODS.has(method)) return invoke(method, roomName, options, context);
    if (roomName === LOBBY && (method === 'create' || method === 'joinOrCreate')) {
      return invoke('joinOrCreate', roomName, options, context);
    }
    throw new ServerError(403, 'rooms_are_made_by_the_server: Queue for a game, or join a match by its id.');
  };
}
