import { useCallback } from 'react';
import { Link } from 'wouter';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { useLoad } from '../session/useLoad.ts';
import '../styles/replay.css';
import { filmOf } from './film.ts';
import { Stage } from './Stage.tsx';

/** Fetches a match's journal and plays it again here. */
export function Replay({ id }: { id: string }) {
  const { api } = useParlor();
  const film = useLoad(useCallback(() => api.replay(id).then(filmOf), [api, id]));
  if (film.value) return <Stage id={id} film={film.value} />;
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
      </div>
    </div>
  );
}
