import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import { abandonUnopenable, abandonUnrestorable } from '../cluster/abandon.ts';
import { liveMatches } from '../cluster/liveMatches.ts';
import { openTable, unbind, wasOpened } from '../cluster/openTable.ts';
import { createPlacement } from '../cluster/placement.ts';
import { Resuming } from '../cluster/Resuming.ts';
import { playsOf, Recovery } from '../cluster/recovery.ts';
import { sealSeed } from '../cluster/seedOnItsWay.ts';
import { socketPlaces } from '../cluster/upgrade.ts';
import type { Config } from '../config.ts';
import type { Log } from '../lib/log.ts';
import { Random } from '../lib/random.ts';
import type { TableOrder } from '../matchmaking/createMatchmaking.ts';
import { rated } from '../matchmaking/rating.ts';
import type { AgreedTable } from '../matchmaking/readyCheck.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { HostedGame } from '../table/hosting.ts';
import type { Players } from './players.ts';
import type { Stores } from './stores.ts';

export type Matches = ReturnType<typeof buildMatches>;

interface MatchesNeeds {
  stores: Stores;
  players: Players;
  metrics: Pick<Metrics, 'matches'>;
  log: Log;
  /** Puts people whose table fell through back at the front of the queue. */
  requeue(match: string, players: string[]): Promise<void>;
}

/** What a match keeps secret is derived from its seed. */
const SEED_BYTES = 32;

/** Running matches: opening them, finding them wherever they are, and bringing back those whose process died. */
export function buildMatches(
  config: Config,
  games: ReadonlyMap<string, HostedGame>,
  { stores, players, metrics, log, requeue }: MatchesNeeds,
) {
  const { records, matchOf, ownId } = stores;
  const { store, directory, liveness, isHeard, evict } = stores.shared;
  const { accounts, newBot } = players;
  const { authenticate, authenticateSeated } = players.auth;
  const now = Date.now;
  const resuming = new Resuming();
  const hosted = (game: string) => games.get(game);
  const ending = { store, directory, records, rate: rated, requeue, metrics, now, log, hosted };
  const recovery = new Recovery({
    ...{ store, liveness, directory, resuming, evict, now, log },
    process: ownId,
    isOver: (match) => records.replay(match).then((replay) => replay !== null),
    abandon: (taken) => abandonUnrestorable(taken, ending),
    abandonUnopenable: (own, error) => abandonUnopenable(own, error, ending),
    plays: playsOf(games),
    others: config.redisUrl !== undefined,
    random: Random.seeded(randomUUID()),
  });
  const live = liveMatches({
    ...{ directory, matchOf, recovery, isHeard, now, newId: randomUUID },
    pause: async (ms) => void (await pause(ms)),
    async identity(player) {
      const account = await accounts.recent(player);
      return account && { id: account.id, tokenVersion: account.tokenVersion };
    },
  });
  const newSeed = (match: string) => sealSeed(randomBytes(SEED_BYTES).toString('hex'), match, stores.sealer);
  const exists = async (match: string) => (await store.find(match)) !== null;
  return {
    recovery,
    resuming,
    live,
    openTable: (order: TableOrder) => openTable(order, { directory, live, exists, newBot, newSeed }),
    wasOpened: (table: AgreedTable) => wasOpened(table, { exists, directory, records }),
    unbind: (table: AgreedTable) => unbind(table, directory),
    /** Decides what becomes of a socket that is about to be opened. */
    placeOf: socketPlaces({ authenticate, authenticateSeated, recovery, liveness, log }),
    /** Chooses the process of a new room. */
    placement: createPlacement({
      loads: () => matchMaker.stats.fetchAll(),
      alive: (process) => liveness.alive(process),
      region: (process) => liveness.region(process),
      ownId,
      now,
    }),
  };
}
