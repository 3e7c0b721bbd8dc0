import type { Columns } from './columns.ts';
import { type Aim, aimAt, type Policy } from './policy.ts';

/** More of those who came last say more, and say later that it has changed. */
const LAST = 100;
/** Before anybody came, as if one did each second. */
const GUESS_MS = 1_000;
/** Of so many tables, the last, people tell how fast tickets come. */
export const TABLES_FOR_PACE = 60;
/** The same for one region: its tables are among those of others. */
const TABLES_FOR_REGION = 500;
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
  const made = new Set(
    tables.flatMap(({ match, people }) => [match, ...people.flatMap(({ joined }) => joined?.by ?? [])]),
  );
  // The lists are not of the same moment: each counts once.
  const open = new Map<string, Comer>();
  for (const { id, match, enqueuedAt, regions } of asked)
    if (!made.has(match)) open.set(id, { at: enqueuedAt, home: homeOf(regions) });
  for (const { id, enqueuedAt, regions } of waiting) open.set(id, { at: enqueuedAt, home: homeOf(regions) });
  const comers = (most: number): Comer[] => {
    const last = tables.slice(0, most);
    // Who came before the first of these tables may sit at an earlier one.
    const since = last.length < most ? 0 : (last.at(-1)?.at ?? 0);
    const seated = last.flatMap(({ at, people }) =>
      people.map(({ waitedMs, home = null, joined }) => ({ at: (joined?.at ?? at) - waitedMs, home })),
    );
    return [...open.values(), ...seated].filter(({ at }) => at > since && at <= known);
  };
  const everyMs = paceOf(
    comers(TABLES_FOR_PACE).map(({ at }) => at),
    known,
  );
  return { everyMs, regions: pacesOf(comers(TABLES_FOR_REGION), known) };
}

/** How fast tickets come when nobody is known but those who wait. */
export function paceHere({ tickets, regions, listed }: Columns, now: number): Pace {
  const comers = tickets.map(({ enqueuedAt }, t): Comer => {
    let home = -1;
    for (let i = listed.first[t]!; i < listed.first[t + 1]!; i++)
      if (home < 0 || listed.ms[i]! < listed.ms[home]!) home = i;
    return { at: enqueuedAt, home: home < 0 ? null : regions[listed.region[home]!]! };
  });
  const everyMs = paceOf(
    comers.map(({ at }) => at),
    now,
  );
  return { everyMs, regions: regions.length > 0 ? pacesOf(comers, now) : {} };
}

/** By region. Who listed none counts in each. */
function pacesOf(comers: readonly Comer[], now: number): Record<string, number> {
  const homes = new Map<string, number[]>();
  const anywhere: number[] = [];
  for (const { at, home } of comers) {
    const there = home === null ? anywhere : homes.get(home);
    if (there) there.push(at);
    else if (home !== null) homes.set(home, [at]);
  }
  return Object.fromEntries([...homes].map(([home, at]) => [home, paceOf([...at, ...anywhere], now)]));
}

/**
 * How fast tickets come: from one to the next, in ms.
 * @param cameAt epoch ms of all who came lately, waiting or seated, in any order
 */
export function paceOf(cameAt: readonly number[], now: number): number {
  const last = Float64Array.from(cameAt).sort().subarray(-LAST);
  return (Math.max(0, now - (last[0] ?? now)) + GUESS_MS) / (last.length + 1);
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
