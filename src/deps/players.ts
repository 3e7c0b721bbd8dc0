import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createAuth } from '../auth/auth.ts';
import { CachedAccounts } from '../auth/cachedAccounts.ts';
import type { Config } from '../config.ts';
import { clientAddress } from '../http/clientAddress.ts';
import { addressOfUpgrade, ForwardedAddress } from '../http/forwardedAddress.ts';
import { isInShare } from '../lib/isInShare.ts';
import type { Log } from '../lib/log.ts';
import { Random } from '../lib/random.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { newBot } from '../players/bots.ts';
import { Budgets, scaledAllowances } from '../players/budgets.ts';
import { Mutes } from '../players/mutes.ts';
import { PlayerNames } from '../players/playerNames.ts';
import { SharedSpending } from '../players/sharedSpending.ts';
import { processChannel, SIGNED_OUT, tellPlayer } from '../players/updates.ts';
import type { BaseRoomNeeds } from '../rooms/baseRoomNeeds.ts';
import type { Stores } from './stores.ts';

export type Players = ReturnType<typeof buildPlayers>;

interface PlayersNeeds {
  stores: Stores;
  metrics: Metrics;
  log: Log;
  /** A player's account is gone: what goes by itself, later, goes now. */
  removed(player: string): Promise<void>;
  /** A player is about to be called something else. @throws Problem 409 `name_taken_here` */
  renaming(player: { id: string; name: string }): Promise<void>;
  /** A player is called something else: those are told who do not look names up each time. */
  renamed(player: string): Promise<unknown>;
}

/** Who players are, by their accounts and tokens; how they are told things; what they may spend. */
export function buildPlayers(config: Config, { stores, metrics, log, ...needs }: PlayersNeeds) {
  const { updates } = stores.shared;
  const { matchOf, jwtSecret, ownId } = stores;
  const now = Date.now;
  const random = Random.seeded(randomUUID());
  const tell = tellPlayer(updates);
  /** All processes are told here that an account changed. */
  const accountNotes = processChannel(updates, 'system:accounts');
  const quietly = async (told: Promise<unknown>, failure: string): Promise<void> => {
    await told.catch((error: unknown) => log.warn({ err: error }, failure));
  };

  const accounts = new CachedAccounts(stores.accounts, now, {
    changed: (id) => quietly(accountNotes.tell('changed', id), 'other processes were not told of an account'),
    // The records are cleared by the chore as well: this is only sooner.
    removed: (id) =>
      quietly(
        Promise.all([
          updates.publish(id, { type: SIGNED_OUT, payload: null }),
          stores.eraseNames(),
          needs.removed(id),
        ]),
        'a player left traces',
      ),
    renamed: (id) => quietly(needs.renamed(id), 'a new name is not shown yet'),
  });
  const recent = (id: string) => accounts.recent(id);
  const { renaming } = needs;
  const overSockets = (player: string) => isInShare(player, config.socketsPercent);
  const auth = createAuth({
    ...{ accounts, recent, matchOf, jwtSecret, now, random, renaming, overSockets },
    newId: randomUUID,
  });
  const forwarded = new ForwardedAddress(jwtSecret);
  const spending = config.redisUrl ? new SharedSpending({ updates, own: ownId }) : null;
  const budgets = new Budgets({
    ...scaledAllowances(config.rateLimitFactor),
    now: () => performance.now(),
    refused: (limit) => metrics.limits.refused(limit),
    ...(spending && { spent: spending.spent }),
  });
  const addressOf: BaseRoomNeeds['addressOf'] = (upgrade) =>
    addressOfUpgrade(upgrade, forwarded, config.trustProxy);
  return {
    accounts,
    auth,
    overSockets,
    names: new PlayerNames({ byId: (id) => accounts.byId(id), recent }),
    mutes: new Mutes({
      store: stores.mutes,
      blocksOf: (players) => stores.preferences.blocksOf(players),
      unblock: (player, whom) => stores.preferences.unblock(player, whom),
      updates,
    }),
    budgets,
    /** Null where there is no other process. */
    spending,
    forwarded,
    addressOf,
    /** What another process is told of a socket that is handed to it. */
    forwardedNotes: (request: IncomingMessage) =>
      forwarded.headers(clientAddress(request, config.trustProxy)),
    tell,
    newBot: (taken: readonly { name: string }[]) => newBot(taken, random, randomUUID),
    /** Hears of accounts that change in other processes. */
    listen: () => accountNotes.listen(({ payload }) => accounts.forget(payload)),
  };
}
