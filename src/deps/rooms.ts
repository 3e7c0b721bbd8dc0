import { setTimeout as pause } from 'node:timers/promises';
import { openSeed } from '../cluster/seedOnItsWay.ts';
import { sendMatchFound } from '../cluster/sendMatchFound.ts';
import type { GameInfo } from '../games/game.ts';
import { rated } from '../matchmaking/rating.ts';
import { matchFoundNotice } from '../push/tableNotices.ts';
import type { GameRoomNeeds } from '../rooms/gameRoomNeeds.ts';
import type { LobbyNeeds } from '../rooms/LobbyRoom.ts';
import { defaultLifecycle } from '../table/lifecycle.ts';
import { finishing } from './finishing.ts';
import type { Parts } from './parts.ts';
import { buildTicker } from './ticker.ts';

/** What rooms need: those of all games, and the lobby's. */
export function buildRooms(
  games: ReadonlyMap<string, GameInfo>,
  { stores, players, matches, queue, push, ranking, button, metrics, log }: Parts,
): {
  gameRooms: GameRoomNeeds;
  lobby: LobbyNeeds;
} {
  const { store, directory, places, presence, updates, chat, counterOf } = stores.shared;
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
      ...{ authenticateSeated, directory, store, places, resuming },
      records: {
        started: (start) => stores.records.started(start),
        finished: finishing({ records: stores.records, ranking, push, games, log }),
      },
      seedOf: (options) => openSeed(options, stores.sealer),
      rate: rated,
      process: stores.ownId,
      lifecycle: defaultLifecycle,
      sendMatchFound(game, table, player) {
        const named = games.get(game) ?? { name: game };
        push.tellAway('match', player, matchFoundNotice(player, named, table.match));
        return sendMatchFound(game, table, player, { live, tell, now });
      },
      announce: (match, payload) =>
        // Nobody's play depends on it.
        void updates.publish(`match:${match}:events`, { type: 'game_state_update', payload }).catch(() => {}),
      requeue: queue.release,
      newBot: players.newBot,
      ticker: buildTicker(metrics, log),
      elapsed: () => performance.now(),
      pause: async (ms) => void (await pause(ms)),
    },
    lobby: {
      ...everyRoom,
      ...{ presence, updates, chat },
      matchmaking: queue.service,
      parties: queue.parties,
      button: button.button,
      buttonHub: button.hub,
      matches: () => live.list(),
    },
  };
}
