import type { MatchId, PartyId, PlayerId, TicketId } from '../lib/ids.ts';
import type { TicketState, TicketView } from '../protocol/ticket.ts';
import type { Rating } from './rating.ts';

/** What a player asks for. */
export interface QueueRequest {
  game: string;
  /** Regions the player would play in, with measured latency in ms. None: any. */
  regions: Record<string, number>;
  /** May empty seats be filled with bots, and at once. */
  bots: boolean;
}

/** Which state may follow which: every store, whatever is asked of it, moves a ticket along these only. */
export const NEXT_STATES: Readonly<Record<TicketState, readonly TicketState[]>> = {
  waiting: ['proposed', 'cancelled', 'expired'],
  proposed: ['waiting', 'matched', 'cancelled', 'expired'],
  matched: ['waiting', 'cancelled'], // the table was never opened, or fell through before it began
  cancelled: [],
  expired: [],
};

/** A place in the queue. It belongs to the player, not to a socket. */
export interface Ticket extends QueueRequest {
  id: TicketId;
  player: PlayerId;
  rating: Rating;
  /** Epoch ms; kept when a table falls through. */
  enqueuedAt: number;
  /** Queued together with others: the party's id. */
  party: PartyId | null;
  /** Lost a table through others: goes first. */
  priority: boolean;
  state: TicketState;
  /** The table that is proposed, or was made. */
  match: MatchId | null;
  /** One sentence: why it was matched or still waits. */
  why: string;
}

/** A table that people are asked to agree on. */
export interface Proposal {
  match: MatchId;
  game: string;
  /** Ids of tickets. */
  tickets: TicketId[];
  /** Those of them that agreed. */
  accepted: TicketId[];
  /** Epoch ms: who has not agreed by then has declined. */
  deadline: number;
  bots: number;
  /** An open table to join; null: a new one. */
  room: MatchId | null;
  region: string | null;
  quality: number;
  spread: number;
  why: string;
}

/**
 * A table that is being agreed on, `since` its deadline, or one that was matched `since` then and is not opened yet.
 */
export interface OpenProposal extends Proposal {
  state: 'proposed' | 'matched';
  since: number;
}

export interface QueueStatistics {
  game: string;
  /** People who wait or are asked. */
  queue_length: number;
  matches_made: number;
  /** Seconds. Null until somebody was matched. */
  wait: { mean: number | null; p50: number | null; p95: number | null };
  /** Tables made lately per number of people at them. */
  sizes: Record<string, number>;
  /** Highest less lowest rating at a table. */
  rating_spread: { mean: number | null; p95: number | null };
  /** By the rating of players. */
  bands: {
    band: string;
    players: number;
    wait_p50: number | null;
    wait_p95: number | null;
    spread_p95: number | null;
  }[];
  /** The last hour, in slots of 5 minutes, oldest first. */
  over_time: { from: string; matches: number; players: number; wait_p50: number | null }[];
}

/** The queue, as rooms and HTTP use it. */
export interface Matchmaking {
  /**
   * Puts a player in the queue, with the party whose leader it is; one who waits already gets the same ticket again.
   * @throws Problem 404 `unknown_game`; 409 `already_in_match` with `match_id`, `cooling_down` with `until` and
   *   `retry_after`, `party_not_ready`, `no_common_region`; 403 `not_leader`
   */
  enqueue(player: { id: PlayerId }, request: QueueRequest): Promise<TicketView>;
  /**
   * Whether a player may prefer these regions: a party that is queued with the player keeps one in common. A search
   * goes on with the regions it began with.
   * @throws Problem 409 `no_common_region`
   */
  checkRegions(player: PlayerId, regions: Record<string, number>): Promise<void>;
  /** @throws Problem 404 `unknown_ticket`, also for somebody else's */
  ticket(id: TicketId, player: PlayerId): Promise<TicketView>;
  /** The player's ticket that waits or is proposed. */
  ofPlayer(player: PlayerId): Promise<TicketView | null>;
  /** With one of a party go all. @throws Problem 404 `unknown_ticket`; 409 `already_matched` */
  cancel(id: TicketId, player: PlayerId): Promise<TicketView>;
  /** Agrees to the proposed table. @throws Problem 404 `unknown_ticket`; 409 `no_ready_check` */
  accept(id: TicketId, player: PlayerId): Promise<TicketView>;
  /** Does not agree, and may not queue for a while. @throws Problem as `accept` */
  decline(id: TicketId, player: PlayerId): Promise<TicketView>;
  statistics(): Promise<QueueStatistics[]>;
}
