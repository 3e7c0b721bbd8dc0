import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { MatchRecordView } from '../../../client/Api.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Sentence } from '../components/Sentence.tsx';
import { useManyGames, useTitles } from '../games/GamesContext.tsx';
import { useGamePage } from '../games/useGamePage.ts';
import { moment } from '../lib/day.ts';
import { namesAtTable } from '../lib/names.ts';
import { ordinal, ratingChange, signed } from '../result/resultView.ts';
import { explain } from '../session/explain.ts';
import { places } from '../session/places.ts';
import { LoadFailed } from './LoadFailed.tsx';

const PAGE = 10;

interface Shown {
  matches: MatchRecordView[];
  /** Where the next page begins; null at the end, undefined before the first. */
  next: string | null | undefined;
  message: string | null;
}

const ENDS: Record<MatchRecordView['outcome'], string> = {
  running: 'running',
  finished: 'finished',
  abandoned: 'ended early',
};

const NOTHING: Shown = { matches: [], next: undefined, message: null };

/** A player's matches, newest first, page by page. */
export function History({ player, me }: { player: string; me: boolean }) {
  const { api } = useParlor();
  const [shown, setShown] = useState(NOTHING);
  const [from, setFrom] = useState<{ before?: string; round: number }>({ round: 0 });
  useEffect(() => {
    let gone = false;
    const { before } = from;
    api.history(player, { limit: PAGE, ...(before === undefined ? {} : { before }) }).then(
      ({ matches, next }) => {
        if (gone) return;
        const known = (all: MatchRecordView[]) => (before === undefined ? [] : all);
        setShown((all) => ({ matches: [...known(all.matches), ...matches], next, message: null }));
      },
      (error: unknown) => !gone && setShown((all) => ({ ...all, message: explain(error) })),
    );
    return () => {
      gone = true;
    };
  }, [api, player, from]);

  const { matches, next, message } = shown;
  return (
    <>
      {next === undefined && message === null && (
        <div className="skeleton" style={{ height: '12rem' }} aria-hidden="true" />
      )}
      {next === null && matches.length === 0 && (
        <p className="muted">{me ? 'You have not finished a match yet.' : 'No matches yet.'}</p>
      )}
      <ol className="history">
        {matches.map((match) => (
          <Row key={match.id} match={match} player={player} />
        ))}
      </ol>
      {message !== null && (
        <LoadFailed message={message} again={() => setFrom((at) => ({ ...at, round: at.round + 1 }))} />
      )}
      {typeof next === 'string' && (
        <button type="button" className="button" onClick={() => setFrom({ before: next, round: 0 })}>
          Show more
        </button>
      )}
    </>
  );
}

function Row({ match, player }: { match: MatchRecordView; player: string }) {
  const mine = match.players.find(({ id }) => id === player);
  const others = match.players.filter(({ id }) => id !== player).map(({ name }) => name);
  const { rating } = mine ?? {};
  const { page } = useGamePage(match.game);
  const titleOf = useTitles();
  const many = useManyGames();
  return (
    <li>
      <Link href={places.match(match.id)} className="history__row">
        <span className={`history__place ${mine?.rank === 1 ? 'history__place--first' : ''}`}>
          {mine?.rank ? ordinal(mine.rank) : '–'}
        </span>
        <span className="history__with">
          <span>
            with <Sentence text={namesAtTable(others)} />
          </span>
          <span className="muted small">
            {moment(match.started_at)}
            {many && ` · ${titleOf(match.game)}`}
            {page && typeof mine?.score === 'number' && ` · ${page.result.note(mine.score)}`}
          </span>
        </span>
        {match.outcome === 'finished' ? (
          <span className="history__change numbers">{rating && signed(ratingChange(rating))}</span>
        ) : (
          <span className="badge">{ENDS[match.outcome]}</span>
        )}
      </Link>
    </li>
  );
}
