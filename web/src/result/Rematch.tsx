import { useEffect } from 'react';
import { usePlay } from '../lobby/usePlay.ts';
import { preferences } from '../session/preferences.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** Another round with the same settings, in one key: R. `bots`: they sat at the last table. */
export function Rematch({ bots }: { bots: boolean }) {
  const play = usePlay();
  const [attempt, busy] = useAttempt();

  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'r' || event.ctrlKey || event.metaKey || event.altKey || event.repeat)
        return;
      if (busy || !preferences().keys || document.querySelector('[role="dialog"]')) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select')) return;
      event.preventDefault();
      attempt(() => play(bots));
    }
    // Before the keys of every page: here R is the next round.
    document.addEventListener('keydown', pressed, true);
    return () => document.removeEventListener('keydown', pressed, true);
  }, [attempt, busy, play, bots]);

  return (
    <div className="play__buttons">
      <button
        type="button"
        className="button button--primary button--large"
        aria-disabled={busy}
        aria-keyshortcuts="R"
        onClick={() => !busy && attempt(() => play(bots))}
      >
        {bots ? 'Play again with bots' : 'Play again'}
        <span className="kbd">R</span>
      </button>
      <button
        type="button"
        className="button button--large"
        aria-disabled={busy}
        onClick={() => !busy && attempt(() => play(!bots))}
      >
        {bots ? 'Find people to play with' : 'Play with bots'}
      </button>
    </div>
  );
}
