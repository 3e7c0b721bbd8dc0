import { Link } from 'wouter';
import { RingPicture } from '../components/RingPicture.tsx';
import { places } from '../session/places.ts';

/** What the game is, in a sentence or two. `index.html` has the same, for who waits for the rest. */
export function HomeIntro() {
  return (
    <div className="home__intro">
      <h1>Keep your neighbour in the game</h1>
      <RingPicture className="home__ring" />
      <p className="home__lead">
        Everybody’s points run down. Each puzzle you solve feeds the next player in the ring, and the player
        before you feeds you. Whoever passes on most wins. <Link href={places.howToPlay}>How to play</Link>
      </p>
    </div>
  );
}
