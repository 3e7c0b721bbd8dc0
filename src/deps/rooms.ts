import { setTimeout as pause } from 'node:timers/promises';
import { sendMatchFound } from '../cluster/sendMatchFound.ts';
import { rated } from '../matchmaking/rating.ts';
import { resultNotices } from '../push/ownNotices.ts';
import type { GameRoomNeeds } from '../rooms/GameRoom.ts';
import type { LobbyNeeds } from '../rooms/LobbyRoom.ts';
import { defaultLifecycle } from '../table/lifecycle.ts';
import type { Parts } from './parts.ts';

/** What rooms need: those of all games, and the lobby's. */
export function buildRooms({ stores, players, matches, queue, push, metrics, log }: Parts): {
  gameRooms: GameRoomNeeds;
  lobby: LobbyNeeds;
} {
  const { store, directory, presence, updates, chat, counterOf } = stores.shared;
  const { auth, names, mutes, budgets, addressOf, tell } = players;
  const { authenticate, authenticateSeated, ownerOfToken, mayPlay } = auth;
  const { live, resuming } = matches;
  const now = Date.now;
  const everyRoom = {
    ...{ authenticate, ownerOfToken, mayPlay, budgets, addressOf, names, mutes },
    ...{ counterOf, metrics, log, now },
    notifications: push.notifications,
  };
  return {
    gameRooms: {
      ...everyRoom,
      ...{ authenticateSeated, directory, store, resuming },
      records: {
        started: (start) => stores.records.started(start),
        async finished(result, rate) {
          const changes = await stores.records.finished(result, rate);
          push.tellOwn('match', resultNotices(result));
          return changes;
        },
      },
      rate: rated,
      process: stores.ownId,
      lifecycle: defaultLifecycle,
      sendMatchFound: (game, table, player) => sendMatchFound(game, table, player, { live, tell, now }),
      announce: (match, payload) =>
        void updates.publish(`match:${match}:events`, { type: 'game_state_update', payload }).catch(() => {}), // nobody's play depends on it
      requeue: queue.release,
      newBot: players.newBot,
      elapsed: () => performance.now(),
      pause: async (ms) => void (await pause(ms)),
    },
    lobby: {
      ...everyRoom,
      ...{ presence, updates, chat },
      matchmaking: queue.service,
      parties: queue.parties,
      matches: () => live.list(),
    },
  };
}
