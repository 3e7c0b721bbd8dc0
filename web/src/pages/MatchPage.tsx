import { useCallback } from 'react';
import { Link } from 'wouter';
import { RingPicture } from '../components/RingPicture.tsx';
import { namesAtTable } from '../lib/names.ts';
import { ResultPage } from '../result/ResultPage.tsx';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { useLoad } from '../session/useLoad.ts';

/** The record of a match: its result, or while it runs the way to it. */
export function MatchPage({ id }: { id: string }) {
  const { api, match, player } = useParlor();
  const record = useLoad(useCallback(() => api.match(id), [api, id]));
  if (record.value?.outcome !== 'running') return <ResultPage id={id} match={null} />;
  const { players, spectators } = record.value;
  const mine =
    runningMatch(match)?.id === id || players.some(({ id: who, left }) => who === player?.id && !left);
  return (
    <section className="card empty">
      <RingPicture className="empty__picture" />
      <h1>This match is being played</h1>
      <p className="muted">
        {namesAtTable(players.map(({ name }) => name))}
        {spectators > 0 && `, ${spectators} watching`}
      </p>
      <Link
        href={mine ? places.table(id) : places.watch(id)}
        className="button button--primary button--large"
      >
        {mine ? 'Rejoin' : 'Watch it'}
      </Link>
      <button type="button" className="button button--quiet" onClick={record.again}>
        Is it over?
      </button>
    </section>
  );
}
