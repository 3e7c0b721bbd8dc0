import { Link } from 'wouter';
import { places } from '../../session/places.ts';
import { AwardPicture, DrainPicture, OutPicture } from './howToPictures.tsx';

const PICTURES = [
  [<DrainPicture key="drain" />, 'Points run down, all the time.'],
  [<AwardPicture key="award" />, 'Solve a puzzle: your neighbour gets points. Pass on the most to win.'],
  [<OutPicture key="out" />, 'At zero one is out, and the ring closes.'],
] as const;

/** The game in three pictures, for somebody who is here for the first time. */
export function FirstLook() {
  return (
    <section className="card stack" aria-labelledby="look-title">
      <div className="row row--apart">
        <h2 id="look-title">In three pictures</h2>
        <Link href={places.howToPlayGame('relay')} className="card__more small">
          All the rules
        </Link>
      </div>
      <ul className="first-look">
        {PICTURES.map(([picture, text]) => (
          <li key={text}>
            {picture}
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
