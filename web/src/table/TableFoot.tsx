import { useState } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { hasNoConnection } from '../session/hasNoConnection.ts';
import { useAttempt } from '../session/useAttempt.ts';
import type { Leaving } from './leaving.ts';
import { useLeave } from './useLeave.ts';

interface Props {
  match: MatchConnection;
  spectators: number;
  /** What leaving costs a player now. */
  leaving: Leaving;
}

/** At every table: who watches, and the way out. A player is asked first. */
export function TableFoot({ match, spectators, leaving }: Props) {
  const leaveFor = useLeave();
  const [asking, setAsking] = useState(false);
  const [attempt] = useAttempt();
  const watches = match.role === 'spectator';
  const lost = hasNoConnection(match.status);

  function leave(): void {
    setAsking(false);
    attempt(() => leaveFor(match, leaving));
  }

  return (
    <div className="table__foot">
      <span className={`table__watching muted small ${spectators === 0 ? 'table__watching--nobody' : ''}`}>
        <span className="table__eye" aria-hidden="true">
          <Icon name="watch" /> {spectators}
        </span>
        <span className="table__who">{watching(spectators, watches)}</span>
      </span>
      {watches ? (
        <button type="button" className="button" aria-label="Stop watching" onClick={leave}>
          <span>
            Stop<span className="table__more"> watching</span>
          </span>
        </button>
      ) : (
        <button
          type="button"
          className="button"
          aria-label="Leave the match"
          aria-disabled={lost}
          onClick={() => !lost && setAsking(true)}
        >
          Leave
        </button>
      )}
      <ConfirmDialog
        open={asking}
        title="Leave this match for good?"
        text={leaving.asked}
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
