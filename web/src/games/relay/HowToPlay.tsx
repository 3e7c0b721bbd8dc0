import { Link } from 'wouter';
import { places } from '../../session/places.ts';
import {
  AwardPicture,
  ColdPicture,
  DrainPicture,
  LockPicture,
  OutPicture,
  WinPicture,
} from './howToPictures.tsx';

const STEPS = [
  {
    picture: <DrainPicture />,
    title: 'Your points run down',
    text: 'Everybody starts with 100 and loses one a second, and one more for each minute that passes.',
  },
  {
    picture: <AwardPicture />,
    title: 'Solving feeds your neighbour',
    text: 'A right answer gives points to the next player in the ring, and a quarter as many come back to you. Harder puzzles give more.',
  },
  {
    picture: <ColdPicture />,
    title: 'Idle for 30 seconds, and you go cold',
    text: 'Without a right answer for so long your points run down three times as fast, until you solve again.',
  },
  {
    picture: <LockPicture />,
    title: 'A wrong answer costs you',
    text: 'It takes 4 points and locks you for 2 seconds; wrong again on the same puzzle takes 8, then 12. A skip takes 5.',
  },
  {
    picture: <OutPicture />,
    title: 'At zero you are out',
    text: 'The ring closes around you; what you passed on still counts. It ends when one is left, or after five minutes.',
  },
  {
    picture: <WinPicture />,
    title: 'Passing on wins',
    text: 'The crown is on the one who passed on most: that is who comes first. Who leaves comes in last.',
  },
] as const;

const PUZZLES = [
  ['Sum', '7 + 5 × 2', '17'],
  ['Sequence', '3, 6, 12, 24, …', '48'],
  ['Anagram', 'Z P Z U L E', 'PUZZLE'],
  ['Cipher', 'DBU, each letter one on', 'CAT'],
  ['Odd one out', 'oak, elm, iron, ash', 'iron'],
  ['Little sudoku', '1 to 4 once in each row, column and box', 'tap or type'],
  ['Memory', 'look, then say where it was', 'B3'],
] as const;

/** Relay's rules, with pictures. */
export function HowToPlay() {
  return (
    <>
      <p>
        Three to five in a ring keep each other alive with puzzles. Who passes on the most points comes first;
        among equals, who lasted longer.
      </p>
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
      <section className="card stack" aria-labelledby="puzzles-title">
        <h2 id="puzzles-title">The puzzles</h2>
        <dl className="examples">
          {PUZZLES.map(([type, question, answer]) => (
            <div key={type} className="examples__row">
              <dt className="strong">{type}</dt>
              <dd className="muted">{question}</dd>
              <dd className="examples__answer">{answer}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="card stack" aria-labelledby="good-title">
        <h2 id="good-title">Good to know</h2>
        <ul className="facts">
          <li>If your connection breaks, your seat waits for a minute and your points stay yours.</li>
          <li>Leaving on purpose forfeits the match: you come in last, and there is no way back to it.</li>
          <li>Who runs dry solves nothing any more: a neighbour who is kept going keeps the ring going.</li>
          <li>
            Press <kbd>?</kbd> for the keys. <Link href={places.settings}>Settings</Link> has colours, sound
            and motion.
          </li>
        </ul>
      </section>
    </>
  );
}
