import { useEffect, useRef, useState } from 'react';
import { Sentence } from '../components/Sentence.tsx';
import type { SeenPush } from './seenPushes.ts';
import { pushAnnounced } from './told.ts';

/** Who hears the page hears of no more pushes than one in so many ms: of the latest. */
const EVERY_MS = 4000;

/** Says who pushed and how long the round has; one's own pushes are told where their results stand. */
export function PushAnnouncer({ last, me }: { last: SeenPush | undefined; me: string | undefined }) {
  const [said, setSaid] = useState('');
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  const first = useRef(last?.version);
  useEffect(() => {
    if (!last || last.by.id === me || last.version === first.current) return;
    const timer = setTimeout(
      () => {
        saidAt.current = performance.now();
        setSaid(pushAnnounced(last));
      },
      Math.max(0, saidAt.current + EVERY_MS - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [last, me]);
  return (
    <p className="visually-hidden" aria-live="polite">
      <Sentence text={said} />
    </p>
  );
}
