import { useMemo } from 'react';
import { useParlor } from '../../../../client/react/ParlorProvider.ts';
import { isolated } from '../../lib/isolated.ts';
import { withoutMark } from '../../lib/names.ts';
import { ConnectionLost } from '../../table/ConnectionLost.tsx';
import { Standing } from '../../table/Standing.tsx';
import { TableChat } from '../../table/TableChat.tsx';
import { TableFoot } from '../../table/TableFoot.tsx';
import type { TableProps } from '../GamePage.ts';
import { ActionBar } from './ActionBar.tsx';
import { Announcer } from './Announcer.tsx';
import { Felt } from './Felt.tsx';
import { HandHistory } from './HandHistory.tsx';
import { type HoldemPlayerView, readHoldem } from './holdemView.ts';
import { leavingHoldem } from './leaving.ts';
import { OutOfChips } from './OutOfChips.tsx';
import { Situation } from './Situation.tsx';
import type { NameOf } from './story.ts';
import { Ticker } from './Ticker.tsx';
import { useActing } from './useActing.ts';
import { useHands } from './useHands.ts';
import { useHandTime } from './useHandTime.ts';
import { useTurnCall } from './useTurnCall.ts';
import { useWinnings } from './useWinnings.ts';

/** A table of hold'em, live: the felt, the keys of who plays, and the hands so far. */
export function HoldemTable({ match, state }: TableProps) {
  const player = useParlor().player?.id ?? null;
  const me = match.role === 'player' ? player : null;
  const view = useMemo(() => readHoldem(state), [state]);
  const mine = view.players.find(({ id }) => id === me);
  const lost = match.status === 'reconnecting' || match.status === 'offline';
  const running = !lost && !match.standing;
  const acting = useActing(match, view, mine, running);
  const hands = useHands(match, view);
  const winnings = useWinnings(view);
  const time = useHandTime(view, running);
  useTurnCall(acting.options?.turn_no ?? null);
  const nameOf = useMemo(() => namesOf(view.players, me), [view.players, me]);
  const leaving = leavingHoldem(state, me ?? '');
  return (
    <div className={`table holdem ${me === null ? 'holdem--watched' : ''}`}>
      <h1 className="visually-hidden">{me === null ? 'Watching a table of hold’em' : 'Hold’em table'}</h1>
      <div className="table__ring holdem__felt">
        <Felt view={view} me={me} winning={winnings.now} time={time} running={running} />
      </div>
      <Announcer feed={match} view={view} mine={mine} options={acting.options} nameOf={nameOf} />
      <div className="holdem__main">
        <Situation view={view} mine={mine} acting={acting} reachable={running}>
          {lost ? (
            <ConnectionLost graceMs={mine?.grace ?? null} />
          ) : match.standing ? (
            <Standing />
          ) : (
            <Ticker feed={match} winnings={winnings} nameOf={nameOf} />
          )}
        </Situation>
        {mine && mine.rank === 0 && view.phase !== 'finished' && (
          <ActionBar view={view} mine={mine} acting={acting} />
        )}
        {mine && mine.rank > 0 && view.phase === 'playing' && (
          <OutOfChips {...{ match, view, mine, hands, leaving, nameOf }} />
        )}
      </div>
      <div className="holdem__side">
        <HandHistory match={match.id} hands={hands} nameOf={nameOf} />
        <TableChat match={match} />
      </div>
      <TableFoot match={match} spectators={view.spectators} leaving={leaving} />
    </div>
  );
}

/** Names for sentences: `you` for the reader, the others' isolated. */
export function namesOf(players: readonly HoldemPlayerView[], me: string | null): NameOf {
  const names = new Map(players.map(({ id, name }) => [id, id === me ? 'you' : isolated(withoutMark(name))]));
  return (id) => names.get(id) ?? 'somebody';
}
