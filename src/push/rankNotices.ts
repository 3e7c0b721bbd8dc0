import type { RatingChange } from '../match/records.ts';
import { isProvisional } from '../matchmaking/rating.ts';
import type { RankMove } from '../players/ranks.ts';
import type { NewNotification } from './Notifications.ts';

/** Coming in among so many is told, and each of these once: not every place on the way. */
const TIERS = [1, 2, 3, 5, 10, 25, 50, 100];
const DAY_S = 24 * 60 * 60;

/** What a match was rated by, and what that made of ranks. */
interface Rated {
  game: { name: string; title?: string | undefined };
  changes: readonly RatingChange[];
  moves: readonly RankMove[];
}

/**
 * What those are told whom a match brought among the first of a game, or further up among them: not whose rating is
 * provisional, and not again within a day for the same tier.
 */
export function rankNotices({ game, changes, moves }: Rated): NewNotification[] {
  const { name, title = name } = game;
  return moves.flatMap(({ player, before, after }) => {
    const change = changes.find((one) => one.player === player);
    const tier = tierOf(after);
    if (!change || tier === undefined || isProvisional(change.after)) return [];
    if (before !== null && after >= before) return [];
    // A place that was provisional was not told, however high.
    const told = before === null || isProvisional(change.before) ? undefined : tierOf(before);
    if (told !== undefined && tier >= told) return [];
    return [
      {
        audience: { player },
        topic: 'ranking',
        priority: 'low' as const,
        title: `You are ${nth(after)} in ${title} now`,
        data: {
          kind: 'rank',
          game: name,
          rank: after,
          link: `/leaderboard?game=${encodeURIComponent(name)}`,
        },
        ttlS: DAY_S,
        dedupeKey: `${name} ${tier} ${player}`,
      },
    ];
  });
}

/** The smallest that a place is in. */
function tierOf(rank: number): number | undefined {
  return TIERS.find((tier) => rank <= tier);
}

function nth(n: number): string {
  const last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10;
  return `${n}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}
