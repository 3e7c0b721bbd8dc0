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
  /** Where they do not sit round a table: the ground, seen from above. */
  ground?: Ground;
}

/** A ground of `width` by `height`, in units of its game's own. */
export interface Ground {
  width: number;
  height: number;
  walls: readonly { left: number; top: number; right: number; bottom: number }[];
  /** What everybody wants, where it lies or who has it; null while there is none. */
  prize: { x: number; y: number } | null;
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
  /** Where they are on the ground. */
  at?: { x: number; y: number };
}

/** A round table at night with light that goes round; a long one with places for five cards; or just a table. */
export type MiniShape = 'ring' | 'stadium' | 'table';

/** How a game is seen from afar. */
export interface Glimpses {
  /** What is seen of a table in this state. */
  of(state: MatchView): Glimpse;
  /** Which table they sit round; without it just a table. */
  shape?: MiniShape;
  /** What is played there in a few signs, each on a card of its own: where the state names no cards. */
  signs?: readonly string[];
  /** The ground before anybody moves, and where so many begin; left out where they sit round a table. */
  ground?: Ground;
  starts?: readonly { x: number; y: number }[];
}
