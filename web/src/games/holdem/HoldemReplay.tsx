import { useMemo, useState } from 'react';
import { useParlor } from '../../../../client/react/ParlorProvider.ts';
import { Follow } from '../../replay/Follow.tsx';
import type { StageProps } from '../GamePage.ts';
import { Felt } from './Felt.tsx';
import { HandHistory } from './HandHistory.tsx';
import { namesOf } from './HoldemTable.tsx';
import { bookOf } from './handsOfFilm.ts';
import { readHoldem } from './holdemView.ts';
import { Ticker } from './Ticker.tsx';
import { useWinnings } from './useWinnings.ts';

/** A table of hold'em that is played again, every card open, from anybody's chair; its hands to go to. */
export function HoldemReplay({ id, film, head, state }: StageProps) {
  const me = useParlor().player?.id ?? null;
  const view = useMemo(() => readHoldem(state), [state]);
  const hands = useMemo(() => bookOf(film), [film]);
  const [chosen, choose] = useState<string | null>(null);
  const first = view.players.find(({ id }) => id === (chosen ?? me)) ?? view.players.find(({ bot }) => !bot);
  const followed = first ?? view.players[0];
  const nameOf = useMemo(() => namesOf(view.players, me), [view.players, me]);
  const winnings = useWinnings(view);
  if (!followed) return null;
  return (
    <div className="holdem holdem-replay__stage">
      <div className="table__ring holdem__felt">
        <Felt
          view={view}
          me={followed.id}
          own={followed.id === me}
          winning={winnings.now}
          time={() => head.at}
        />
      </div>
      <Ticker feed={head.feed} winnings={winnings} nameOf={nameOf} />
      <Follow
        legend="From whose chair to look"
        players={view.players}
        me={me}
        followed={followed.id}
        choose={choose}
      />
      <HandHistory
        match={id}
        hands={hands}
        nameOf={nameOf}
        seek={(hand) => {
          const start = film.frames.find(({ view }) => view.hand === hand);
          if (start) head.seek(start.at);
        }}
      />
    </div>
  );
}
