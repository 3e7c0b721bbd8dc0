import { useEffect } from 'react';
import { notifyWhenHidden } from '../../queue/notifyWhenHidden.ts';
import { useTitleFlash } from '../../queue/useTitleFlash.ts';
import { useHidden } from './useHidden.ts';

/** Calls a player whose turn it is, as soon as they look at something else: a notification, and the tab's title. */
export function useTurnCall(turn: number | null): void {
  const hidden = useHidden();
  useEffect(() => {
    if (turn === null || !hidden) return;
    return notifyWhenHidden('Your turn', 'The others wait for you at the table.', 'parlor-turn');
  }, [turn, hidden]);
  useTitleFlash(turn !== null && hidden, 'Your turn!');
}
