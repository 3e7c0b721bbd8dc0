import type { QueuedTicket } from './types.ts';

/** As many regions as a mask has bits for. */
export const MAX_REGIONS = 30;
/** The bit of every other region: who listed none goes there too. */
export const UNLISTED = 1 << MAX_REGIONS;
/** Every bit: who listed none. */
export const ANYWHERE = 2 ** (MAX_REGIONS + 1) - 1;

/**
 * The regions that all of these listed; who listed none takes any. Null when nobody listed one; none when there is no
 * region in which they can be at one table.
 */
export function inCommon(lists: readonly Readonly<Record<string, number>>[]): string[] | null {
  const [first, ...others] = lists.map((regions) => Object.keys(regions)).filter((names) => names.length > 0);
  return first ? first.filter((name) => others.every((names) => names.includes(name))) : null;
}

/**
 * Shares tickets out so that each part lists no more regions than there are bits: those of the most listed regions
 * first, with all who listed none. Parties stay together.
 */
export function byRegions(tickets: readonly QueuedTicket[]): QueuedTicket[][] {
  const units = Map.groupBy(tickets, ({ id, party }) => (party === null ? `ticket ${id}` : `party ${party}`));
  let left = [...units.values()].map((members) => ({
    members,
    common: inCommon(members.map(({ regions }) => regions)),
  }));
  // Who can be nowhere stays by itself.
  const parts = [left.filter(({ common }) => common?.length === 0).flatMap(({ members }) => members)];
  left = left.filter(({ common }) => common?.length !== 0);
  while (left.length > 0) {
    const most = new Set(mostCommon(left.flatMap(({ common }) => common ?? [])));
    const belongs = ({ common }: (typeof left)[number]) => !common || common.some((name) => most.has(name));
    const here = left.filter(belongs).flatMap(({ members }) => members);
    parts.push(here.map((ticket) => ({ ...ticket, regions: only(ticket.regions, most) })));
    left = left.filter((unit) => !belongs(unit));
  }
  return parts;
}

function mostCommon(names: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  const byCount = [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return byCount.slice(0, MAX_REGIONS).map(([name]) => name);
}

function only(regions: Readonly<Record<string, number>>, names: ReadonlySet<string>): Record<string, number> {
  return Object.fromEntries(Object.entries(regions).filter(([name]) => names.has(name)));
}
