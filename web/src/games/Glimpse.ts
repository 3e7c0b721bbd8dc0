import type { MatchView } from '../../../client/matchView.ts';
import type { Mood } from '../guests/Features.tsx';

/** A table of any game as it is seen from across the room. */
export interface Glimpse {
  /** In the order in which they sit. */
  seats: GlimpsedSeat[];
  /** What stands in the middle, a few characters: a clock, a pot. */
  centre: string;
  /** Cards that lie open in the middle, such as `A♠`. */
  cards: string[];
}

export interface GlimpsedSeat {
  id: string;
  face: string | undefined;
  bot: boolean;
  mood: Mood;
  /** What counts for them: points, chips. */
  figure: string;
  /** How much light they have, 0 to 1. */
  light: number;
  /** It is their turn. */
  turn: boolean;
}

/** What is seen of a table in this state. */
export type GlimpseOf = (state: MatchView) => Glimpse;
