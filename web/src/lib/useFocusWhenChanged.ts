import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the keyboard in its place when what it was on is replaced: an element that gets the focus whenever
 * `what` changes, but not at first.
 */
export function useFocusWhenChanged<E extends HTMLElement>(what: unknown): RefObject<E | null> {
  const element = useRef<E>(null);
  const before = useRef(what);
  useEffect(() => {
    if (before.current === what) return;
    before.current = what;
    element.current?.focus({ preventScroll: true });
  }, [what]);
  return element;
}
