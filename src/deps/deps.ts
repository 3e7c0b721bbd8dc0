import type { Config } from '../config.ts';
import { createLog } from '../createLog.ts';
import type { GameInfo } from '../games/game.ts';
import { createMetrics } from '../metrics/metrics.ts';
import type { HostedGame } from '../table/hosting.ts';
import { buildButton } from './button.ts';
import { createChores } from './chores.ts';
import { buildHttp } from './http.ts';
import { buildMatches, type Matches } from './matches.ts';
import { buildMatchmaking, type Queue } from './matchmaking.ts';
import { buildPlayers } from './players.ts';
import { buildPush } from './push.ts';
import { buildRanking } from './ranking.ts';
import { buildRooms } from './rooms.ts';
import { openStores } from './stores.ts';

export type Deps = Awaited<ReturnType<typeof buildDeps>>;

/** Builds everything real from the configuration, part after part; `stop` takes it down in the reverse order. */
export async function buildDeps(config: Config, hosted: ReadonlyMap<string, HostedGame>) {
  const games: ReadonlyMap<string, GameInfo> = new Map([...hosted].map(([name, { game }]) => [name, game]));
  const log = createLog(config);
  const metrics = createMetrics();
  const stores = await openStores(config, log, metrics);
  metrics.stores.watch(() => stores.shared.backup().behind);
  const push = buildPush(config, {
    ...{ stores, metrics, log },
    watchersOf: (match) => matches.live.ask(match, { ask: 'watchers' }),
  });
  const ranking = buildRanking(games, { stores, log });
  const players = buildPlayers(config, {
    ...{ stores, metrics, log },
    removed: (player) => ranking.gone(player),
    renaming: (player) => queue.parties.renaming(player),
    renamed: (player) => Promise.all([queue.parties.renamed(player), matches.live.renamed(player)]),
  });
  const matches: Matches = buildMatches(config, hosted, {
    ...{ stores, players, metrics, log },
    requeue: (match, people) => queue.release(match, people),
  });
  const queue: Queue = buildMatchmaking(games, { stores, players, matches, push, metrics, log });
  const button = buildButton(config, { stores, players, push, metrics, log });
  const parts = { stores, players, matches, queue, push, ranking, button, metrics, log };
  const chores = createChores(parts);
  let draining = false;
  return {
    log,
    metrics,
    authRoutes: players.auth.routes,
    recovery: matches.recovery,
    upgrades: { placeOf: matches.placeOf, notes: players.forwardedNotes },
    framework: { ...stores.shared.framework, selectProcessIdToCreateRoom: matches.placement },
    ...buildRooms(games, parts),
    http: { ...buildHttp(config, games, parts), draining: () => draining },
    ...chores,
    /** No new tables from here on, nobody else's matches, and what sends players sends none. */
    async drain(): Promise<void> {
      draining = true;
      await chores.drain();
    },
  };
}
