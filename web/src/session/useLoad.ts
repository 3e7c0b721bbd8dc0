import { useCallback, useEffect, useState } from 'react';
import { explain } from './explain.ts';
import { type Found, foundFor, type Load } from './foundFor.ts';

/** Something asked of the server: on its way (both null), here, or one sentence why not. */
export interface Loaded<T> extends Found<T> {
  /** Asks once more. */
  again(): void;
}

/**
 * Asks the server when the component is shown, and whenever `load` is another function; with null it waits. Asked
 * again, the answer of before stays until the next one is here.
 */
export function useLoad<T>(load: Load<T>): Loaded<T> {
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<Found<T> & { of: Load<T> }>({ of: null, value: null, message: null });
  useEffect(() => {
    let gone = false;
    load?.().then(
      (value) => !gone && setFound({ of: load, value, message: null }),
      (error: unknown) => !gone && setFound({ of: load, value: null, message: explain(error) }),
    );
    return () => {
      gone = true;
    };
  }, [load, round]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  return { ...foundFor(load, found), again };
}
