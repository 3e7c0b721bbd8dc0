import { type Options, owedBy } from './betting.ts';
import { type HoldemPlayerView, type HoldemView, handIsOn, isLive } from './holdemView.ts';

/** What a player means to do when their turn comes. It never leaves the page before that. */
export interface PreAction {
  does: 'fold' | 'call';
  /** The moment that it was meant for: another price, street or hand, and it is forgotten. */
  key: string;
}

/** What can be chosen ahead of one's turn: null while nothing can. */
export interface Ahead {
  key: string;
  toCall: number;
}

/** What a player may choose ahead, while others act. */
export function aheadOf(view: HoldemView, me: HoldemPlayerView | undefined): Ahead | null {
  if (!me || !handIsOn(view) || view.turn === -1 || view.turn === me.seat) return null;
  if (!isLive(me) || me.all_in || me.sitting_out || me.stack === 0) return null;
  const toCall = owedBy(view, me);
  return { key: keyOf(view, toCall), toCall };
}

/** What was chosen ahead, or null once it does not hold any more. */
export function stillMeant(chosen: PreAction | null, ahead: Ahead | null): PreAction | null {
  return chosen && ahead && chosen.key === ahead.key ? chosen : null;
}

/** The action that was chosen ahead, now that the turn is there; null when the price is another one than it was for. */
export function dueNow(
  chosen: PreAction | null,
  view: HoldemView,
  options: Options | null,
): { action: 'fold' | 'check' | 'call'; turn_no: number } | null {
  if (!chosen || !options || chosen.key !== keyOf(view, options.toCall)) return null;
  const free = options.toCall === 0;
  return { action: free ? 'check' : chosen.does, turn_no: options.turn_no };
}

function keyOf({ hand, street }: HoldemView, toCall: number): string {
  return `${hand} ${street} ${toCall}`;
}
