import type { Crowd } from './crowd.ts';
import type { Seating, Table } from './seating.ts';
import { worth } from './table.ts';

/**
 * Makes tables worth more by taking in somebody who waits, and by exchanging one at a table for a neighbour by rating
 * who waits or sits elsewhere. Stops after the policy's number of tries, so a pass has a bound and a replay is exact.
 */
export function improve(crowd: Crowd, seating: Seating): void {
  const { search, seats } = crowd.policy;
  let steps = search.steps;
  const grown = new Int32Array(seats.max);
  for (const [t, table] of seating.tables.entries()) {
    if (table.room !== null || table.withBots) continue;
    for (let i = 0; i < table.units.length; i++) {
      const around = table.units[i]!;
      const from = Math.max(0, around - search.neighbours);
      const to = Math.min(crowd.count - 1, around + search.neighbours);
      for (let other = from; other <= to; other++) {
        if (seating.tableOf[other] === t) continue;
        if (steps-- <= 0) return;
        if (takeIn(crowd, seating, t, other, grown)) continue;
        if (exchange(crowd, seating, t, i, other)) break;
      }
    }
  }
}

/** Seats one who waits at a table, if that makes it worth more. */
function takeIn(crowd: Crowd, seating: Seating, t: number, other: number, grown: Int32Array): boolean {
  const { units } = seating.tables[t]!;
  if (seating.tableOf[other]! >= 0 || units.length === grown.length) return false;
  grown.set(units);
  grown[units.length] = other;
  if (worth(crowd, grown, units.length + 1) <= worth(crowd, units, units.length)) return false;
  units.push(other);
  seating.tableOf[other] = t;
  return true;
}

/** Exchanges the table's i-th unit for another, if all tables together are worth more then. */
function exchange(crowd: Crowd, seating: Seating, t: number, i: number, other: number): boolean {
  const table = seating.tables[t]!;
  const mine = table.units[i]!;
  const theirs = seating.tableOf[other]!;
  const elsewhere = theirs < 0 ? null : seating.tables[theirs]!;
  if (elsewhere && (elsewhere.room !== null || elsewhere.withBots)) return false;
  const before = value(crowd, table) + value(crowd, elsewhere);
  put(table, mine, other);
  if (elsewhere) put(elsewhere, other, mine);
  const here = value(crowd, table);
  const there = value(crowd, elsewhere);
  if (here > 0 && (there > 0 || !elsewhere) && here + there > before + 1e-6) {
    seating.tableOf[mine] = theirs;
    seating.tableOf[other] = t;
    return true;
  }
  put(table, other, mine);
  if (elsewhere) put(elsewhere, mine, other);
  return false;
}

function value(crowd: Crowd, table: Table | null): number {
  return table === null ? 0 : worth(crowd, table.units, table.units.length, table.withBots);
}

function put(table: Table, out: number, into: number): void {
  table.units[table.units.indexOf(out)] = into;
}

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
    const before = value(crowd, table);
    put(table, u, first);
    if (value(crowd, table) < before) {
      put(table, first, u);
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
