import { useLocation } from 'wouter';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { useEnter } from '../session/useEnter.ts';

const GAME = 'relay';

interface Props {
  /** After a match. */
  again?: boolean;
  /** For somebody who is not signed in yet. */
  name?: string;
  /** One may not start yet; why is told beside. */
  blocked?: boolean;
}

/** The two ways to play. In a form, Enter presses the first. */
export function PlayButtons({ again = false, name, blocked = false }: Props) {
  const parlor = useParlor();
  const enter = useEnter();
  const [location, navigate] = useLocation();
  const [attempt, running] = useAttempt();
  const busy = running || blocked;

  function play(bots: boolean): void {
    if (busy) return;
    attempt(async () => {
      await enter(name);
      await parlor.queue({ game: GAME, bots });
      // One may be in a match already: an earlier one that still runs, or a table that was made at once.
      const match = runningMatch(parlor.match);
      const next = match ? places.table(match.id) : places.home;
      if (location !== next) navigate(next);
    });
  }

  return (
    <div className="play__buttons">
      <button
        type="submit"
        className="button button--primary button--large"
        aria-disabled={busy}
        onClick={() => play(false)}
      >
        {again ? 'Play again' : 'Play'}
      </button>
      <button type="button" className="button button--large" aria-disabled={busy} onClick={() => play(true)}>
        {again ? 'Play again with bots' : 'Play with bots'}
      </button>
    </div>
  );
}
