import { useCallback, useRef, useSyncExternalStore } from 'react';

/** Something that changes in place and says so. */
interface Source<E extends string> {
  on(event: E, fn: () => void): () => void;
}

/**
 * Shows the component anew at each of a source's events. The source is read while rendering, as it is then.
 * @param events the same array at every render
 */
export function useChanges<E extends string>(source: Source<E> | null, events: readonly E[]): void {
  const revision = useRef(0);
  const subscribe = useCallback(
    (notify: () => void) => {
      const stops = events.map((event) =>
        source?.on(event, () => {
          revision.current += 1;
          notify();
        }),
      );
      // What happened between rendering and now was not heard: look again.
      revision.current += 1;
      return () => {
        for (const stop of stops) stop?.();
      };
    },
    [source, events],
  );
  useSyncExternalStore(subscribe, () => revision.current);
}
