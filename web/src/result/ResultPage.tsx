import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Icon } from '../components/Icon.tsx';
import { Sentence } from '../components/Sentence.tsx';
import { useTitles } from '../games/GamesContext.tsx';
import { useGamePage } from '../games/useGamePage.ts';
import { isolated } from '../lib/isolated.ts';
import { withoutMark } from '../lib/names.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { NothingHere } from '../pages/NothingHere.tsx';
import { places } from '../session/places.ts';
import { Moments } from './Moments.tsx';
import { Podium } from './Podium.tsx';
import { Rating } from './Rating.tsx';
import { Rematch } from './Rematch.tsx';
import { ordinal, type ResultRow, type ResultView, resultView, unratedWhy } from './resultView.ts';
import { ShareButton } from './ShareButton.tsx';
import { ShareResult } from './ShareResult.tsx';
import { Standings } from './Standings.tsx';
import { useRecord } from './useRecord.ts';

/** What came of a match: from the room if one was there at the end, else from the records. */
export function ResultPage({ id, match }: { id: string; match: MatchConnection | null }) {
  const parlor = useParlor();
  const result = match?.result ?? null;
  // The room tells how it ended, the records alone whether it counts.
  const recorded = useRecord(id, result === null || result.rating_changes.length === 0);
  const view = result
    ? resultView(result, Object.values(match?.state?.players ?? {}), {
        game: match?.game ?? null,
        rated: recorded.view?.rated ?? null,
      })
    : recorded.view;
  const unrated = view && unratedWhy(view);
  const game = view?.game ?? null;
  const { page, failed } = useGamePage(game);
  const titleOf = useTitles();
  const me = parlor.player?.id ?? null;
  const mine = view?.rows.find((row) => row.id === me);
  const said = view?.outcome === 'finished' && me !== null ? page?.result.said?.(view.rows, me, id) : null;
  const Picture = page?.result.Picture;
  const heading = useRef<HTMLHeadingElement>(null);
  const podium = useRef<HTMLDivElement>(null);
  // All at once: what a game says of it stands above the rest.
  const told = game === null || page !== null || failed;
  const known = (view !== null && told) || recorded.message !== null;
  usePageTitle('Result');
  useEffect(() => {
    if (known) heading.current?.focus();
  }, [known]);

  if (!known) return <p className="muted">Looking for the result…</p>;
  if (!view)
    return <NothingHere title="No result to show" text={recorded.message ?? ''} again={recorded.again} />;
  return (
    <div className="result">
      <h1 ref={heading} tabIndex={-1}>
        {title(view, mine?.rank)}
      </h1>
      {said && (
        <p className="result__said numbers">
          <Sentence text={said} />
        </p>
      )}
      {view.rows.length > 0 && (
        <>
          {view.outcome === 'finished' && mine && !mine.left && game !== null && (
            <Moments id={id} game={titleOf(game)} />
          )}
          {view.outcome === 'finished' && <Podium rows={view.rows} me={me} frame={podium} />}
          {game !== null && <Rematch rows={view.rows} game={game} />}
          <div className="result__parts">
            <div className="card stack">
              <Standings rows={view.rows} me={me} score={page?.result.score ?? 'Score'} />
              {mine?.rating && <Rating rating={mine.rating} />}
              {unrated && <p className="note">{unrated}</p>}
              {view.why && (
                <p className="muted small">
                  <b>Why this table?</b> <Sentence text={view.why} />
                </p>
              )}
            </div>
            {Picture && view.outcome !== 'fell_through' && <Picture id={id} rows={view.rows} me={me} />}
          </div>
        </>
      )}
      <div className="row">
        {view.outcome !== 'fell_through' && (
          <>
            <Link href={places.replay(id)} className="button">
              <Icon name="play" />
              Watch the replay
            </Link>
            {view.outcome === 'finished' ? (
              <ShareResult
                id={id}
                rows={view.rows}
                me={me}
                title={cardTitle(view, mine)}
                said={
                  (said && mine && page?.result.shared?.(mine)) ||
                  (game === null ? 'A match' : `A match of ${titleOf(game)}`)
                }
                podium={podium}
              />
            ) : (
              <ShareButton
                path={places.match(id)}
                title={game === null ? 'A match' : `A match of ${titleOf(game)}`}
              />
            )}
          </>
        )}
        <Link href={places.home} className="button button--quiet">
          To the lobby
        </Link>
      </div>
    </div>
  );
}

/** As others read it. */
function cardTitle({ rows }: ResultView, mine: ResultRow | undefined): string {
  const who = mine ?? rows[0];
  return who ? `${isolated(withoutMark(who.name))} came ${ordinal(who.rank)} of ${rows.length}` : 'A match';
}

function title({ outcome, rows }: ResultView, rank: number | undefined): string {
  if (outcome === 'fell_through') return 'Too few came: this table never started';
  if (outcome === 'abandoned') return 'Everybody left before the end';
  if (rank === undefined) return 'The match is over';
  if (rank === 1 && rows.filter((row) => row.rank === 1).length > 1) return 'You share first place';
  return rank === 1 ? 'You came first' : `You came ${ordinal(rank)} of ${rows.length}`;
}
