import type { Crowd } from './crowd.ts';
import type { Table } from './seating.ts';
import { bestRegion, worstLatency } from './table.ts';
import type { OpenRoom, ProposedMatch } from './types.ts';

/** As in `rating.ts`: how much a player's strength varies from match to match. */
const BETA = 250;

/** A table as it is proposed, with why. */
export function report(crowd: Crowd, table: Table, rooms: ReadonlyMap<string, OpenRoom>): ProposedMatch {
  const { tickets, ratings, policy } = crowd;
  const room = table.room === null ? undefined : rooms.get(table.room);
  const units = table.units.toSorted((a, b) => crowd.rank[a]! - crowd.rank[b]!);
  const ids: string[] = [];
  const mus: number[] = [];
  const sigmas: number[] = [];
  let reach = -1;
  let waited = 0;
  for (const u of units) {
    reach &= crowd.reach[u]!;
    waited = Math.max(waited, crowd.waited[u]!);
    for (let m = crowd.first[u]!; m < crowd.first[u + 1]!; m++) {
      const t = crowd.members[m]!;
      ids.push(tickets[t]!.id);
      mus.push(ratings.mu[t]!);
      sigmas.push(ratings.sigma[t]!);
    }
  }
  for (const { rating } of room?.people ?? []) {
    mus.push(rating.mu);
    sigmas.push(rating.sigma);
  }
  const spread = Math.max(...mus) - Math.min(...mus);
  const bots = table.withBots ? policy.seats.max - ids.length : 0;
  const region = bestRegion(crowd, units, units.length, reach);
  const name = room?.region ?? (region < 0 ? null : crowd.regions[region]!);
  const where =
    name === null || region < 0 ? '' : inRegion(name, worstLatency(crowd, units, units.length, region));
  return {
    room: table.room,
    tickets: ids,
    bots,
    region: name,
    quality: openness(mus, sigmas),
    spread,
    why: `${who(mus.length, bots, Math.round(spread), table.room)}${where}; the longest wait was ${Math.round(waited / 1000)} s.`,
  };
}

function inRegion(name: string, worst: number): string {
  return worst > 0 ? `, all within ${Math.round(worst)} ms of ${name}` : `, in ${name}`;
}

function who(people: number, bots: number, spread: number, room: string | null): string {
  const filled = bots === 0 ? '' : ` and ${bots} ${bots === 1 ? 'bot' : 'bots'}, as everybody agreed to bots`;
  if (people === 1) return `1 player${filled}`;
  const at = room === null ? '' : ' at a table that had seats left';
  return `${people} players within ${spread} points of each other${filled}${at}`;
}

/**
 * How open a game is, 0 to 1: the entropy of who wins, as a share of the most it can be. Chances are
 * Plackett and Luce's, as ratings are computed with: in proportion to exp(mu / c), c² the sum of sigma² + beta².
 */
export function openness(mus: readonly number[], sigmas: readonly number[]): number {
  if (mus.length < 2) return 1;
  let variance = 0;
  for (const sigma of sigmas) variance += sigma * sigma + BETA * BETA;
  const c = Math.sqrt(variance);
  const highest = Math.max(...mus);
  let total = 0;
  let weighted = 0;
  for (const mu of mus) {
    const x = (mu - highest) / c;
    const chance = Math.exp(x);
    total += chance;
    weighted += x * chance;
  }
  return Math.min(1, (Math.log(total) - weighted / total) / Math.log(mus.length));
}
