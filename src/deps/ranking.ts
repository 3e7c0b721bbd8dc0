import { randomUUID } from 'node:crypto';
import type { Log } from '../lib/log.ts';
import { Ranking } from '../players/Ranking.ts';
import type { Stores } from './stores.ts';

/** The places of players in each game, which go with their ratings. */
export function buildRanking(
  games: ReadonlyMap<string, unknown>,
  { stores, log }: { stores: Stores; log: Log },
): Ranking {
  const { records, notifications, ratingPages } = stores;
  return new Ranking({
    ...{ records, log },
    store: stores.shared.ranks,
    pages: ratingPages,
    games: [...games.keys()],
    epoch: async () => (await notifications.head()).epoch,
    now: Date.now,
    newId: randomUUID,
  });
}
