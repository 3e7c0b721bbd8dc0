import { Random } from '../../../lib/random.ts';
import type { QueuedTicket } from '../../matcher/types.ts';
import type { Grouping, Strategy } from '../Strategy.ts';
import { atoms } from './atoms.ts';

interface NakamaOptions {
  /** `matchmaker.interval_sec`, in ms. */
  everyMs: number;
  /** `matchmaker.max_intervals`: how often a ticket searches; in its last it takes any size from `min`. */
  maxIntervals: number;
  /** `matchmaker.rev_precision`: everybody's query has to match everybody. */
  revPrecision: boolean;
  /** The tickets' query: ratings so far from one's own. Queries do not change while a ticket waits. */
  window: number;
  min: number;
  max: number;
}

/** The server's defaults; a query has to be chosen, ±200 is the usual example. */
export const NAKAMA_DEFAULT: NakamaOptions = {
  everyMs: 15_000,
  maxIntervals: 2,
  revPrecision: false,
  window: 200,
  min: 3,
  max: 5,
};

interface Entry {
  tickets: QueuedTicket[];
  rating: number;
  createdAt: number;
  intervals: number;
}

/**
 * The default rule of Nakama's matchmaker, from its documentation: tickets that still search do so in no particular
 * order; what they find, oldest first, is put into combinations first fit; a full one is a match, and in the last
 * search one from `min` on. Afterwards a ticket only waits to be found. A party is one ticket with its average rating.
 */
export function nakama(name: string, options: NakamaOptions, seed: string): Strategy {
  const entries = new Map<string, Entry>();
  const random = Random.seeded(`nakama ${seed}`);
  return {
    name,
    everyMs: options.everyMs,
    pass(waiting) {
      const now = new Map(atoms(waiting).map((tickets) => [tickets.map(({ id }) => id).join(' '), tickets]));
      for (const key of entries.keys()) if (!now.has(key)) entries.delete(key);
      for (const [key, tickets] of now) if (!entries.has(key)) entries.set(key, entryOf(tickets));
      const pool = new Set([...entries.values()].sort((a, b) => a.createdAt - b.createdAt));
      const active = random.shuffle([...pool].filter(({ intervals }) => intervals < options.maxIntervals));
      const groupings: Grouping[] = [];
      for (const entry of active) {
        if (!pool.has(entry)) continue;
        entry.intervals++;
        const match = search(entry, pool, options);
        if (!match) continue;
        for (const member of match) pool.delete(member);
        const tickets = match.flatMap((member) => member.tickets.map(({ id }) => id));
        groupings.push({ tickets, bots: 0, region: null });
      }
      return groupings;
    },
  };
}

function entryOf(tickets: QueuedTicket[]): Entry {
  return {
    tickets,
    rating: tickets.reduce((sum, { rating }) => sum + rating.mu, 0) / tickets.length,
    createdAt: Math.min(...tickets.map(({ enqueuedAt }) => enqueuedAt)),
    intervals: 0,
  };
}

function search(entry: Entry, pool: ReadonlySet<Entry>, options: NakamaOptions): Entry[] | null {
  const { window, min, max, revPrecision, maxIntervals } = options;
  const finds = (a: Entry, b: Entry) => Math.abs(a.rating - b.rating) <= window;
  const hits = [...pool].filter((other) => other !== entry && finds(entry, other));
  const last = entry.intervals >= maxIntervals;
  const combinations: Entry[][] = [];
  for (const [index, hit] of hits.entries()) {
    const room = (combination: Entry[]) => people(combination) + people([hit, entry]) <= max;
    const mutual = (combination: Entry[]) => !revPrecision || combination.every((other) => finds(other, hit));
    let found = combinations.find((combination) => room(combination) && mutual(combination));
    if (!found) {
      if (!room([])) continue;
      found = [];
      combinations.push(found);
    }
    found.push(hit);
    const size = people(found) + people([entry]);
    if (size === max || (last && size >= min && index === hits.length - 1)) return [...found, entry];
  }
  return last && people([entry]) >= min ? [entry] : null;
}

function people(entries: readonly Entry[]): number {
  return entries.reduce((sum, { tickets }) => sum + tickets.length, 0);
}
