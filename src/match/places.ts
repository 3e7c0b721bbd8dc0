import type { Phase } from '../games/game.ts';
import type { PlayerId } from '../lib/ids.ts';

/** Where somebody is who plays a match that moves. */
export interface PlayerPlace {
  player: PlayerId;
  /** Their session at the table. */
  sid: string;
  x: number;
  y: number;
  colors: string;
  /** The phase of their match, or that they are not there. */
  status: Phase | 'away' | 'left';
}

/** Where players are, for those who look at a deployment from outside. No match depends on it. */
export interface Places {
  /** @param now epoch ms: when they joined, for sessions that are new */
  put(places: readonly PlayerPlace[], now: number): Promise<void>;
  /** These sessions are over. What was put of others of the same players stays. */
  remove(places: readonly Pick<PlayerPlace, 'player' | 'sid'>[]): Promise<void>;
}
