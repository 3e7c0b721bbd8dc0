import { Link } from 'wouter';
import { places } from '../../session/places.ts';
import { cardsIn } from './cards.ts';
import { BetsPicture, PositionsPicture, Row, ShowdownPicture, StreetPicture } from './howToPictures.tsx';

const STEPS = [
  {
    picture: <PositionsPicture />,
    title: 'Two put in blinds',
    text: 'The button D moves on with every hand. The next two pay the small and the big blind, so that there is something to win. Blinds go up every minute.',
  },
  {
    picture: <StreetPicture hole="As Kd" board="" />,
    title: 'Everybody gets two cards',
    text: 'Only you see yours. The one after the big blind begins: fold them, call the bet, or raise it.',
  },
  {
    picture: <StreetPicture hole="As Kd" board="Ah 9c 4d" />,
    title: 'The flop: three for all',
    text: 'They are everybody’s. Who is still in bets again, from left of the button.',
  },
  {
    picture: <StreetPicture hole="As Kd" board="Ah 9c 4d Ks 2h" />,
    title: 'Turn and river: one more each',
    text: 'After each of them everybody bets once more. The best five of your two and the five on the table are your hand.',
  },
  {
    picture: <BetsPicture />,
    title: 'A bet must be matched',
    text: 'Call it, raise by at least as much again, or fold. With too few chips you go all in, and can win from each as much as you put in.',
  },
  {
    picture: <ShowdownPicture />,
    title: 'The best hand wins, or the last one',
    text: 'When all others fold you win without showing. Otherwise cards are shown, and equal hands split. The player who has all the chips wins the match.',
  },
] as const;

const RANKING = [
  ['Straight flush', 'five in a row of one suit', '9h 8h 7h 6h 5h'],
  ['Four of a kind', 'four of one rank', 'Qs Qh Qd Qc 3d'],
  ['Full house', 'three and two', 'Js Jh Jc 4d 4s'],
  ['Flush', 'five of one suit', 'Kd Jd 8d 6d 2d'],
  ['Straight', 'five in a row; an ace is high or low', 'Tc 9d 8s 7h 6c'],
  ['Three of a kind', 'three of one rank', '7s 7h 7c Kd 2s'],
  ['Two pair', 'two and two', 'Ks Kd 9h 9c 5s'],
  ['Pair', 'two of one rank', 'As Ad Th 7c 4d'],
  ['High card', 'nothing of these: the highest counts', 'Ad Js 8c 6h 3d'],
] as const;

/** Hold'em's rules on one page, with pictures. */
export function HowToPlay() {
  return (
    <>
      <p>
        Three to five sit down with 1,500 chips each, and play until one has them all. Who is out first comes
        in last.
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
      <section className="card stack" aria-labelledby="ranking-title">
        <h2 id="ranking-title">What beats what</h2>
        <ol className="ranking">
          {RANKING.map(([hand, what, cards]) => (
            <li key={hand} className="ranking__hand">
              <Row cards={cardsIn(cards)} />
              <span>
                <b>{hand}</b> <span className="muted small">{what}</span>
              </span>
            </li>
          ))}
        </ol>
        <p className="muted small">
          Of two that are alike the higher cards win; suits never do. If all five are alike, the pot is split.
        </p>
      </section>
      <section className="card stack" aria-labelledby="good-title">
        <h2 id="good-title">Good to know</h2>
        <ul className="facts">
          <li>
            You have 15 seconds for a turn, and 30 more for the whole match, which are used by themselves. Out
            of time you check if you can, else you fold; twice running, and you sit out until you are back.
          </li>
          <li>
            If your connection breaks you are dealt in, and your seat waits as long as the match. An all-in
            hand is never folded.
          </li>
          <li>Leaving on purpose takes your chips out of play, and there is no way back.</li>
          <li>All in asks for a second press, and so does a fold where you may check for nothing.</li>
          <li>
            Keys: <kbd>F</kbd> folds, <kbd>C</kbd> checks or calls, <kbd>R</kbd> goes to the amount, arrows
            change it, <kbd>Enter</kbd> raises, <kbd>A</kbd> twice is all in.
          </li>
          <li>
            Every suit has a colour of its own; <Link href={places.settings}>Settings</Link> make it two.
          </li>
        </ul>
      </section>
    </>
  );
}
