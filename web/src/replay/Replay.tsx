import { useCallback } from 'react';
import { Link } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { AfterMatch } from '../components/AfterMatch.tsx';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useTitles } from '../games/GamesContext.tsx';
import { loadGamePage } from '../games/registry.ts';
import { rulesOf } from '../games/rules.ts';
import { SERVER } from '../session/deployed.ts';
import { places } from '../session/places.ts';
import { useLoad } from '../session/useLoad.ts';
import '../styles/replay.css';
import { filmOf } from './film.ts';
import { Projector } from './Projector.tsx';

/** Fetches a match's journal and plays it again here. */
export function Replay({ id }: { id: string }) {
  const { api } = useParlor();
  const loaded = useLoad(
    useCallback(async () => {
      const record = await api.replay(id);
      const { game } = record.setup;
      const [page, rules] = await Promise.all([loadGamePage(game), rulesOf(game)]);
      return { game, page, film: rules && filmOf(record, rules.game, rules.maker) };
    }, [api, id]),
  );
  if (loaded.value?.film) return <Projector id={id} {...loaded.value} film={loaded.value.film} />;
  if (loaded.value) return <NoRules id={id} game={loaded.value.game} />;
  if (loaded.message === null) return <Waiting>Playing the match again…</Waiting>;
  return (
    <section className="card empty">
      <ParlorScene className="empty__picture" />
      <h1>This match cannot be played again</h1>
      <p className="muted">{loaded.message}</p>
      <div className="row">
        <button type="button" className="button" onClick={loaded.again}>
          Try again
        </button>
        <AfterMatch id={id} />
      </div>
    </section>
  );
}

/** A match of a game that is not among those this page was built with: its moves are kept all the same. */
function NoRules({ id, game }: { id: string; game: string }) {
  const titleOf = useTitles();
  return (
    <section className="card empty">
      <ParlorScene className="empty__picture" />
      <h1>This page does not know the rules of {titleOf(game)}</h1>
      <p className="muted">
        Every move of this match is kept: a page that was built with its rules plays it again, and so can a
        program.
      </p>
      <div className="row">
        <Link href={places.match(id)} className="button button--primary">
          See its result
        </Link>
        <a href={`${SERVER}/api/v1/matches/${id}/replay`} className="button">
          Its moves, as JSON
        </a>
      </div>
    </section>
  );
}
