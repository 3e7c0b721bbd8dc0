import type { CSSProperties } from 'react';
import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import type { MatchView } from '../../../../client/matchView.ts';
import { useParlor } from '../../../../client/react/ParlorProvider.ts';
import { hasNoConnection } from '../../session/hasNoConnection.ts';
import { ConnectionLost } from '../../table/ConnectionLost.tsx';
import { Standing } from '../../table/Standing.tsx';
import { TableChat } from '../../table/TableChat.tsx';
import { TableFoot } from '../../table/TableFoot.tsx';
import { BeforeStart } from './BeforeStart.tsx';
import { DangerLine } from './DangerLine.tsx';
import { EventLine } from './EventLine.tsx';
import { FedCard } from './FedCard.tsx';
import { leavingOf } from './leaving.ts';
import { OutOfPoints } from './OutOfPoints.tsx';
import { PuzzleCard } from './PuzzleCard.tsx';
import { inDanger, lightOf } from './points.ts';
import { Ring } from './Ring.tsx';
import { type RelayView, readPuzzle, readRelay } from './relayView.ts';
import { WatchCard } from './WatchCard.tsx';

/** What it colours is painted anew when it changes: it does so in a few steps. */
const DARK_STEPS = 20;

/** A relay table, live: the ring, and beside it one's puzzle or what there is instead. */
export function RelayTable({ match, state }: { match: MatchConnection; state: MatchView }) {
  const parlor = useParlor();
  const view = readRelay(state);
  const me = match.role === 'player' ? (parlor.player?.id ?? null) : null;
  const mine = view.players.find((player) => player.id === me);
  const puzzle = readPuzzle(mine);
  const lost = hasNoConnection(match.status);
  const dark = darkness(view);

  function main() {
    if (view.phase === 'waiting' || view.phase === 'countdown') return <BeforeStart view={view} me={me} />;
    if (me === null) return <WatchCard view={view} />;
    if (view.phase === 'finished')
      return <p className="card muted">The match is over. Counting the points…</p>;
    if (mine?.active && puzzle)
      return (
        <>
          <PuzzleCard match={match} view={view} mine={mine} puzzle={puzzle} />
          <FedCard feed={match} view={view} me={me} />
        </>
      );
    return <OutOfPoints match={match} view={view} mine={mine} />;
  }

  return (
    <div
      className={`table ${view.phase === 'playing' && inDanger(mine) ? 'table--danger' : ''}`}
      style={{ '--dark': dark } as CSSProperties}
    >
      <h1 className="visually-hidden">{me === null ? 'Watching a relay table' : 'Relay table'}</h1>
      <div className="table__ring">
        <Ring feed={match} view={view} me={me} dark={dark} />
      </div>
      <DangerLine view={view} mine={mine} />
      {lost ? (
        <ConnectionLost graceMs={mine?.grace ?? null} />
      ) : match.standing ? (
        <Standing />
      ) : (
        <EventLine feed={match} players={view.players} me={me} />
      )}
      <div className="table__main">{main()}</div>
      <TableChat match={match} />
      <TableFoot match={match} spectators={view.spectators} leaving={leavingOf(view, me ?? '')} />
    </div>
  );
}

/** How dark the room is, 0 to 1. */
function darkness(view: RelayView): number {
  return Math.round((1 - lightOf(view)) * DARK_STEPS) / DARK_STEPS;
}
