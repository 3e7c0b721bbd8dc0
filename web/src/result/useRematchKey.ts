import { useEffect, useRef } from 'react';
import { preferences } from '../session/preferences.ts';

/** R is the next round. `press` null: there is nothing to press now. */
export function useRematchKey(press: (() => void) | null): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'r' || event.ctrlKey || event.metaKey || event.altKey || event.repeat)
        return;
      if (!latest.current || !preferences().keys || document.querySelector('[role="dialog"]')) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select')) return;
      event.preventDefault();
      latest.current();
    }
    // Before the keys of every page: here R is the next round.
    document.addEventListener('keydown', pressed, true);
    return () => document.removeEventListener('keydown', pressed, true);
  }, []);
}
