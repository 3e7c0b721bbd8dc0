import type { MatchId, PlayerId } from '../lib/ids.ts';

/** What the standard SDK's `consumeSeatReservation` wants. */
export interface SeatReservation {
  name: string;
  sessionId: string;
  roomId: string;
  processId: string;
  publicAddress?: string;
}

/** A table was made for a player, with a seat to take within 15 s. */
export interface MatchFound {
  match_id: MatchId;
  game: string;
  opponents: { id: PlayerId; name: string; face: string; bot: boolean }[];
  seat: SeatReservation;
  /** Predicted fairness, 0 to 1, or null when it was not computed. */
  quality: number | null;
  /** One sentence: why these players were put together. */
  why: string;
  /** Epoch ms. */
  timestamp: number;
}
