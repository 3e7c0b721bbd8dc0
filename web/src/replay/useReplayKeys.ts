import { useEffect } from 'react';
import { preferences } from '../session/preferences.ts';
import { type Film, jumpFrom } from './reel.ts';
import type { Playhead } from './usePlayhead.ts';

const SKIP_MS = 5000;

/** Space plays and pauses, arrows go 5 s, `,` and `.` to solves, `[` and `]` to eliminations. */
export function useReplayKeys(film: Film, { at, toggle, seek }: Playhead): void {
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
      switch (key) {
        case 'ArrowLeft':
          return at - SKIP_MS;
        case 'ArrowRight':
          return at + SKIP_MS;
        case ',':
          return jumpFrom(film.marks, 'solved', at, -1);
        case '.':
          return jumpFrom(film.marks, 'solved', at, 1);
        case '[':
          return jumpFrom(film.marks, 'eliminated', at, -1);
        case ']':
          return jumpFrom(film.marks, 'eliminated', at, 1);
        default:
          return undefined;
      }
    }

    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [film, at, toggle, seek]);
}
