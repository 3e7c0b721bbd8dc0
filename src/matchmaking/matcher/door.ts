import { type Columns, columnsOf } from './columns.ts';
import type { Pace } from './pace.ts';
import type { Policy } from './policy.ts';
import { byRegions, MAX_REGIONS } from './regions.ts';
import type { Explanation, OpenRoom, QueuedTicket } from './types.ts';

/** More seats than any table has. */
const MAX_SEATS = 100;

/** @throws RangeError that names what is no number, or not in order */
export function checkAll(now: number, policy: Policy, pace: Pace | number | undefined): void {
  if (!Number.isFinite(now)) throw new RangeError(`now is ${now}, not a time.`);
  checkNumbers('policy', policy);
  const { min, max } = policy.seats;
  if (!(Number.isInteger(min) && Number.isInteger(max) && min >= 1 && min <= max && max <= MAX_SEATS))
    throw new RangeError(`policy.seats are ${min} to ${max}; they are whole, from 1 to ${MAX_SEATS}.`);
  const paces = policy.aims.map(({ everyMs }) => everyMs);
  if (paces.length === 0 || paces.some((every, i) => every <= (paces[i - 1] ?? 0)))
    throw new RangeError('policy.aims go from fast to slow: everyMs is above 0 and rises.');
  if (pace === undefined) return;
  for (const every of typeof pace === 'number' ? [pace] : [pace.everyMs, ...Object.values(pace.regions)])
    if (!(every > 0)) throw new RangeError(`pace is ${every}; it is above 0.`);
}

function checkNumbers(path: string, value: unknown): void {
  if (typeof value === 'number' && !(value >= 0)) throw new RangeError(`${path} is ${value}.`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) checkNumbers(`${path}.${key}`, part);
}

/**
 * Lets in what can be computed with, in columns, and refuses the rest by id. A party is let in whole, or refused. There
 * is more than one group only when more regions are listed than a mask has bits for.
 */
export function admit(
  tickets: readonly QueuedTicket[],
  rooms: ReadonlyMap<string, OpenRoom>,
  now: number,
  policy: Policy,
): { groups: Columns[]; refused: Map<string, Explanation> } {
  const { columns, flaws } = columnsOf(tickets, now);
  for (const { people } of rooms.values())
    for (const { player } of people) {
      const t = columns.ticketOf[player];
      if (t !== undefined && !flaws.has(t)) flaws.set(t, 'its player sits at an open table');
    }
  const refused = new Map<string, Explanation>();
  if (flaws.size === 0) return { groups: grouped(columns, now), refused };
  const parties = new Set([...flaws.keys()].flatMap((t) => tickets[t]!.party ?? []));
  const sound = tickets.filter((ticket, t) => {
    const out = flaws.has(t) || (ticket.party !== null && parties.has(ticket.party));
    if (!out) return true;
    const other = refused.get(ticket.id);
    const own = refusal(flaws.get(t), policy);
    refused.set(ticket.id, other && other.why < own.why ? other : own); // two with one id: in any order the same
    return false;
  });
  return { groups: grouped(columnsOf(sound, now).columns, now), refused };
}

function grouped(columns: Columns, now: number): Columns[] {
  if (columns.regions.length <= MAX_REGIONS) return [columns];
  return byRegions(columns.tickets).map((tickets) => columnsOf(tickets, now).columns);
}

function refusal(flaw: string | undefined, { seats }: Policy): Explanation {
  const whose = flaw === undefined ? 'A ticket of your party' : 'This ticket';
  const why = `${whose} cannot be matched${flaw === undefined ? '' : `: ${flaw}`}. Leave the queue and come back.`;
  return { window: null, within: 1, needed: seats.min, why };
}

/** Rooms that can be computed with, by id. Of those with one id none. */
export function soundRooms(rooms: readonly OpenRoom[]): Map<string, OpenRoom> {
  const byId = Map.groupBy(rooms, ({ id }) => id);
  const sound = rooms.filter((room) => byId.get(room.id)?.length === 1 && isSound(room));
  return new Map(sound.map((room) => [room.id, room]));
}

function isSound({ id, free, openedAt, people }: OpenRoom): boolean {
  return (
    typeof id === 'string' &&
    Number.isInteger(free) &&
    Number.isFinite(openedAt) &&
    Array.isArray(people) &&
    people.every(
      ({ rating, blocked }) =>
        Number.isFinite(rating?.mu) &&
        rating.sigma >= 0 &&
        Number.isFinite(rating.sigma) &&
        Array.isArray(blocked),
    )
  );
}
