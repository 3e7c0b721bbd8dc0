import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { PlayButtons } from '../lobby/PlayButtons.tsx';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { Rating } from './Rating.tsx';
import { ordinal, type ResultView, resultView } from './resultView.ts';
import { Standings } from './Standings.tsx';
import { useRecord } from './useRecord.ts';

/** What came of a match: from the room if one was there at the end, else from the records. */
export function ResultPage({ id, match }: { id: string; match: MatchConnection | null }) {
  const parlor = useParlor();
  const result = match?.result ?? null;
  const recorded = useRecord(id, result === null);
  const view = result ? resultView(result, Object.values(match?.state?.players ?? {})) : recorded.view;
  const me = parlor.player?.id ?? null;
  const mine = view?.rows.find((row) => row.id === me);
  const heading = useRef<HTMLHeadingElement>(null);
  const known = view !== null || recorded.message !== null;
  usePageTitle('Result');
  useEffect(() => {
    if (known) heading.current?.focus();
  }, [known]);

  if (!known) return <p className="muted">Looking for the result…</p>;
  return (
    <div className="result">
      <h1 ref={heading} tabIndex={-1}>
        {view ? title(view, mine?.rank) : 'No result'}
      </h1>
      {!view && <p className="muted">{recorded.message}</p>}
      {mine?.rating && <Rating rating={mine.rating} />}
      {view && view.rows.length > 0 && (
        <div className="card">
          <Standings rows={view.rows} me={me} />
        </div>
      )}
      {view?.why && <p className="muted small">Why this table: {view.why}</p>}
      <PlayButtons again />
      <p>
        <Link href={places.home}>To the lobby</Link>
      </p>
    </div>
  );
}

function title({ outcome, rows }: ResultView, rank: number | undefined): string {
  if (outcome === 'fell_through') return 'Too few came: this table never started';
  if (outcome === 'abandoned') return 'Nobody stayed to the end of this match';
  if (rank === undefined) return 'The match is over';
  return rank === 1 ? 'You came first' : `You came ${ordinal(rank)} of ${rows.length}`;
}
