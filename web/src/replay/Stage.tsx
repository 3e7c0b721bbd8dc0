import { useState } from 'react';
import { Link } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { UserText } from '../components/UserText.tsx';
import { withoutMark } from '../lib/names.ts';
import { EventLine } from '../relay/EventLine.tsx';
import { GameRate } from '../relay/GameRate.ts';
import { Ring } from '../relay/Ring.tsx';
import { readPuzzle, readRelay } from '../relay/relayView.ts';
import { SeatMark } from '../relay/SeatMark.tsx';
import { places } from '../session/places.ts';
import { Controls } from './Controls.tsx';
import { ReplayPuzzle } from './ReplayPuzzle.tsx';
import { type Film, frameAt, lastUntil } from './reel.ts';
import { usePlayhead } from './usePlayhead.ts';
import { useReplayKeys } from './useReplayKeys.ts';

/** An answer is news for so long, game ms. */
const NEWS_MS = 2500;

/** The table of a match that is played again. */
export function Stage({ id, film }: { id: string; film: Film }) {
  const me = useParlor().player?.id ?? null;
  const head = usePlayhead(film);
  useReplayKeys(film, head);
  const state = frameAt(film, head.at).view;
  const view = readRelay(state);
  const [chosen, choose] = useState(() => firstChoice(view.players, me));
  const followed = view.players.find((player) => player.id === chosen) ?? view.players[0];
  if (!followed) return null;
  const latest = lastUntil(
    film.answers.filter((answer) => answer.by === followed.id),
    head.at,
  );

  return (
    <GameRate value={head.playing ? head.speed : 0}>
      <div className="replay">
        <div className="table replay__table">
          <div className="table__foot">
            <h1 className="replay__title">Replay</h1>
            <Link href={places.match(id)} className="button button--quiet">
              <span className="table__more">The </span>Result
            </Link>
          </div>
          <div className="table__ring">
            <Ring feed={head.feed} view={view} me={followed.id} own={followed.id === me} />
          </div>
          <EventLine feed={head.feed} players={view.players} me={me} />
          <div className="table__main stack">
            <fieldset className="choice replay__follow">
              <legend className="visually-hidden">Whose puzzles to see</legend>
              {view.players.map((player) => (
                <label key={player.id}>
                  <input
                    type="radio"
                    className="visually-hidden"
                    name="followed"
                    checked={player.id === followed.id}
                    onChange={() => choose(player.id)}
                  />
                  <span className="replay__name">
                    <SeatMark seat={player.seat} />
                    {player.id === me ? 'You' : <UserText>{withoutMark(player.name)}</UserText>}
                  </span>
                </label>
              ))}
            </fieldset>
            <ReplayPuzzle
              player={followed}
              puzzle={followed.active ? readPuzzle(followed) : null}
              answer={latest && head.at - latest.at < NEWS_MS ? latest : undefined}
            />
          </div>
          <Controls film={film} head={head} />
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

/** The reader, or a person rather than a bot. */
function firstChoice(
  players: readonly { id: string; bot: boolean }[],
  me: string | null,
): string | undefined {
  const own = players.find((player) => player.id === me);
  return (own ?? players.find((player) => !player.bot) ?? players[0])?.id;
}
