import { useCallback, useEffect, useRef } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useLoad } from '../session/useLoad.ts';

const EVERY_MS = 15_000;

/**
 * How many play a game now, and wait for it; null while that is not known. After the first time it is asked for only
 * while `seen`.
 */
export function useNowPlaying(seen: boolean): (game: string) => { playing: number; waiting: number } | null {
  const { api } = useParlor();
  const askedAt = useRef(0);
  const load = useCallback(() => {
    askedAt.current = performance.now();
    return api.statistics();
  }, [api]);
  const { value, again } = useLoad(load);
  useEffect(() => {
    if (!seen) return;
    let timer: ReturnType<typeof setTimeout>;
    const waitFor = (ms: number) => {
      timer = setTimeout(() => {
        again();
        waitFor(EVERY_MS);
      }, ms);
    };
    // At once for who looks again after a while.
    waitFor(Math.max(0, askedAt.current + EVERY_MS - performance.now()));
    return () => clearTimeout(timer);
  }, [again, seen]);
  return (game) => {
    const found = value?.find((one) => one.game === game);
    return found ? { playing: found.playing, waiting: found.queue_length } : null;
  };
}
