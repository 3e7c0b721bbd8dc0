import { useMemo, useState } from 'react';
import { useParlor } from '../../../../client/react/ParlorProvider.ts';
import { Follow } from '../../replay/Follow.tsx';
import { lastUntil } from '../../replay/reel.ts';
import type { StageProps } from '../GamePage.ts';
import { answersOf } from './answers.ts';
import { EventLine } from './EventLine.tsx';
import { ReplayPuzzle } from './ReplayPuzzle.tsx';
import { Ring } from './Ring.tsx';
import { readPuzzle, readRelay } from './relayView.ts';

/** An answer is news for so long, game ms. */
const NEWS_MS = 2500;

/** A relay table that is played again: the ring, and the puzzles of whoever is followed. */
export function RelayReplay({ film, head, state }: StageProps) {
  const me = useParlor().player?.id ?? null;
  const answers = useMemo(() => answersOf(film), [film]);
  const view = readRelay(state);
  const [chosen, choose] = useState(() => firstChoice(view.players, me));
  const followed = view.players.find((player) => player.id === chosen) ?? view.players[0];
  if (!followed) return null;
  const latest = lastUntil(
    answers.filter((answer) => answer.by === followed.id),
    head.at,
  );

  return (
    <>
      <div className="table__ring">
        <Ring feed={head.feed} view={view} me={followed.id} own={followed.id === me} />
      </div>
      <EventLine feed={head.feed} players={view.players} me={me} />
      <div className="table__main stack">
        <Follow
          legend="Whose puzzles to see"
          players={view.players}
          me={me}
          followed={followed.id}
          choose={choose}
        />
        <ReplayPuzzle
          player={followed}
          puzzle={followed.active ? readPuzzle(followed) : null}
          answer={latest && head.at - latest.at < NEWS_MS ? latest : undefined}
        />
      </div>
    </>
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
