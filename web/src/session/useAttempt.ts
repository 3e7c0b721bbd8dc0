import { useEffect, useRef, useState } from 'react';
import { useTell } from './NoticesContext.ts';
import { oneAtATime } from './oneAtATime.ts';

/**
 * Runs what may fail, one at a time, and shows the player why it did. A second press before the next picture does
 * nothing.
 * @returns the runner, and whether something is under way
 */
export function useAttempt(): [attempt: (work: () => Promise<unknown>) => void, busy: boolean] {
  const tell = useTell();
  const failed = useRef(tell);
  useEffect(() => {
    failed.current = tell;
  }, [tell]);
  const [busy, setBusy] = useState(false);
  const [attempt] = useState(() => oneAtATime({ busy: setBusy, failed: (error) => failed.current(error) }));
  return [attempt, busy];
}
