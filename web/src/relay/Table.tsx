import { useState } from 'react';
import { useLocation } from 'wouter';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { Chat } from '../components/Chat.tsx';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { BeforeStart } from './BeforeStart.tsx';
import { ConnectionLost } from './ConnectionLost.tsx';
import { EventLine } from './EventLine.tsx';
import { OutOfPoints } from './OutOfPoints.tsx';
import { PuzzleCard } from './PuzzleCard.tsx';
import { CRITICAL_POINTS } from './points.ts';
import { Ring } from './Ring.tsx';
import { readPuzzle, readRelay } from './relayView.ts';
import { TeamScore, TimeLeft } from './TableFigures.tsx';
import { WatchCard } from './WatchCard.tsx';

const LOW_WARNING = `You have fewer than ${CRITICAL_POINTS} points left.`;

/** A relay table, live, for who plays and who watches. */
export function Table({ match }: { match: MatchConnection }) {
  const parlor = useParlor();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const [attempt] = useAttempt();
  usePageTitle(titleOf(match));
  if (!match.state) return <p className="muted">Taking a seat…</p>;

  const view = readRelay(match.state);
  const me = match.role === 'player' ? (parlor.player?.id ?? null) : null;
  const mine = view.players.find((player) => player.id === me);
  const puzzle = readPuzzle(mine);
  const lost = match.status === 'reconnecting' || match.status === 'offline';

  function leave(): void {
    setAsking(false);
    attempt(async () => {
      await match.leave();
      navigate(places.home);
    });
  }

  function main() {
    if (view.phase === 'waiting' || view.phase === 'countdown') return <BeforeStart view={view} />;
    if (me === null) return <WatchCard view={view} />;
    if (view.phase === 'finished')
      return <p className="card muted">The match is over. Counting the points…</p>;
    if (mine?.active && puzzle) return <PuzzleCard match={match} view={view} mine={mine} puzzle={puzzle} />;
    return <OutOfPoints mine={mine} />;
  }

  return (
    <div className="table">
      <h1 className="visually-hidden">{me === null ? 'Watching a relay table' : 'Relay table'}</h1>
      <div className="table__head">
        <TimeLeft view={view} />
        <TeamScore view={view} />
      </div>
      <div className="table__ring">
        <Ring match={match} view={view} me={me} />
      </div>
      <p className="visually-hidden" role="status">
        {mine?.active && mine.points < CRITICAL_POINTS && view.phase === 'playing' && LOW_WARNING}
      </p>
      {lost ? (
        <ConnectionLost graceMs={mine?.grace ?? null} />
      ) : (
        <EventLine match={match} players={view.players} me={me} />
      )}
      <div className="table__main">{main()}</div>
      <div className="table__chat card">
        <Chat title="Table chat" lines={match.chatLog} say={(text) => match.say(text)} />
      </div>
      <div className="table__foot">
        <span className="muted small">
          {view.spectators > 0 ? `${view.spectators} watching` : 'Nobody is watching'}
        </span>
        {me === null ? (
          <button type="button" className="button" onClick={leave}>
            Stop watching
          </button>
        ) : (
          <button type="button" className="button" onClick={() => setAsking(true)}>
            Leave the match
          </button>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        title="Leave this match for good?"
        text="You forfeit it: your points are gone, and there is no way back to this table."
        confirm="Leave"
        onConfirm={leave}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}

/** For a tab that is not looked at: it must be seen there that the table is ready. */
function titleOf({ role, state }: MatchConnection): string {
  if (role === 'spectator') return 'Watching';
  return state?.phase === 'waiting' || state?.phase === 'countdown' ? 'Your table is ready' : 'At the table';
}
