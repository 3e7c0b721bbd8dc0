import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { PlayButtons } from '../lobby/PlayButtons.tsx';
import { usePlay } from '../lobby/usePlay.ts';
import { explain } from '../session/explain.ts';
import { places } from '../session/places.ts';
import { preferences } from '../session/preferences.ts';

/** A link that queues at once, for a game by its name or for the one that is chosen. */
export function PlayNowPage({ game }: { game?: string }) {
  const play = usePlay();
  const asked = useRef(false);
  const [refused, setRefused] = useState<string | null>(null);
  usePageTitle('Play');
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    play({ bots: preferences().bots, game }).catch((error: unknown) => setRefused(explain(error)));
  }, [play, game]);
  return (
    <section className="card empty">
      <ParlorScene className="empty__picture" />
      <h1>{refused === null ? 'Finding you a table…' : 'Not just now'}</h1>
      {refused !== null && (
        <>
          <p role="alert">{refused}</p>
          <PlayButtons again {...(game === undefined ? {} : { game })} />
          <Link href={places.home} className="button">
            To the lobby
          </Link>
        </>
      )}
    </section>
  );
}
