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
  /** What somebody who waits is told: how much longer, in ms, half of those alike and 80 % wait at most. */
  expected?(ticket: QueuedTicket, now: number): { p50: number; p80: number } | null;
  /** A table began: its people agreed. */
  began?(people: readonly QueuedTicket[], bots: number, now: number): void;
  /** Tables made at once because somebody came. */
  arrived?(waiting: readonly QueuedTicket[], now: number): Grouping[];
}
