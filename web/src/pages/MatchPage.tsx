import { useCallback } from 'react';
import { Link, useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { Sentence } from '../components/Sentence.tsx';
import { useManyGames, useTitles } from '../games/GamesContext.tsx';
import { namesAtTable } from '../lib/names.ts';
import { ResultPage } from '../result/ResultPage.tsx';
import { places } from '../session/places.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { useLoad } from '../session/useLoad.ts';

/** The record of a match: its result, or while it runs the way to it. */
export function MatchPage({ id }: { id: string }) {
  const parlor = useParlor();
  const { api, match, player } = parlor;
  const [, navigate] = useLocation();
  const [attempt, busy] = useAttempt();
  const titleOf = useTitles();
  const many = useManyGames();
  const record = useLoad(useCallback(() => api.match(id), [api, id]));
  if (record.value?.outcome !== 'running') return <ResultPage id={id} match={null} />;
  const { players, spectators, game } = record.value;
  const mine =
    runningMatch(match)?.id === id || players.some(({ id: who, left }) => who === player?.id && !left);

  async function rejoin(): Promise<void> {
    const found = await parlor.resume();
    if (found) navigate(places.table(found.id));
    else record.again(); // it is over by now
  }

  return (
    <section className="card empty">
      <ParlorScene className="empty__picture" />
      <h1>This match is being played</h1>
      <p className="muted">
        {many && `${titleOf(game)}: `}
        <Sentence text={namesAtTable(players.map(({ name }) => name))} />
        {spectators > 0 && `, ${spectators} watching`}
      </p>
      {mine ? (
        <button
          type="button"
          className="button button--primary button--large"
          aria-disabled={busy}
          onClick={() => !busy && attempt(rejoin)}
        >
          Rejoin
        </button>
      ) : (
        <Link href={places.watch(id)} className="button button--primary button--large">
          Watch it
        </Link>
      )}
      <button type="button" className="button button--quiet" onClick={record.again}>
        Is it over?
      </button>
    </section>
  );
}
