import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useMatch } from '../../../client/react/useMatch.ts';
import type { GamePage } from '../games/GamePage.ts';
import { useGamePage } from '../games/useGamePage.ts';
import { clock } from '../lib/duration.ts';
import { places } from '../session/places.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { useLeave } from '../table/useLeave.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { wayBack } from './wayBack.ts';

/** On every page but the table: the way back to a running match, how long it still runs, and the way out. */
export function ReturnBanner() {
  const { player } = useParlor();
  const { match } = useMatch();
  const leave = useLeave();
  const [location] = useLocation();
  const [asking, setAsking] = useState(false);
  const [attempt] = useAttempt();
  const way = wayBack(match);
  const { page } = useGamePage(match?.game ?? null);
  if (!match || way === null || location === places.table(match.id)) return null;
  const leaving = (page && match.state && page.leaving(match.state, player?.id ?? '')) ?? null;
  const elsewhere = way === 'elsewhere';

  function forfeit(): void {
    setAsking(false);
    attempt(async () => match && leave(match, leaving));
  }

  return (
    <div className="banner banner--return">
      <span role="status">
        {elsewhere ? 'Your match is open in another tab.' : <TimeLeft match={match} page={page} />}
      </span>
      <span className="row">
        <Link href={places.table(match.id)} className="button button--primary">
          Rejoin
        </Link>
        {!elsewhere && (
          <button type="button" className="button" onClick={() => setAsking(true)}>
            Forfeit
          </button>
        )}
      </span>
      <ConfirmDialog
        open={asking}
        title="Forfeit this match?"
        text={leaving?.asked ?? ''}
        confirm="Forfeit"
        onConfirm={forfeit}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}

function TimeLeft({ match: { state }, page }: { match: MatchConnection; page: GamePage | null }) {
  if (state?.phase !== 'playing') return 'Your table is waiting.';
  const left = page?.timeLeft?.(state) ?? null;
  if (left === null) return 'Your match is being played.'; // a game whose clock is not known here
  return (
    <>
      Your match:{' '}
      <span className="banner__time" aria-live="off">
        {clock(left)} left
      </span>
    </>
  );
}
