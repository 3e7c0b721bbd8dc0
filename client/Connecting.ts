import type { Clock } from './Clock.ts';
import type { Http } from './Http.ts';
import type { RoomOpener } from './RoomOpener.ts';

/** What every connection is made with. */
export interface Connecting {
  http: Http;
  rooms: RoomOpener;
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  /** `http` never opens a socket. It changes when the server wants another than before. */
  transport: 'auto' | 'http';
}
