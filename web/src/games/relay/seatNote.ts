import { clock } from '../../lib/duration.ts';
import type { RelayPlayerView } from './relayView.ts';

/** What is known of a seat besides its player. */
interface Known {
  away: boolean;
  /** Seconds until the player is out, when they are few. */
  soon: number | null;
  fed: boolean;
  own: boolean;
  active: boolean;
  /** Points that go per second from a player who is cold; null for who is not. */
  cold: number | null;
  started: boolean;
}

/** The few words below a player's name: what matters most now, or nothing. */
export function seatNote(
  player: Pick<RelayPlayerView, 'left' | 'grace' | 'passed'>,
  { away, soon, fed, own, active, cold, started }: Known,
): string {
  if (player.left) return 'left';
  if (away) return `away ${clock(player.grace)}`;
  if (!active) return `passed ${player.passed}`;
  if (soon !== null) return `out in ${soon} s`;
  if (cold !== null) return `cold −${cold}/s`;
  const passed = started ? `passed ${player.passed}` : '';
  if (!fed) return passed;
  const feeds = own ? 'you feed' : 'is fed';
  return started ? `${feeds} · ${player.passed}` : feeds;
}
