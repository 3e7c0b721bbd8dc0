import { useState } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { Chat } from '../components/Chat.tsx';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { useParlor } from '../session/ParlorContext.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { BeforeStart } from './BeforeStart.tsx';
import { ConnectionLost } from './ConnectionLost.tsx';
import { DangerLine } from './DangerLine.tsx';
import { EventLine } from './EventLine.tsx';
import { leavingOf } from './leaving.ts';
import { OutOfPoints } from './OutOfPoints.tsx';
import { PuzzleCard } from './PuzzleCard.tsx';
import { inDanger } from './points.ts';
import { Ring } from './Ring.tsx';
import { readPuzzle, readRelay } from './relayView.ts';
import { useLeave } from './useLeave.ts';
import { useTableKeys } from './useTableKeys.ts';
import { WatchCard } from './WatchCard.tsx';

/** A relay table, live, for who plays and who watches. */
export function Table({ match }: { match: MatchConnection }) {
  const parlor = useParlor();
  const leaveFor = useLeave();
  const [asking, setAsking] = useState(false);
  const [attempt] = useAttempt();
  usePageTitle(titleOf(match));
  useTableKeys();
  if (!match.state) return <p className="muted">Taking a seat…</p>;

  const view = readRelay(match.state);
  const me = match.role === 'player' ? (parlor.player?.id ?? null) : null;
  const mine = view.players.find((player) => player.id === me);
  const puzzle = readPuzzle(mine);
  const lost = match.status === 'reconnecting' || match.status === 'offline';

  function leave(): void {
    setAsking(false);
    attempt(() => leaveFor(match));
  }

  function main() {
    if (view.phase === 'waiting' || view.phase === 'countdown') return <BeforeStart view={view} me={me} />;
    if (me === null) return <WatchCard view={view} />;
    if (view.phase === 'finished')
      return <p className="card muted">The match is over. Counting the points…</p>;
    if (mine?.active && puzzle) return <PuzzleCard match={match} view={view} mine={mine} puzzle={puzzle} />;
    return <OutOfPoints match={match} view={view} mine={mine} />;
  }

  return (
    <div className={`table ${view.phase === 'playing' && inDanger(mine) ? 'table--danger' : ''}`}>
      <h1 className="visually-hidden">{me === null ? 'Watching a relay table' : 'Relay table'}</h1>
      <div className="table__ring">
        <Ring feed={match} view={view} me={me} />
      </div>
      <DangerLine view={view} mine={mine} />
      {lost ? (
        <ConnectionLost graceMs={mine?.grace ?? null} />
      ) : (
        <EventLine feed={match} players={view.players} me={me} />
      )}
      <div className="table__main">{main()}</div>
      <div className="table__chat card">
        <Chat title="Table chat" lines={match.chatLog} say={(text) => match.say(text)} />
      </div>
      <div className="table__foot">
        <span
          className={`table__watching muted small ${view.spectators === 0 ? 'table__watching--nobody' : ''}`}
        >
          {watching(view.spectators, me === null)}
        </span>
        {me === null ? (
          <button type="button" className="button" onClick={leave}>
            Stop watching
          </button>
        ) : (
          <button
            type="button"
            className="button"
            aria-label="Leave the match"
            onClick={() => setAsking(true)}
          >
            Leave
          </button>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        title="Leave this match for good?"
        text={leavingOf(view, me ?? '').asked}
        confirm="Leave"
        onConfirm={leave}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}

/** Who watches, as the reader sees it. */
function watching(spectators: number, watches: boolean): string {
  if (spectators === 0) return 'Nobody is watching';
  if (!watches) return `${spectators} watching`;
  return spectators === 1 ? 'Only you are watching' : `You and ${spectators - 1} more are watching`;
}

/** For a tab that is not looked at: it must be seen there that the table is ready. */
function titleOf({ role, state }: MatchConnection): string {
  if (role === 'spectator') return 'Watching';
  return state?.phase === 'waiting' || state?.phase === 'countdown' ? 'Your table is ready' : 'At the table';
}
