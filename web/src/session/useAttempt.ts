import { useCallback, useState } from 'react';
import { useTell } from './NoticesContext.ts';

/**
 * Runs what may fail, one at a time, and shows the player why it did.
 * @returns the runner, and whether something is under way
 */
export function useAttempt(): [attempt: (work: () => Promise<unknown>) => void, busy: boolean] {
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const attempt = useCallback(
    (work: () => Promise<unknown>) => {
      setBusy(true);
      work()
        .catch(tell)
        .finally(() => setBusy(false));
    },
    [tell],
  );
  return [attempt, busy];
}
