import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { RingPicture } from '../components/RingPicture.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { PlayButtons } from '../lobby/PlayButtons.tsx';
import { usePlay } from '../lobby/usePlay.ts';
import { explain } from '../session/explain.ts';
import { places } from '../session/places.ts';
import { preferences } from '../session/preferences.ts';

/** A link that queues at once. */
export function PlayNowPage() {
  const play = usePlay();
  const asked = useRef(false);
  const [refused, setRefused] = useState<string | null>(null);
  usePageTitle('Play');
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    play(preferences().bots).catch((error: unknown) => setRefused(explain(error)));
  }, [play]);
  return (
    <section className="card empty">
      <RingPicture className="empty__picture" />
      <h1>{refused === null ? 'Finding you a table…' : 'Not just now'}</h1>
      {refused !== null && (
        <>
          <p role="alert">{refused}</p>
          <PlayButtons again />
          <Link href={places.home} className="button">
            To the lobby
          </Link>
        </>
      )}
    </section>
  );
}
