import { useParlor } from '../session/ParlorContext.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** The same player sat down in another tab: one seat, one place to play it. */
export function OpenedElsewhere() {
  const parlor = useParlor();
  const [attempt, busy] = useAttempt();
  return (
    <section className="card stack" aria-labelledby="elsewhere-title">
      <h1 id="elsewhere-title">This match is open in another tab</h1>
      <p className="muted">You keep your seat and your points. The match goes on where you opened it last.</p>
      <div className="row">
        <button
          type="button"
          className="button button--primary"
          aria-disabled={busy}
          onClick={() => !busy && attempt(() => parlor.resume())}
        >
          Play here instead
        </button>
      </div>
    </section>
  );
}
