import type { Wish } from './controls/wish.ts';
import type { KillTold, Moment } from './moment.ts';

/** Where a picture comes from and wishes go: a match in this page, or one on a server. */
export interface Source {
  /** What is to be seen at this time of the page, in ms. */
  moment(now: number): Moment;
  steer(wish: Wish): void;
  /** Kills since it was asked last. */
  kills(): KillTold[];
  over(): boolean;
}
