import { useEffect, useMemo, useState } from 'react';
import { useParlor } from '../../../../../client/react/ParlorProvider.ts';
import { Follow } from '../../../replay/Follow.tsx';
import type { StageProps } from '../../GamePage.ts';
import { ArenaStage } from '../ArenaStage.tsx';
import '../arena.css';
import { ReplaySource } from './ReplaySource.ts';

/** An arena match that is played again: the room from anybody's place, or all of it. */
export function ArenaReplay({ film, head, state }: StageProps) {
  const me = useParlor().player?.id ?? null;
  const players = Object.values(state.players).sort((a, b) => a.seat - b.seat);
  const [chosen, choose] = useState(() => firstChoice(players, me));
  const [whole, setWhole] = useState(false);
  const source = useMemo(() => new ReplaySource(film), [film]);
  source.followed = whole ? null : chosen;
  const { at, playing, speed } = head;
  useEffect(() => source.follow({ at, playing, speed }), [source, at, playing, speed]);
  return (
    <>
      <ArenaStage source={source} you={me} />
      <div className="arena__views">
        <Follow
          legend="From whose place to see it"
          players={players}
          me={me}
          followed={whole ? '' : chosen}
          choose={(id) => {
            setWhole(false);
            choose(id);
          }}
        />
        <button type="button" className="button" aria-pressed={whole} onClick={() => setWhole(!whole)}>
          The whole room
        </button>
      </div>
    </>
  );
}

/** The reader, or a person rather than a bot. */
function firstChoice(players: readonly { id: string; bot: boolean }[], me: string | null): string {
  const own = players.find(({ id }) => id === me);
  return (own ?? players.find(({ bot }) => !bot) ?? players[0])?.id ?? '';
}
