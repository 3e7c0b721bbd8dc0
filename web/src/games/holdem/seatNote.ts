import type { Mood } from '../../guests/Features.tsx';
import { clock } from '../../lib/duration.ts';
import { ordinal } from '../../result/resultView.ts';
import { type HoldemPlayerView, type HoldemView, handIsOn, isLive } from './holdemView.ts';

interface Note {
  text: string;
  /** One looks at it. */
  loud: boolean;
}

const DID: Record<string, string> = { fold: 'folded', check: 'checks', call: 'calls', raise: 'raises' };

/** The few words on somebody's plate: what matters most of what is the case, or nothing. */
export function noteOf(view: HoldemView, player: HoldemPlayerView, { wins }: { wins: boolean }): Note | null {
  const away = !player.connected && !player.bot && !player.left;
  if (wins) return { text: 'wins', loud: true };
  if (player.left) return { text: 'left', loud: false };
  if (player.rank > 0 && !isLive(player)) return { text: `out, ${ordinal(player.rank)}`, loud: false };
  if (player.all_in && isLive(player)) return { text: 'all in', loud: true };
  if (away) return { text: player.grace > 0 ? `away ${clock(player.grace)}` : 'away', loud: false };
  if (player.sitting_out) return { text: 'sits out', loud: false };
  if (!handIsOn(view)) return null;
  if (player.folded) return { text: 'folded', loud: false };
  if (view.turn === player.seat) return { text: 'thinking', loud: true };
  const did = DID[player.last_action];
  return did ? { text: did, loud: false } : null;
}

/** The face that somebody makes at the table. */
export function moodOf(
  view: HoldemView,
  player: HoldemPlayerView,
  { away, wins }: { away: boolean; wins: boolean },
): Mood {
  if (view.phase === 'finished' && player.rank === 1) return 'proud';
  if (wins) return 'glad';
  if (player.left || (player.rank > 0 && !isLive(player))) return 'ghost';
  if (away || player.sitting_out) return 'asleep';
  return player.all_in && isLive(player) && handIsOn(view) ? 'sweating' : 'calm';
}
