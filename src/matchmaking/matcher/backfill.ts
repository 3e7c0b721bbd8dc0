import type { Crowd } from './crowd.ts';
import { windowAfter } from './policy.ts';
import { UNLISTED } from './regions.ts';
import { type Seating, seat } from './seating.ts';
import { compatible } from './table.ts';
import type { OpenRoom } from './types.ts';

/** Seats those who suit at tables that have not begun: fullest first, and of those near by rating the oldest first. */
export function backfill(crowd: Crowd, seating: Seating, rooms: readonly OpenRoom[]): void {
  const open = rooms.filter((room) => room.free > 0);
  open.sort((a, b) => b.people.length - a.people.length || a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  for (const room of open) {
    const region = room.region === null ? -1 : crowd.regions.indexOf(room.region);
    let free = room.free;
    let reach = room.region === null ? -1 : region < 0 ? UNLISTED : 1 << region;
    const joining: number[] = [];
    for (const u of nearby(crowd, seating, room)) {
      if (free === 0) break;
      if (crowd.size[u]! > free || (reach & crowd.reach[u]!) === 0 || !suits(crowd, u, room)) continue;
      if (!joining.every((other) => compatible(crowd, u, other))) continue;
      joining.push(u);
      free -= crowd.size[u]!;
      reach &= crowd.reach[u]!;
    }
    if (joining.length > 0) seat(seating, joining, room.id);
  }
}

/** Units that wait and are near to the room's people by rating, oldest first. */
function nearby(crowd: Crowd, seating: Seating, { people }: OpenRoom): number[] {
  const mean = people.reduce((sum, { rating }) => sum + rating.mu, 0) / Math.max(1, people.length);
  let low = 0;
  let high = crowd.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (crowd.mu[middle]! < mean) low = middle + 1;
    else high = middle;
  }
  const reach = 2 * crowd.policy.search.neighbours;
  const near: number[] = [];
  for (let u = Math.max(0, low - reach); u < Math.min(crowd.count, low + reach); u++)
    if (seating.tableOf[u]! < 0 && crowd.impossible[u] === 0) near.push(u);
  return near.sort((a, b) => crowd.rank[a]! - crowd.rank[b]!);
}

/** Whether a unit and everybody in the room are in each other's windows and may meet. */
function suits(crowd: Crowd, u: number, room: OpenRoom): boolean {
  const { policy, now, tickets, members, aims, regions } = crowd;
  const region = room.region === null ? -1 : regions.indexOf(room.region);
  const aim = aims.at(region)!; // the last for no region
  for (const person of room.people) {
    let apart = Math.abs(crowd.mu[u]! - person.rating.mu);
    for (let m = crowd.first[u]!; m < crowd.first[u + 1]!; m++) {
      const { player, blocked, recent } = tickets[members[m]!]!;
      if (blocked.includes(person.player) || person.blocked.includes(player)) return false;
      const metAt = recent[person.player] ?? Number.NEGATIVE_INFINITY;
      apart += policy.recent.cost * Math.max(0, 1 - Math.max(0, now - metAt) / policy.recent.fadeMs);
    }
    if (crowd.starved[u] === 1) continue;
    const theirs = windowAfter(Math.max(0, now - room.openedAt), person.rating.sigma, aim, policy);
    if (apart > crowd.window[u]! || apart > theirs) return false;
  }
  return true;
}
