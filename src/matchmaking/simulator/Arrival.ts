import type { Rating } from '../rating.ts';

/** Somebody who presses Play. Parties are arrivals at the same time with the same party. */
export interface Arrival {
  /** Ms since the start. */
  at: number;
  player: string;
  rating: Rating;
  /** How strong the player really is, which nobody sees. */
  skill: number;
  /** Regions within reach, with latency in ms. None: any. */
  regions: Record<string, number>;
  party: string | null;
  bots: boolean;
  blocked: string[];
  /** Was here before: has the rating that the earlier tables of this run left. */
  returning: boolean;
}
