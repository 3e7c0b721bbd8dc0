import type { Crowd } from './crowd.ts';
import type { Seating, Table } from './seating.ts';
import { worth } from './table.ts';

/**
 * Makes tables worth more by taking in somebody who waits, and by exchanging one at a table for a neighbour by rating
 * who waits or sits elsewhere. Stops after the policy's number of tries, so a pass has a bound and a replay is exact.
 */
export function improve(crowd: Crowd, seating: Seating): void {
  const { search, seats } = crowd.policy;
  const trial: Trial = {
    crowd,
    seating,
    worths: Float64Array.from(seating.tables, (table) => worthOf(crowd, table)),
    units: new Int32Array(seats.max),
  };
  let steps = search.steps;
  for (const [t, table] of seating.tables.entries()) {
    if (table.room !== null || table.withBots) continue;
    for (let i = 0; i < table.units.length; i++) {
      const around = table.units[i]!;
      const from = Math.max(0, around - search.neighbours);
      const to = Math.min(crowd.count - 1, around + search.neighbours);
      for (let other = from; other <= to; other++) {
        if (seating.tableOf[other] === t) continue;
        if (steps-- <= 0) return;
        if (takeIn(trial, t, other)) continue;
        if (exchange(trial, t, i, other)) break;
      }
    }
  }
}

interface Trial {
  crowd: Crowd;
  seating: Seating;
  /** What each table is worth now. */
  worths: Float64Array;
  /** Room to try in. */
  units: Int32Array;
}

/** Seats one who waits at a table, if that makes it worth more. */
function takeIn({ crowd, seating, worths, units: grown }: Trial, t: number, other: number): boolean {
  const { units } = seating.tables[t]!;
  if (seating.tableOf[other]! >= 0 || units.length === grown.length) return false;
  grown.set(units);
  grown[units.length] = other;
  const now = worth(crowd, grown, units.length + 1);
  if (now <= worths[t]!) return false;
  units.push(other);
  worths[t] = now;
  seating.tableOf[other] = t;
  return true;
}

/** Exchanges the table's i-th unit for another, if all tables together are worth more then. */
function exchange({ crowd, seating, worths }: Trial, t: number, i: number, other: number): boolean {
  const table = seating.tables[t]!;
  const mine = table.units[i]!;
  const theirs = seating.tableOf[other]!;
  const elsewhere = theirs < 0 ? null : seating.tables[theirs]!;
  if (elsewhere && (elsewhere.room !== null || elsewhere.withBots)) return false;
  const before = worths[t]! + (elsewhere ? worths[theirs]! : 0);
  put(table, mine, other);
  const here = worthOf(crowd, table);
  if (here > 0) {
    if (elsewhere) put(elsewhere, other, mine);
    const there = elsewhere ? worthOf(crowd, elsewhere) : 0;
    if ((there > 0 || !elsewhere) && here + there > before + 1e-6) {
      seating.tableOf[mine] = theirs;
      seating.tableOf[other] = t;
      worths[t] = here;
      if (elsewhere) worths[theirs] = there;
      return true;
    }
    if (elsewhere) put(elsewhere, mine, other);
  }
  put(table, other, mine);
  return false;
}

function worthOf(crowd: Crowd, table: Table): number {
  return worth(crowd, table.units, table.units.length, table.withBots);
}

function put(table: Table, out: number, into: number): void {
  table.units[table.units.indexOf(out)] = into;
}
