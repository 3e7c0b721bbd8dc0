import { useCallback, useEffect, useState } from 'react';
import { explain } from './explain.ts';

/** Something asked of the server: on its way (both null), here, or one sentence why not. */
export interface Loaded<T> {
  value: T | null;
  message: string | null;
  /** Asks once more. */
  again(): void;
}

/** Asks the server when the component is shown, and whenever `load` is another function; with null it waits. */
export function useLoad<T>(load: (() => Promise<T>) | null): Loaded<T> {
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<{ value: T | null; message: string | null }>(NOTHING);
  useEffect(() => {
    let gone = false;
    setFound((before) => (round === 0 ? NOTHING : before));
    load?.().then(
      (value) => !gone && setFound({ value, message: null }),
      (error: unknown) => !gone && setFound({ value: null, message: explain(error) }),
    );
    return () => {
      gone = true;
    };
  }, [load, round]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  return { ...found, again };
}

const NOTHING = { value: null, message: null };
