import { useEffect, useState } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { REACTION_WORDS } from './reactionWords.ts';

/** Something that was said just now. */
export interface SaidNow {
  key: number;
  from: string;
  name: string;
  face: string;
  text: string;
}

/** So long it stands over the table, and no more at a time. */
const SHOWN_MS = 3000;
const MAX_SHOWN = 5;

let last = 0;

/**
 * What is said at a table in these seconds: reactions, and lines of a chat that is not to be seen.
 * @param lines whether these as well
 */
export function useSaid(match: MatchConnection, lines: boolean): readonly SaidNow[] {
  const [said, setSaid] = useState<readonly SaidNow[]>([]);
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const since = Date.now();
    function show(from: string, name: string, face: string, text: string): void {
      last += 1;
      const key = last;
      setSaid((all) => [...all, { key, from, name, face, text }].slice(-MAX_SHOWN));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setSaid((all) => all.filter((one) => one.key !== key));
      }, SHOWN_MS);
      timers.add(timer);
    }
    const stops = [
      match.on('reaction', ({ from, name, face, reaction }) => {
        // A server that is newer may know more of them.
        if (Object.hasOwn(REACTION_WORDS, reaction)) show(from, name, face, REACTION_WORDS[reaction]);
      }),
      match.on('chat', ({ from, name, face, text, at }) => {
        if (lines && at >= since) show(from, name, face, text);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      for (const timer of timers) clearTimeout(timer);
      setSaid([]);
    };
  }, [match, lines]);
  return said;
}
