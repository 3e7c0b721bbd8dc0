import { useCallback } from 'react';
import { Link } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { GAME, spoken } from '../lib/game.ts';
import { SERVER } from '../session/deployed.ts';
import { places } from '../session/places.ts';
import { useLoad } from '../session/useLoad.ts';
import '../styles/replay.css';
import { filmOf } from './film.ts';
import { Stage } from './Stage.tsx';

/** Fetches a match's journal and plays it again here. */
export function Replay({ id }: { id: string }) {
  const { api } = useParlor();
  const film = useLoad(
    useCallback(async () => {
      const record = await api.replay(id);
      const { game } = record.setup;
      return { game, film: game === GAME ? filmOf(record) : null };
    }, [api, id]),
  );
  if (film.value?.film) return <Stage id={id} film={film.value.film} />;
  if (film.value) return <NoPicture id={id} game={film.value.game} />;
  if (film.message === null) return <p className="muted">Playing the match again…</p>;
  return (
    <div className="stack">
      <h1>This match cannot be played again</h1>
      <p className="muted">{film.message}</p>
      <div className="row">
        <button type="button" className="button" onClick={film.again}>
          Try again
        </button>
        <Link href={places.match(id)} className="button">
          See its result
        </Link>
        <Link href={places.home} className="button button--quiet">
          To the lobby
        </Link>
      </div>
    </div>
  );
}

/** A match of a game that this page cannot show: its moves are kept all the same. */
function NoPicture({ id, game }: { id: string; game: string }) {
  return (
    <div className="stack">
      <h1>{spoken(game)} has no picture here yet</h1>
      <p className="muted">
        This page can show a replay of {spoken(GAME)} alone. Every move of this match is kept, for a program
        to play it again.
      </p>
      <div className="row">
        <Link href={places.match(id)} className="button button--primary">
          See its result
        </Link>
        <a href={`${SERVER}/api/v1/matches/${id}/replay`} className="button">
          Its moves, as JSON
        </a>
      </div>
    </div>
  );
}
