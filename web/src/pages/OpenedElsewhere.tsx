import { Link, useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { places } from '../session/places.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** The same player sat down in another tab: one seat, one place to play it. */
export function OpenedElsewhere({ id }: { id: string }) {
  const parlor = useParlor();
  const [, navigate] = useLocation();
  const [attempt, busy] = useAttempt();
  async function playHere(): Promise<void> {
    if (!(await parlor.resume())) navigate(places.match(id)); // it is over by now
  }

  return (
    <section className="card empty" aria-labelledby="elsewhere-title">
      <ParlorScene className="empty__picture" />
      <h1 id="elsewhere-title">This match is open in another tab</h1>
      <p className="muted">You keep your seat and your points. The match goes on where you opened it last.</p>
      <div className="row">
        <button
          type="button"
          className="button button--primary"
          aria-disabled={busy}
          onClick={() => !busy && attempt(playHere)}
        >
          Play here instead
        </button>
        <Link href={places.home} className="button">
          To the lobby
        </Link>
      </div>
    </section>
  );
}
