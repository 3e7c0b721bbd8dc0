import type { Crowd } from './crowd.ts';
import type { Seating, Table } from './seating.ts';
import { worth } from './table.ts';
import { isTied } from './ties.ts';

/** How many who wait are tried for one seat: one with priority may have waited too short for a table. */
const MOST_TRIES = 4;

/**
 * Nobody is overtaken by an equal: where one at a table came later than one who waits and is the same in all that
 * matters, they change places.
 */
export function keepOrder(crowd: Crowd, seating: Seating): void {
  let from = 0;
  let waiting = 0;
  for (let u = 0; u < crowd.count; u++) {
    if (crowd.mu[u] !== crowd.mu[from]) {
      if (waiting > 0 && waiting < u - from) keepOrderAmong(crowd, seating, from, u);
      from = u;
      waiting = 0;
    }
    if (seating.tableOf[u]! < 0) waiting++;
  }
  if (waiting > 0 && waiting < crowd.count - from) keepOrderAmong(crowd, seating, from, crowd.count);
}

/** Units with one rating, which are numbered by rank: the first who wait for the last who sit. */
function keepOrderAmong(crowd: Crowd, seating: Seating, from: number, to: number): void {
  const waiting = new Map<string, number[]>();
  for (let u = from; u < to; u++) {
    const kind = kindOf(crowd, u);
    const older = waiting.get(kind) ?? [];
    waiting.set(kind, older);
    const t = seating.tableOf[u]!;
    if (t >= 0) {
      const i = older.slice(0, MOST_TRIES).findIndex((other) => replace(crowd, seating.tables[t]!, u, other));
      if (i < 0) continue;
      seating.tableOf[older[i]!] = t;
      seating.tableOf[u] = -1;
      older.splice(i, 1);
    }
    older.push(u);
  }
}

/** Puts `other` on the seat of `u`, unless the table may not be so. */
function replace(crowd: Crowd, table: Table, u: number, other: number): boolean {
  if (table.room !== null) return false;
  const seat = table.units.indexOf(u);
  table.units[seat] = other;
  if (worth(crowd, table.units, table.units.length, table.withBots) > 0) return true;
  table.units[seat] = u;
  return false;
}

/** All of a unit that is compared, but its rating and wait. Whom others blocked or met is like nobody else. */
function kindOf(crowd: Crowd, u: number): string {
  if (crowd.size[u]! > 1 || isTied(crowd.ties, u)) return `only ${u}`;
  const { rating, regions, bots } = crowd.tickets[crowd.members[crowd.first[u]!]!]!;
  const listed = Object.keys(regions).sort();
  return `${rating.sigma} ${bots} ${listed.map((name) => `${name} ${regions[name]}`).join(' ')}`;
}
