import type { Rating } from '../rating.ts';

/** What the matcher knows of a ticket that waits. Plain data: a recorded queue can be matched again. */
export interface QueuedTicket {
  id: string;
  player: string;
  rating: Rating;
  /** Regions the player would play in, with measured latency in ms. None: any. */
  regions: Readonly<Record<string, number>>;
  /** May empty seats be filled with bots. */
  bots: boolean;
  /** Epoch ms; kept when a table falls through. */
  enqueuedAt: number;
  /** Tickets with the same party are at one table or wait together. */
  party: string | null;
  /** Lost a table through others: goes before everybody of the same age. */
  priority: boolean;
  /** Players who never sit at this one's table. */
  blocked: readonly string[];
  /** Players met lately, and when, epoch ms. */
  recent: Readonly<Record<string, number>>;
}

/** A table that has not begun and has room for more. */
export interface OpenRoom {
  id: string;
  /** Null: it does not matter. */
  region: string | null;
  free: number;
  people: readonly { player: string; rating: Rating; blocked: readonly string[] }[];
  /** Epoch ms. */
  openedAt: number;
}

/** People to be put at one table: a new one, or with `room` at one that is open. */
export interface ProposedMatch {
  room: string | null;
  tickets: string[];
  /** How many seats bots take. */
  bots: number;
  region: string | null;
  /** 0 to 1: how open the game is, 1 when everybody is as likely to win. */
  quality: number;
  /** Highest less lowest rating of the people at the table. */
  spread: number;
  /** One sentence for those who sit at it: why they were put together. */
  why: string;
}

/** Why a ticket still waits, in numbers and in one sentence. */
export interface Explanation {
  /** Ratings up to this far away are taken now. Null: any. */
  window: number | null;
  /** People, this one included, who could be at one table now. */
  within: number;
  /** The fewest people at a table that is taken now. */
  needed: number;
  why: string;
}

export interface MatcherResult {
  matches: ProposedMatch[];
  /** For every ticket that still waits. */
  explanations: Map<string, Explanation>;
}
