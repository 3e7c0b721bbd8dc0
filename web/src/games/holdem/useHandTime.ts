import { useCallback, useEffect, useRef } from 'react';
import type { HoldemView } from './holdemView.ts';

/**
 * Says the game time: from the beginning of a hand that one saw begin. Null before that, and while nothing runs, and
 * where nobody says when hands begin.
 * Game time stands still when the match does: the next hand puts it right.
 */
export function useHandTime({ hand, hand_at, turn_no }: HoldemView, running: boolean): () => number | null {
  const began = useRef<{ hand: number; at: number | null }>({ hand: -1, at: null });
  const runs = useRef(running);
  useEffect(() => {
    runs.current = running;
  }, [running]);
  if (began.current.hand !== hand) {
    const fromTheStart = began.current.hand !== -1 || turn_no <= 1;
    began.current = { hand, at: fromTheStart && hand_at !== null ? performance.now() - hand_at : null };
  }
  return useCallback(() => {
    const { at } = began.current;
    return at === null || !runs.current ? null : performance.now() - at;
  }, []);
}
