import { UserText } from '../../components/UserText.tsx';
import { clock } from '../../lib/duration.ts';
import { withoutMark } from '../../lib/names.ts';
import { spoken } from '../../lib/spoken.ts';
import type { Move } from '../../replay/reel.ts';
import type { StageProps } from '../GamePage.ts';
import { useGame } from '../GamesContext.tsx';
import { LatestEvent } from './LatestEvent.tsx';
import { PlainState } from './PlainState.tsx';
import { type PlainPlayer, plainView, shown } from './plainView.ts';

/** So many of the latest moves are shown. */
const MOVES_SHOWN = 8;

/** Any game's table, played again: what was to be seen, and the latest moves. */
export function PlainReplay({ game, film, head, state }: StageProps) {
  const view = plainView(state, useGame(game)?.words);
  const done = film.moves.filter(({ at }) => at <= head.at).slice(-MOVES_SHOWN);
  return (
    <section className="card stack table__main" aria-label="The table">
      <PlainState view={view} me={null} />
      <LatestEvent feed={head.feed} players={view.players} />
      <h2 id="moves-title">Moves</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it */}
      <ol className="facts plain__moves" tabIndex={0} aria-labelledby="moves-title">
        {done.length === 0 && <li className="muted">None yet.</li>}
        {done.map((move, i) => (
          <li key={`${move.at} ${i}`}>
            <span className="numbers muted">{clock(move.at)}</span>{' '}
            <MoveText move={move} players={view.players} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function MoveText({ move, players }: { move: Move; players: readonly PlainPlayer[] }) {
  const { action, ...fields } = move.action;
  const nameOf = (id: string) => players.find((player) => player.id === id)?.name;
  return (
    <>
      <UserText>{withoutMark(nameOf(move.by) ?? 'Somebody')}</UserText>: {spoken(String(action))}
      {Object.keys(fields).length > 0 && (
        <>
          {' '}
          <UserText>{shown(fields, nameOf)}</UserText>
        </>
      )}
    </>
  );
}
