import type { Clock } from './Clock.ts';
import type { KeyValue } from './KeyValue.ts';

/** How a `Parlor` works, where it should not be as usual. */
export interface ParlorOptions {
  /** Keeps the token and the ticket; `localStorage` by default. Two players must not share one. */
  storage?: KeyValue;
  /** `http` never opens a socket. */
  transport?: 'auto' | 'http';
  clock?: Clock;
  /** A number in [0, 1). */
  random?: () => number;
}
