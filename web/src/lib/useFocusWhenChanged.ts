import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the keyboard in its place when what it was on is replaced: an element that gets the focus when `what`
 * changes, the focus was in it, and is nowhere now. Nobody is taken away from what they are doing elsewhere.
 */
export function useFocusWhenChanged<E extends HTMLElement>(what: unknown): RefObject<E | null> {
  const element = useRef<E>(null);
  const before = useRef(what);
  const inside = useRef(false);
  useEffect(() => {
    // What is taken off the page tells nobody that it lost the focus: where it was last is remembered.
    function follow({ target }: FocusEvent): void {
      inside.current = target instanceof Node && element.current?.contains(target) === true;
    }
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  useEffect(() => {
    if (before.current === what) return;
    before.current = what;
    if (inside.current && document.activeElement === document.body) focusOn(element.current);
  }, [what]);
  return element;
}

/** For who presses what takes itself off the page, with nothing in its place: the keyboard goes on from here. */
export function focusOn(element: HTMLElement | null): void {
  (element ?? document.getElementById('main'))?.focus({ preventScroll: true });
}
