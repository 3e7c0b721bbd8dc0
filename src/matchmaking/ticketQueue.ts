import type { MatchId, PlayerId, TicketId } from '../lib/ids.ts';
import type { OpenProposal, Proposal, Ticket } from './tickets.ts';

/**
 * The queue's tickets. A ticket belongs to its player; a player has at most one that waits or is proposed. Each method
 * does all or nothing, and twice is harmless: a connection that breaks sends again what had no answer.
 */
export interface TicketQueue {
  /**
   * Adds waiting tickets, all or none: a party queues together. When one of the players has one already, nothing is
   * added, and those that are there are the answer.
   */
  add(tickets: readonly Ticket[]): Promise<{ tickets: Ticket[]; added: boolean }>;
  find(id: TicketId): Promise<Ticket | null>;
  /** The player's ticket that waits or is proposed. */
  openOf(player: PlayerId): Promise<Ticket | null>;
  /** Every waiting ticket of a game: those with priority first, then oldest first. */
  waiting(game: string): Promise<Ticket[]>;
  /** How many wait or are proposed. */
  count(game: string): Promise<number>;
  /** Takes tickets that wait out of the queue; with one of a party go all. Answers those that went. */
  close(ids: readonly TicketId[], as: 'cancelled' | 'expired', why: string): Promise<Ticket[]>;
  /** Takes all these tickets out of the queue for a table, or none when one of them does not wait any more. */
  propose(proposal: Proposal): Promise<boolean>;
  /** Also when its table is open, for as long as its tickets are known. */
  proposal(match: MatchId): Promise<Proposal | null>;
  /** All that are open. */
  proposals(): Promise<OpenProposal[]>;
  /** A ticket agrees. Null when its table is not being agreed on any more. */
  accept(match: MatchId, ticket: TicketId): Promise<Proposal | null>;
  /** Everybody agreed: its tickets are matched. Whether it is so: one caller goes on, whoever asks first. */
  commit(match: MatchId, now: number): Promise<boolean>;
  /** The table of a match is open: nothing is left to be done for it. */
  opened(match: MatchId): Promise<void>;
  /**
   * A table falls through. Tickets in `back` wait again, with their enqueue time and before others; the rest of its
   * tickets are closed. Also for one that was matched or opened. Answers those that wait again.
   */
  dissolve(match: MatchId, back: readonly TicketId[], why: string): Promise<Ticket[]>;
  /** As `dissolve`, if the table is still being agreed on; null, and nothing is done, when it is not any more. */
  callOff(match: MatchId, back: readonly TicketId[], why: string): Promise<Ticket[] | null>;
  /**
   * A table goes on with fewer: those tickets of `known` that are not in `next` are closed. False, and nothing is done,
   * unless it is being agreed on by just the tickets of `known`, and just those of them have agreed.
   */
  goOn(known: Proposal, next: Proposal): Promise<boolean>;
  /** Says of waiting tickets why they wait. */
  explain(reasons: ReadonlyMap<TicketId, string>): Promise<void>;
  /** Forgets tickets that were closed or matched, and were enqueued before this time. */
  forget(before: number): Promise<void>;
  /** A player let others down: one more time within a day. Answers until when the player may not queue, epoch ms. */
  penalize(player: PlayerId, now: number): Promise<number>;
  /** Until when a player may not queue; 0 for one who may. */
  coolDown(player: PlayerId, now: number): Promise<number>;
}
