import { type ComponentType, createElement, useEffect, useState } from 'react';

/** By then the first page is there. */
const IDLE_MS = 2000;

/**
 * A component whose code does not come with the first load but when the browser has time, or when it is wanted. Once
 * it is here it is shown at once: nothing flashes.
 * @param load imports it
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let here: ComponentType<P> | null = null;
  let coming: Promise<void> | null = null;

  function fetch(): Promise<void> {
    coming ??= load().then(
      (component) => {
        here = component;
      },
      (error: unknown) => {
        coming = null; // the network may be back when it is wanted
        throw error;
      },
    );
    return coming;
  }

  whenIdle(() => void fetch().catch(() => {}));

  return function Later(props: P) {
    const [, show] = useState(here !== null);
    useEffect(() => {
      let gone = false;
      fetch().then(
        () => !gone && show(true),
        (error: unknown) => {
          // Thrown where the page's own boundary catches it.
          if (!gone)
            show(() => {
              throw error;
            });
        },
      );
      return () => {
        gone = true;
      };
    }, []);
    return here && createElement(here, props);
  };
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: IDLE_MS });
  else setTimeout(work, IDLE_MS); // a browser of Apple's
}
