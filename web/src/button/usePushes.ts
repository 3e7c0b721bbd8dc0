import { useEffect, useRef, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { play } from '../sound/play.ts';
import { type SeenPush, withState } from './seenPushes.ts';
import { resultTold, type Told } from './told.ts';

/** What became of a push of one's own. */
export interface PushResult extends Told {
  id: string;
}

/** So many results stand there. */
const MAX_RESULTS = 3;

interface Pushes {
  /** Those that the page saw, newest first. */
  seen: readonly SeenPush[];
  /** Of one's own pushes, newest first. */
  results: readonly PushResult[];
}

/** Pushes of everybody as they come, and what became of one's own, with a sound for what counts. */
export function usePushes(): Pushes {
  const parlor = useParlor();
  const { button, player } = parlor;
  const me = player?.id;
  const [pushes, setPushes] = useState<Pushes>(() => ({ seen: withState([], button.state), results: [] }));
  const seen = useRef(pushes.seen);
  useEffect(() => {
    function look(): void {
      const next = withState(seen.current, button.state);
      if (next === seen.current) return;
      seen.current = next;
      setPushes((before) => ({ ...before, seen: next }));
    }
    look();
    const stops = [
      button.on('changed', look),
      button.on('answered', (answered) => {
        const told = resultTold(answered, { seen: seen.current, me, now: parlor.serverNow });
        if (told.tone !== 'bad') play('press');
        const result = { ...told, id: answered.push.request_id };
        setPushes((before) => ({ ...before, results: [result, ...before.results].slice(0, MAX_RESULTS) }));
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [parlor, button, me]);
  return pushes;
}
