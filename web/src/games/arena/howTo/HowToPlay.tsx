import '../arena.css';
import { CorePicture, DodgePicture, KillPicture } from './pictures.tsx';

const STEPS = [
  {
    picture: <DodgePicture />,
    title: 'Move, and dash out of the way',
    text: 'Bullets fly as fast as you can see them: step aside. A dash takes you three times as far, and is ready again after two and a half seconds.',
  },
  {
    picture: <KillPicture />,
    title: 'Shoot: a kill brings 3',
    text: 'Help with a kill brings 1, and the one who leads is worth 2 more. Dying costs two seconds and nothing else.',
  },
  {
    picture: <CorePicture />,
    title: 'Take the core, and mind the end',
    text: 'Three times a core comes to the middle: who takes it hits half as hard again for ten seconds. In the last half minute all points are double.',
  },
] as const;

/** The arena's rules, in three moving pictures. */
export function HowToPlay() {
  return (
    <>
      <p>Three to five, everybody against everybody, for three minutes. The most points come first.</p>
      <ol className="steps">
        {STEPS.map(({ picture, title, text }, index) => (
          <li key={title} className="card step">
            {picture}
            <h2>
              <span className="muted">{index + 1}.</span> {title}
            </h2>
            <p className="muted">{text}</p>
          </li>
        ))}
      </ol>
      <section className="card stack" aria-labelledby="controls-title">
        <h2 id="controls-title">How you steer</h2>
        <ul className="facts">
          <li>On a phone: the left thumb moves, the right one aims and shoots, a tap dashes.</li>
          <li>
            On a laptop: <kbd>W</kbd> <kbd>A</kbd> <kbd>S</kbd> <kbd>D</kbd> moves, the mouse aims and shoots,{' '}
            <kbd>Space</kbd> dashes.
          </li>
          <li>
            By keys alone: <kbd>J</kbd> shoots at who is nearest. A gamepad: two sticks, and A dashes.
          </li>
        </ul>
      </section>
      <section className="card stack" aria-labelledby="good-title">
        <h2 id="good-title">Good to know</h2>
        <ul className="facts">
          <li>
            Hearts give 40 health. The other pads have a scatter gun, and a rail that shows where it will
            shoot.
          </li>
          <li>Who comes in cannot be hurt for a moment, until they shoot.</li>
          <li>
            If your connection breaks you stand still, and after three seconds you are out of the way: nobody
            can hit you until you move.
          </li>
          <li>Leaving on purpose forfeits the match: you come in last.</li>
        </ul>
      </section>
    </>
  );
}
