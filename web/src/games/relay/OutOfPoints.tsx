import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { Guest } from '../../guests/Guest.tsx';
import { clock } from '../../lib/duration.ts';
import { PracticeCard } from '../../practice/PracticeCard.tsx';
import { useGameTime } from '../../table/useGameTime.ts';
import { usePlayAgain } from '../../table/usePlayAgain.ts';
import { GuessFirst } from './GuessFirst.tsx';
import { leavingOf } from './leaving.ts';
import type { RelayPlayerView, RelayView } from './relayView.ts';
import { StillIn } from './StillIn.tsx';

interface Props {
  match: MatchConnection;
  view: RelayView;
  mine: RelayPlayerView | undefined;
}

/** For a player who is out: what that means, how the others do, a next table, and something to do meanwhile. */
export function OutOfPoints({ match, view, mine }: Props) {
  const time = useGameTime(view.elapsed, view.phase === 'playing', 500);
  const bots = view.players.some((player) => player.bot);
  const leaving = leavingOf(view, mine?.id ?? '');
  const [again, busy] = usePlayAgain(match, leaving, bots);

  return (
    <div className="stack">
      <section className="card stack" aria-labelledby="out-title">
        <div className="out__head">
          <span className="out__guest" aria-hidden="true">
            {mine && <Guest of={mine} mood="ghost" lively />}
            <span className="out__smoke" />
          </span>
          <h2 id="out-title" role="status">
            You are out of points
          </h2>
        </div>
        <p>
          The ring goes on without you. You solved {mine?.solved ?? 0} and passed on {mine?.passed ?? 0}{' '}
          points; all who pass on more come in ahead of you.
        </p>
        <StillIn view={view} />
        <GuessFirst match={match.id} view={view} />
        <p className="muted small numbers">
          They play until one is left, or for {clock(Math.max(0, view.ends_at - time))} more. Stay, and the
          result comes by itself.
        </p>
        <div className="out__again">
          <button
            type="button"
            className="button button--primary button--large"
            aria-disabled={busy}
            onClick={again}
          >
            Leave and play again
          </button>
          <p className="muted small">{leaving.asked}</p>
        </div>
      </section>
      <PracticeCard />
    </div>
  );
}
