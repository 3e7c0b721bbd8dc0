/**
 * What becomes of a ticket. `waiting` in the queue; `proposed`: a table is being agreed on; `matched`: there is one.
 * From `proposed` it goes back to `waiting` when the table falls through and not by this player's doing. The other
 * three are final: `cancelled` by its player, who may also have declined; `expired` as its player was gone.
 */
export type TicketState = 'waiting' | 'proposed' | 'matched' | 'cancelled' | 'expired';

/** A ticket as its player is shown it. */
export interface TicketView {
  ticket_id: string;
  game: string;
  state: TicketState;
  /** 1 is next; 0 when not waiting. */
  position: number;
  /** Seconds from now: half of the players alike waited no longer. Null when nothing is known. */
  estimated_wait: number | null;
  /** Seconds from now: 80 % of the players alike waited no longer. */
  estimated_wait_max: number | null;
  /** How many wait for this game. */
  waiting: number;
  /** The fewest people at a table that is accepted for this ticket now. */
  widening: number;
  /** Ratings up to this far away are taken now. Null: any, or not known here. */
  window: number | null;
  enqueued_at: string;
  why: string;
  match_id: string | null;
  party: string | null;
  /** Whether bots may sit at the table. */
  bots: boolean;
  /** While a table is proposed: epoch ms until which an answer is awaited, and how many of how many agreed. */
  deadline: number | null;
  accepted: number | null;
  needed: number | null;
  /** While a table is proposed: this player has agreed. */
  agreed: boolean;
  /** Once it is over: until when the player may not queue, ISO 8601; null for who may. */
  cool_down_until: string | null;
}

/** A table that one is asked to agree to. Who else is asked nobody knows before all have agreed. */
export interface ReadyCheck {
  ticket_id: string;
  /** Epoch ms, the server's. */
  deadline: number;
  accepted: number;
  needed: number;
  /** This player has agreed. */
  own: boolean;
}
