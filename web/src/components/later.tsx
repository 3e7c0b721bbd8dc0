import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from 'react';
import { NotLoaded } from './NotLoaded.tsx';

/** By then the first page is there. */
const IDLE_MS = 2000;

interface Options<P> {
  /** Whether it comes when the browser has time; else only when it is wanted. */
  ahead?: boolean;
  /** What is shown until it is here. */
  meanwhile?: (props: P) => ReactNode;
}

/**
 * A component whose code does not come with the first load but when the browser has time, or when it is wanted. Once
 * it is here it is shown at once: nothing flashes. When it does not come, its place says so and it can be asked for
 * again; the rest of the page goes on.
 * @param load imports it
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { ahead = true, meanwhile = () => null }: Options<P> = {},
): ComponentType<P> {
  let Here: ComponentType<P> | null = null;
  let coming: Promise<void> | null = null;

  function fetch(): Promise<void> {
    coming ??= load().then(
      (component) => {
        Here = component;
      },
      (error: unknown) => {
        coming = null; // the network may be back when it is wanted
        throw error;
      },
    );
    return coming;
  }

  if (ahead) whenIdle(() => void fetch().catch(() => {}));

  return function Later(props: P & { onClose?: () => void }) {
    const [state, setState] = useState<'coming' | 'here' | 'failed'>(Here ? 'here' : 'coming');
    const [round, setRound] = useState(0);
    const again = useCallback(() => setRound((n) => n + 1), []);
    // Once more at each round.
    useEffect(() => {
      let gone = false;
      fetch().then(
        () => !gone && setState('here'),
        () => !gone && setState('failed'),
      );
      return () => {
        gone = true;
      };
    }, [round]);
    if (Here) return <Here {...props} />;
    return state === 'failed' ? <NotLoaded again={again} onClose={props.onClose} /> : meanwhile(props);
  };
}

/** Once the browser has time. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: IDLE_MS });
  else setTimeout(work, IDLE_MS); // a browser of Apple's
}
