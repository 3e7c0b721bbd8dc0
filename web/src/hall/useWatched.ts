import { useEffect, useState } from 'react';
import type { MatchView } from '../../../client/matchView.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';

/**
 * What is to be seen of a running match, looked at every `everyMs` while `seen`. It takes no seat and opens no socket.
 * Null until it was looked at, and once it cannot be any more.
 */
export function useWatched(match: string, seen: boolean, everyMs: number): MatchView | null {
  const { api } = useParlor();
  const [view, setView] = useState<MatchView | null>(null);
  useEffect(() => {
    if (!seen) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function look(): Promise<void> {
      const found = await api.state(match).catch(() => null);
      if (gone) return;
      setView(found);
      timer = setTimeout(() => void look(), everyMs);
    }
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, match, seen, everyMs]);
  return view;
}
