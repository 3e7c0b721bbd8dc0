import type { ProposedMatch, QueuedTicket } from '../matcher/types.ts';

/** People put at one table by any rule. */
export type Grouping = Pick<ProposedMatch, 'tickets' | 'bots' | 'region'>;

/** A rule that makes tables: Parlor's, or what another server does. */
export interface Strategy {
  name: string;
  /** Time from one pass to the next. */
  everyMs: number;
  /** Tables made of those who wait; oldest first. Times in ms. */
  pass(waiting: readonly QueuedTicket[], now: number): Grouping[];
  /** Tables made at once because somebody came. */
  arrived?(waiting: readonly QueuedTicket[], now: number): Grouping[];
}
