import { useEffect, useRef, useState } from 'react';

/** What happened between one value and the next, each for `ms`. @param between what to remember, by its id */
export function useLately<T>(
  value: T,
  between: (before: T, now: T) => readonly string[],
  ms: number,
): ReadonlySet<string> {
  const before = useRef(value);
  const [lately, setLately] = useState<ReadonlySet<string>>(NOTHING);
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const found = between(before.current, value);
    before.current = value;
    if (found.length === 0) return;
    setLately((all) => new Set([...all, ...found]));
    for (const id of found) {
      clearTimeout(timers.current.get(id));
      const forget = () => setLately((all) => new Set([...all].filter((one) => one !== id)));
      timers.current.set(id, setTimeout(forget, ms));
    }
  }, [value, between, ms]);
  useEffect(() => {
    const all = timers.current;
    return () => {
      for (const timer of all.values()) clearTimeout(timer);
    };
  }, []);
  return lately;
}

const NOTHING: ReadonlySet<string> = new Set();
