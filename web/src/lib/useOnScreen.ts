import { type RefObject, useEffect, useRef, useState } from 'react';

/**
 * Whether an element is seen: in the window, of a tab that is looked at.
 * @returns what to give the element, and that
 */
export function useOnScreen<T extends Element>(): [RefObject<T | null>, boolean] {
  const element = useRef<T>(null);
  const [near, setNear] = useState(false);
  const [looked, setLooked] = useState(() => !document.hidden);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const changed = () => setLooked(!document.hidden);
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  return [element, near && looked];
}
