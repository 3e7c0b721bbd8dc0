import { useSyncExternalStore } from 'react';
import { mediaSource } from './mediaSource.ts';

/** Whether a media query holds, also when that changes. */
export function useMedia(query: string): boolean {
  const { subscribe, matches } = mediaSource(query);
  return useSyncExternalStore(subscribe, matches);
}

/** Fingers, not a mouse: keys on the page are better than a keyboard that covers half of it. */
export function useTouch(): boolean {
  return useMedia('(pointer: coarse)');
}

/** The reader does not want things to move: told by the system, or in the settings. */
export function useCalm(): boolean {
  const system = useMedia('(prefers-reduced-motion: reduce)');
  return system || document.documentElement.dataset.motion === 'less';
}
