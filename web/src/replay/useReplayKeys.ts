import { useEffect } from 'react';
import { preferences } from '../session/preferences.ts';
import { type Jump, jumpFrom, type Mark } from './reel.ts';
import type { Playhead } from './usePlayhead.ts';

const SKIP_MS = 5000;

/** Space plays and pauses, arrows go 5 s, and each kind of jump has keys of its own. */
export function useReplayKeys(
  { at, toggle, seek }: Playhead,
  jumps: readonly Jump[],
  marks: readonly Mark[],
): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !preferences().keys)
        return;
      // A control that has the focus has its keys.
      if (event.target instanceof HTMLElement && event.target.closest('button, input, a, [role="slider"]')) {
        if (event.key === ' ' || event.key.startsWith('Arrow')) return;
      }
      const to = target(event.key);
      if (event.key === ' ') toggle();
      else if (to !== undefined) seek(to);
      else return;
      event.preventDefault();
    }

    function target(key: string): number | undefined {
      if (key === 'ArrowLeft') return at - SKIP_MS;
      if (key === 'ArrowRight') return at + SKIP_MS;
      for (const { kind, keys } of jumps) {
        if (key === keys[0]) return jumpFrom(marks, kind, at, -1);
        if (key === keys[1]) return jumpFrom(marks, kind, at, 1);
      }
      return undefined;
    }

    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [at, toggle, seek, jumps, marks]);
}
