import { clock } from '../lib/duration.ts';
import type { RelayPlayerView } from './relayView.ts';

/** What is known of a seat besides its player. */
interface Known {
  away: boolean;
  /** Seconds until the player is out, when they are few. */
  soon: number | null;
  me: boolean;
  fed: boolean;
  own: boolean;
  active: boolean;
}

/** The few words below a player's name: what matters most now, or nothing. */
export function seatNote(
  player: Pick<RelayPlayerView, 'left' | 'grace' | 'passed'>,
  { away, soon, me, fed, own, active }: Known,
): string {
  if (player.left) return 'left';
  if (away) return `away ${clock(player.grace)}`;
  if (!active) return `passed ${player.passed}`;
  if (soon !== null) return `out in ${soon} s`;
  if (fed) return own ? 'you feed' : 'is fed';
  return me ? `passed ${player.passed}` : '';
}
