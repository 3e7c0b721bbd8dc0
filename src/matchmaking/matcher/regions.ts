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

/** Where the worst latency of these is least, of regions that they have in common: they always reach it. */
function bestOf(lists: readonly Readonly<Record<string, number>>[], common: readonly string[]): string {
  const worst = (name: string) => Math.max(...lists.map((regions) => regions[name] ?? 0));
  return common.reduce((best, name) => (worst(name) < worst(best) ? name : best));
}

/**
 * Shares tickets out so that each part lists no more regions than there are bits: where most have it best first, with
 * all who listed none. Everybody keeps the region they always reach, and parties stay together.
 */
export function byRegions(tickets: readonly QueuedTicket[]): QueuedTicket[][] {
  const units = Map.groupBy(tickets, ({ id, party }) => (party === null ? `ticket ${id}` : `party ${party}`));
  const nowhere: QueuedTicket[] = [];
  let left: { members: QueuedTicket[]; home: string | null }[] = [];
  for (const members of units.values()) {
    const lists = members.map(({ regions }) => regions);
    const common = inCommon(lists)?.sort();
    if (common?.length === 0) nowhere.push(...members);
    else left.push({ members, home: common ? bestOf(lists, common) : null });
  }
  const parts = [nowhere];
  while (left.length > 0) {
    const most = new Set(mostCommon(left.flatMap(({ home }) => home ?? [])));
    const belongs = ({ home }: (typeof left)[number]) => home === null || most.has(home);
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
