import { useState } from 'react';

/** What a value was before it last changed; null at first. */
export function usePrevious<T>(value: T): T | null {
  const [[previous, latest], set] = useState<[T | null, T]>([null, value]);
  if (latest === value) return previous;
  set([latest, value]);
  return latest;
}
