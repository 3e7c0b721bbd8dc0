import type { GameInfo } from '../games/game.ts';
import type { Log } from '../lib/log.ts';
import type { MatchRecords, RatingChange } from '../match/records.ts';
import type { Ranking } from '../players/Ranking.ts';
import { resultNotices } from '../push/ownNotices.ts';
import { rankNotices } from '../push/rankNotices.ts';
import type { Push } from './push.ts';

interface FinishingNeeds {
  records: Pick<MatchRecords, 'finished'>;
  ranking: Pick<Ranking, 'changed'>;
  push: Pick<Push, 'tellOwn'>;
  games: ReadonlyMap<string, Pick<GameInfo, 'name' | 'title'>>;
  log: Pick<Log, 'warn'>;
}

/** Writes a result. What comes of it, nobody waits for: ranks follow the ratings, and people are told. */
export function finishing({ records, ranking, push, games, log }: FinishingNeeds): MatchRecords['finished'] {
  const rank = async (name: string, changes: readonly RatingChange[]) => {
    const players = changes.map(({ player }) => player);
    const moves = await ranking.changed(name, players);
    const game = games.get(name) ?? { name };
    push.tellOwn('ranking', rankNotices({ game, changes, moves }));
  };
  return async (result, rate) => {
    const changes = await records.finished(result, rate);
    push.tellOwn('match', resultNotices(result));
    rank(result.game, changes).catch((error: unknown) => {
      log.warn({ err: error, match: result.id }, 'nobody was told of a new rank');
    });
    return changes;
  };
}
