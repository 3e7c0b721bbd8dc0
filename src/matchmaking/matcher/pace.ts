import type { Columns } from './columns.ts';
import { type Aim, aimAt, type Policy } from './policy.ts';

/** More of those who came last say more, and say later that it has changed. */
const LAST = 100;
/** Before anybody came, as if one did each second. */
const GUESS_MS = 1_000;
/** Of so many tables, the last, people tell how fast tickets come. */
export const TABLES_FOR_PACE = 60;
/** For one region its tables are among those of others: as many of the last as have so many people of it. */
const PEOPLE_FOR_REGION = 2 * LAST;
/** Tables are known so long after they were made, in ms, at the latest. */
export const TABLES_KNOWN_MS = 2_000;

/** How fast tickets come, in ms from one to the next: all of them, and those of who lives nearest to a region. */
export interface Pace {
  everyMs: number;
  regions: Readonly<Record<string, number>>;
}

/** Regions with latency in ms, as in a ticket. None: any. */
type Regions = Readonly<Record<string, number>>;

/** Everybody who is known to have come lately. Times are epoch ms. */
export interface Comers {
  waiting: readonly { id: string; enqueuedAt: number; regions: Regions }[];
  /** Who is at a table that is being agreed on. */
  asked: readonly { id: string; match: string; enqueuedAt: number; regions: Regions }[];
  /** Newest first. */
  tables: readonly {
    match: string;
    at: number;
    /** `home` is as `homeOf` tells. */
    people: readonly {
      waitedMs: number;
      home?: string | null;
      /** Sat down later, by another proposal. */
      joined?: { by: string; at: number };
    }[];
  }[];
}

interface Comer {
  at: number;
  home: string | null;
}

/** The region that is nearest to somebody; null for who listed none. */
export function homeOf(regions: Regions): string | null {
  let home: string | null = null;
  for (const name in regions) {
    const nearer = home === null ? -1 : regions[name]! - regions[home]!;
    if (nearer < 0 || (nearer === 0 && home !== null && name < home)) home = name;
  }
  return home;
}

/** How fast tickets come, by those who wait, are asked, and were seated lately. */
export function paceAmong({ waiting, asked, tables }: Comers, now: number): Pace {
  const known = now - TABLES_KNOWN_MS;
  const made = asked.length === 0 ? new Set<string>() : proposalsOf(tables);
  const homes = new Set<string>();
  for (const { people } of tables) for (const { home } of people) if (home) homes.add(home);
  // The lists are not of the same moment: each counts once.
  const open = new Map<string, Comer>();
  for (const { id, match, enqueuedAt, regions } of asked)
    if (!made.has(match)) open.set(id, { at: enqueuedAt, home: homeOf(regions) });
  for (const { id, enqueuedAt, regions } of waiting) open.set(id, { at: enqueuedAt, home: homeOf(regions) });
  const comers = [...open.values()];
  for (const { home } of comers) if (home !== null) homes.add(home);
  const paceIn = (home: string | null) => paceOf(cameTo(home, comers, tables, known), known);
  return {
    everyMs: paceIn(null),
    regions: Object.fromEntries([...homes].map((home) => [home, paceIn(home)])),
  };
}

/** All that tables, and seats at them, came of. */
function proposalsOf(tables: Comers['tables']): Set<string> {
  return new Set(
    tables.flatMap(({ match, people }) => [match, ...people.flatMap(({ joined }) => joined?.by ?? [])]),
  );
}

/** When those came whose home this is, or who have none, by as many of the last tables as tell; null: all. */
function cameTo(
  home: string | null,
  open: readonly Comer[],
  tables: Comers['tables'],
  known: number,
): number[] {
  const came: number[] = [];
  const belongs = (of: string | null) => home === null || of === null || of === home;
  for (const one of open) if (belongs(one.home)) came.push(one.at);
  let since = 0;
  let counted = 0;
  for (const [i, { at, people }] of tables.entries()) {
    if (home === null ? i === TABLES_FOR_PACE : counted >= PEOPLE_FOR_REGION) break;
    for (const { waitedMs, home: of = null, joined } of people) {
      if (!belongs(of)) continue;
      came.push((joined?.at ?? at) - waitedMs);
      counted++;
    }
    // Who came before the first of these tables may sit at an earlier one.
    if (home === null ? i === TABLES_FOR_PACE - 1 : counted >= PEOPLE_FOR_REGION) since = at;
  }
  return came.filter((at) => at > since && at <= known);
}

/** How fast tickets come when nobody is known but those who wait. */
export function paceHere({ tickets, regions, listed }: Columns, now: number): Pace {
  const all: number[] = [];
  const anywhere: number[] = [];
  const there: number[][] = regions.map(() => []);
  for (let t = 0; t < tickets.length; t++) {
    let home = -1;
    for (let i = listed.first[t]!; i < listed.first[t + 1]!; i++)
      if (home < 0 || listed.ms[i]! < listed.ms[home]!) home = i;
    const { enqueuedAt } = tickets[t]!;
    all.push(enqueuedAt);
    (home < 0 ? anywhere : there[listed.region[home]!]!).push(enqueuedAt);
  }
  const paces = there.map((came, r) => [regions[r]!, paceOf(came.concat(anywhere), now)]);
  return { everyMs: paceOf(all, now), regions: Object.fromEntries(paces) };
}

/**
 * How fast tickets come: from one to the next, in ms.
 * @param cameAt epoch ms of all who came lately, waiting or seated, in any order
 */
export function paceOf(cameAt: readonly number[], now: number): number {
  const last = latest(cameAt);
  return (Math.max(0, now - (last[0] ?? now)) + GUESS_MS) / (last.length + 1);
}

/** The last of these times, rising: nearly all of many are earlier than those and need no sorting. */
function latest(times: readonly number[]): Float64Array {
  let some: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (const at of times) {
    if (at <= least) continue;
    some.push(at);
    if (some.length < 20 * LAST) continue;
    some = [...Float64Array.from(some).sort().subarray(-LAST)];
    least = some[0]!;
  }
  return Float64Array.from(some).sort().subarray(-LAST);
}

/** What is aimed at in each of these regions, and last for who listed none. */
export function aimsOf(pace: Pace, regions: readonly string[], policy: Policy): Aim[] {
  const all = aimAt(pace.everyMs, policy);
  return [...regions.map((name) => aimIn(name, pace, policy)), all];
}

/** What is aimed at for who lives nearest to a region, or listed none. */
export function aimIn(home: string | null, { everyMs, regions }: Pace, policy: Policy): Aim {
  return aimAt((home !== null && Object.hasOwn(regions, home) && regions[home]) || everyMs, policy);
}
