import { useEffect, useMemo, useState } from 'react';
import type { HoldemView } from './holdemView.ts';
import { type Winning, winningsOf } from './winnings.ts';

/** Long enough to see who takes a pot, ms. */
const POT_MS = 1700;

/** How a hand that is over was paid: all of it, and the pot that one looks at just now. */
export interface Winnings {
  all: readonly Winning[];
  now: Winning | undefined;
}

/** Looks at the pots of a hand that is over, one after the other. */
export function useWinnings(view: HoldemView): Winnings {
  const all = useMemo(() => winningsOf(view), [view]);
  const count = all.length;
  const [shown, setShown] = useState({ hand: 0, step: 0 });
  const step = shown.hand === view.hand ? Math.min(shown.step, Math.max(0, count - 1)) : 0;
  const more = step < count - 1;
  useEffect(() => {
    if (!more) return;
    const timer = setTimeout(() => setShown({ hand: view.hand, step: step + 1 }), POT_MS);
    return () => clearTimeout(timer);
  }, [more, step, view.hand]);
  return { all, now: all[step] };
}
