import { grown } from './grown.ts';
import type { QueuedTicket } from './types.ts';

/** A queue's tickets as numbers in flat arrays, each read once: ticket `t` of `tickets` has the `t`-th of each. */
export interface Columns {
  tickets: readonly QueuedTicket[];
  /** Ms in the queue; 0 for who comes from a clock that is ahead. */
  waited: Float64Array;
  mu: Float64Array;
  sigma: Float64Array;
  /** Every region that somebody listed, the most listed first. */
  regions: string[];
  /** Ticket `t` listed the regions `listed.region[listed.first[t] … listed.first[t + 1] - 1]`, at `listed.ms` each. */
  listed: { first: Int32Array; region: Int32Array; ms: Float64Array };
  /** The number of a player's ticket. */
  ticketOf: Readonly<Record<string, number>>;
}

/** What no player's rating comes near; beyond, sums lose their meaning. */
const MAX_RATING = 1e6;
const MAX_LATENCY_MS = 1e6;

/**
 * Reads tickets into columns. What cannot be computed with is named in `flaws` by the number of its ticket; columns are
 * of use only when there is none.
 */
export function columnsOf(
  tickets: readonly QueuedTicket[],
  now: number,
): { columns: Columns; flaws: Map<number, string> } {
  const flaws = new Map<number, string>();
  const size = tickets.length;
  const waited = new Float64Array(size);
  const mu = new Float64Array(size);
  const sigma = new Float64Array(size);
  const first = new Int32Array(size + 1);
  let region = new Int32Array(4 * size);
  let ms = new Float64Array(4 * size);
  let length = 0;
  const names = new Map<string, number>();
  for (let t = 0; t < size; t++) {
    const ticket = tickets[t]!;
    const flaw = flawOf(ticket);
    if (flaw !== null) flaws.set(t, flaw);
    else {
      waited[t] = Math.max(0, now - ticket.enqueuedAt);
      mu[t] = ticket.rating.mu;
      sigma[t] = ticket.rating.sigma;
      for (const name in ticket.regions) {
        const r = names.get(name) ?? names.size;
        if (r === names.size) names.set(name, r);
        const latency = ticket.regions[name]!;
        if (!(Number.isFinite(latency) && latency >= 0 && latency <= MAX_LATENCY_MS))
          flaws.set(t, `its latency to ${name} is ${latency}`);
        if (length === region.length) {
          region = grown(region, new Int32Array(2 * length));
          ms = grown(ms, new Float64Array(2 * length));
        }
        region[length] = r;
        ms[length++] = latency;
      }
    }
    first[t + 1] = length;
  }
  const ticketOf = numbered(tickets, flaws);
  const { regions, order } = mostListed([...names.keys()], region.subarray(0, length));
  for (let i = 0; i < length; i++) region[i] = order[region[i]!]!;
  return {
    columns: { tickets, waited, mu, sigma, regions, listed: { first, region, ms }, ticketOf },
    flaws,
  };
}

/** `null` is what JSON makes of a number that is none: it is no 0. */
function flawOf(ticket: QueuedTicket): string | null {
  const { id, player, rating, regions, enqueuedAt, party, blocked, recent } = ticket;
  if (typeof id !== 'string' || typeof player !== 'string') return 'it says neither whose nor which it is';
  const { mu, sigma } = rating ?? {};
  if (!(Number.isFinite(mu) && Math.abs(mu) <= MAX_RATING)) return `its rating is ${mu}`;
  if (!(Number.isFinite(sigma) && sigma >= 0 && sigma <= MAX_RATING))
    return `the uncertainty of its rating is ${sigma}`;
  if (!Number.isFinite(enqueuedAt)) return `it is enqueued at ${enqueuedAt}`;
  if (party !== null && typeof party !== 'string') return 'its party has no name';
  if (!regions || !recent || !Array.isArray(blocked)) return 'it is incomplete';
  return null;
}

/**
 * Numbers of players. An object's keys are looked up three times as fast as a map's: names that were keys of an object
 * before, as those of recent opponents, are not compared letter by letter.
 */
function numbered(tickets: readonly QueuedTicket[], flaws: Map<number, string>): Record<string, number> {
  const ticketOf: Record<string, number> = Object.create(null);
  const ids = new Set<string>();
  let twice = false;
  for (let t = 0; t < tickets.length; t++) {
    const { id, player } = tickets[t]!;
    ids.add(id);
    if (ticketOf[player] !== undefined) twice = true;
    ticketOf[player] = t;
  }
  if (ids.size < tickets.length) noteRepeated(tickets, ({ id }) => id, 'another ticket has its id', flaws);
  if (twice) noteRepeated(tickets, ({ player }) => player, 'its player has another ticket', flaws);
  return ticketOf;
}

/** Of tickets that are one too many none is taken: which of them is right nobody can tell. */
function noteRepeated(
  tickets: readonly QueuedTicket[],
  keyOf: (ticket: QueuedTicket) => string,
  flaw: string,
  flaws: Map<number, string>,
): void {
  for (const alike of Map.groupBy(tickets.keys(), (t) => keyOf(tickets[t]!)).values())
    if (alike.length > 1) for (const t of alike) flaws.set(t, flaw);
}

/** Regions by how many tickets list them, and the new number of each. */
function mostListed(names: readonly string[], region: Int32Array) {
  const count = new Float64Array(names.length);
  for (const r of region) count[r]!++;
  const byCount = names
    .map((_, r) => r)
    .sort((a, b) => count[b]! - count[a]! || (names[a]! < names[b]! ? -1 : 1));
  const order = new Int32Array(names.length);
  for (const [at, r] of byCount.entries()) order[r] = at;
  return { regions: byCount.map((r) => names[r]!), order };
}
