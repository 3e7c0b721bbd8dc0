import { useEffect, useState } from 'react';
import { useCalm } from '../lib/useMedia.ts';

/** Eyes are shut for so long, and then open for a while that is not the same for any two guests. */
const SHUT_MS = 130;
const OPEN_MS = { least: 2500, more: 5000 };

/**
 * Whether one's eyes are shut just now, as eyes are from time to time. Two paintings every few seconds: a style that
 * ran all the time would paint every frame.
 */
export function useBlink(blinks: boolean): boolean {
  const [shut, setShut] = useState(false);
  const calm = useCalm();
  useEffect(() => {
    if (!blinks || calm) return;
    const wait = shut ? SHUT_MS : OPEN_MS.least + OPEN_MS.more * Math.random();
    const timer = setTimeout(() => setShut(!shut), wait);
    return () => clearTimeout(timer);
  }, [blinks, calm, shut]);
  return blinks && !calm && shut;
}
