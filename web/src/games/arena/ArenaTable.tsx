import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../../client/react/ParlorProvider.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { places } from '../../session/places.ts';
import { useAttempt } from '../../session/useAttempt.ts';
import { TableChat } from '../../table/TableChat.tsx';
import { TableFoot } from '../../table/TableFoot.tsx';
import { useLeave } from '../../table/useLeave.ts';
import type { TableProps } from '../GamePage.ts';
import { ArenaLine, NoChannel } from './ArenaLine.tsx';
import { ArenaStage } from './ArenaStage.tsx';
import { ArenaTalk } from './ArenaTalk.tsx';
import './arena.css';
import { BeforeArena } from './BeforeArena.tsx';
import { leavingArena } from './leaving.ts';
import { LiveSource } from './live/LiveSource.ts';

/** The arena on a server: who comes, then the room on the whole screen, with what is said beside it. */
export function ArenaTable({ match, state }: TableProps) {
  const me = useParlor().player?.id ?? null;
  const mine = match.role === 'player' ? me : null;
  const [source, setSource] = useState<LiveSource | null>(null);
  const leaveFor = useLeave();
  const [asking, setAsking] = useState(false);
  const [attempt] = useAttempt();
  const [, navigate] = useLocation();
  useEffect(() => {
    const live = new LiveSource(match, mine);
    setSource(live);
    return () => live.close();
  }, [match, mine]);
  const leaving = leavingArena(state, me ?? '');
  const leave = () => {
    setAsking(false);
    attempt(() => leaveFor(match, leaving));
  };

  if (state.phase === 'waiting' || state.phase === 'countdown' || !source) {
    return (
      <div className="table arena-before">
        <h1 className="visually-hidden">{mine === null ? 'Watching the arena' : 'Arena'}</h1>
        <div className="table__main">
          <BeforeArena state={state} plays={mine !== null} />
          {match.status === 'polling' && <NoChannel match={match} />}
        </div>
        <TableChat match={match} />
        <TableFoot match={match} spectators={state.spectators} leaving={leaving} />
      </div>
    );
  }
  const finished = state.phase === 'finished';
  function wayOut(): void {
    if (finished) navigate(places.match(match.id));
    else if (mine === null) leave();
    else setAsking(true);
  }
  return (
    <>
      <h1 className="visually-hidden">{mine === null ? 'Watching the arena' : 'Arena'}</h1>
      <ArenaStage source={source} you={mine} onLeave={wayOut}>
        <ArenaTalk match={match} />
        <ArenaLine match={match} graceMs={state.players[mine ?? '']?.grace ?? null} />
      </ArenaStage>
      <ConfirmDialog
        open={asking && !finished}
        title="Leave this match for good?"
        text={leaving.asked}
        confirm="Leave"
        onConfirm={leave}
        onClose={() => {
          setAsking(false);
          // The way out, which has the focus again, would take the next Space.
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        }}
      />
    </>
  );
}
