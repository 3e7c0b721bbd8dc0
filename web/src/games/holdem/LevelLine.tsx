import { useEffect, useState } from 'react';
import { clock } from '../../lib/duration.ts';
import type { HoldemView } from './holdemView.ts';
import { levelNote } from './levelNote.ts';

/** The blinds, and when they go up. @param time says game ms, null while it is not known */
export function LevelLine({ view, time }: { view: HoldemView; time: () => number | null }) {
  const [, renew] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => renew((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const { blinds, up } = levelNote(view, time());
  return (
    <p className="felt__level numbers">
      Blinds {blinds}
      {up && (
        <span className={`felt__up ${up.soon ? 'felt__up--soon' : ''}`}>
          {up.left === null ? 'up with the next hand' : `up in ${clock(up.left)}`}
        </span>
      )}
    </p>
  );
}
