import { useMemo } from 'react';
import { Link } from 'wouter';
import type { GamePage } from '../games/GamePage.ts';
import { places } from '../session/places.ts';
import { GameRate } from '../table/GameRate.ts';
import { Controls } from './Controls.tsx';
import { type Film, frameAt, marksOf } from './reel.ts';
import { usePlayhead } from './usePlayhead.ts';
import { useReplayKeys } from './useReplayKeys.ts';

interface Props {
  id: string;
  game: string;
  page: GamePage;
  film: Film;
}

/** Shows a match that is played again: its game's table, and below it the controls. */
export function Projector({ id, game, page, film }: Props) {
  const { Stage, jumps, layout = 'stack' } = page.replay;
  const head = usePlayhead(film);
  const marks = useMemo(() => marksOf(film, jumps), [film, jumps]);
  useReplayKeys(head, jumps, marks);
  return (
    <GameRate value={head.playing ? head.speed : 0}>
      <div className="replay">
        <div className={layout}>
          <div className="table__foot">
            <h1 className="replay__title">Replay</h1>
            <Link href={places.match(id)} className="button button--quiet">
              Result
            </Link>
          </div>
          <Stage id={id} game={game} film={film} head={head} state={frameAt(film, head.at).view} />
          <Controls film={film} head={head} jumps={jumps} marks={marks} />
        </div>
        <p className="muted small">
          {film.faithful
            ? 'Played again move by move: it came to the same end as on the server.'
            : 'The rules have changed since then, so this replay ends differently than the match did.'}
        </p>
      </div>
    </GameRate>
  );
}
