import type { Crowd } from './crowd.ts';
import type { Seating } from './seating.ts';
import { worth } from './table.ts';

/**
 * Nobody is overtaken by an equal: where one at a table came later than one who waits and is the same in all that
 * matters, they change places.
 */
export function keepOrder(crowd: Crowd, seating: Seating): void {
  let from = 0;
  for (let to = 1; to <= crowd.count; to++) {
    if (to < crowd.count && crowd.mu[to] === crowd.mu[from]) continue;
    if (to - from > 1) keepOrderAmong(crowd, seating, from, to);
    from = to;
  }
}

/** Units with one rating, numbered by rank: the first who wait for the last who sit. */
function keepOrderAmong(crowd: Crowd, seating: Seating, from: number, to: number): void {
  const waiting = new Map<string, number[]>();
  for (let u = from; u < to; u++) {
    const kind = kindOf(crowd, u);
    const older = waiting.get(kind);
    const t = seating.tableOf[u]!;
    if (t < 0) {
      if (older) older.push(u);
      else waiting.set(kind, [u]);
      continue;
    }
    const table = seating.tables[t]!;
    const first = older?.[0];
    if (!older || first === undefined || table.room !== null) continue;
    const before = worth(crowd, table.units, table.units.length, table.withBots);
    const seat = table.units.indexOf(u);
    table.units[seat] = first;
    if (worth(crowd, table.units, table.units.length, table.withBots) < before) {
      table.units[seat] = u;
      continue;
    }
    seating.tableOf[first] = t;
    seating.tableOf[u] = -1;
    older.shift();
    older.push(u);
  }
}

/** All of a unit that is compared, but its rating and wait. */
function kindOf(crowd: Crowd, u: number): string {
  if (crowd.size[u]! > 1) return `party ${u}`;
  const { rating, regions, bots } = crowd.tickets[crowd.members[crowd.first[u]!]!]!;
  const listed = Object.keys(regions).sort();
  return `${rating.sigma} ${bots} ${listed.map((name) => `${name} ${regions[name]}`).join(' ')}`;
}
