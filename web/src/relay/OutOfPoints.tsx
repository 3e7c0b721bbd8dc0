import type { RelayPlayerView } from './relayView.ts';

/** For a player who is out and may stay to see how it ends. */
export function OutOfPoints({ mine }: { mine: RelayPlayerView | undefined }) {
  return (
    <section className="card stack" aria-labelledby="out-title">
      <h2 id="out-title" role="status">
        You are out of points
      </h2>
      <p className="muted">
        The ring closed around you. You solved {mine?.solved ?? 0} puzzles and passed on {mine?.passed ?? 0}{' '}
        points. Stay and see how it ends: the result comes when the match is over.
      </p>
    </section>
  );
}
