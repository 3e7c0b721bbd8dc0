import type { Mood } from '../../guests/Features.tsx';

/** What is known of somebody in the ring. */
interface Known {
  started: boolean;
  /** In the ring: neither out of points nor gone. */
  active: boolean;
  away: boolean;
  /** Nearly out of points. */
  critical: boolean;
  /** Points came a moment ago. */
  fedNow: boolean;
  /** The match is over, and nobody passed on more. */
  first: boolean;
}

/** The face that somebody makes in the ring: what matters most of what is the case. */
export function seatMood({ started, active, away, critical, fedNow, first }: Known): Mood {
  if (first) return 'proud';
  if (started && !active) return 'ghost';
  if (away) return 'asleep';
  if (fedNow) return 'glad';
  return critical ? 'sweating' : 'calm';
}
