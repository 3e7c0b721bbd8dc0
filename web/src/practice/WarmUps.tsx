import { Link } from 'wouter';
import { WARM_UPS } from '../games/registry.ts';
import { places } from '../session/places.ts';

/** Ways to spend a longer wait: a round against bots. The place in the queue stays. */
export function WarmUps() {
  return Object.entries(WARM_UPS).map(([game, { title }]) => (
    <Link key={game} className="button" href={places.warmUp(game)}>
      Play {title} against bots while you wait
    </Link>
  ));
}
