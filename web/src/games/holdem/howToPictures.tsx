import { ChipPile } from './Chips.tsx';
import { cardsIn } from './cards.ts';
import { CardBack, PlayingCard } from './PlayingCard.tsx';

/** Cards beside each other. */
export function Row({ cards, lifted = [] }: { cards: readonly number[]; lifted?: readonly number[] }) {
  return (
    <span className="how-cards">
      {cards.map((card) => (
        <PlayingCard
          key={card}
          card={card}
          lifted={lifted.includes(card)}
          dim={lifted.length > 0 && !lifted.includes(card)}
        />
      ))}
    </span>
  );
}

/** One's own cards, and what lies on the table for all. */
export function StreetPicture({ hole, board }: { hole: string; board: string }) {
  const open = cardsIn(board);
  return (
    <span className="how-cloth">
      <span className="how-cards how-cards--board">
        {[0, 1, 2, 3, 4].map((at) => {
          const card = open[at];
          return card === undefined ? (
            <span key={at} className="felt__slot" />
          ) : (
            <PlayingCard key={card} card={card} />
          );
        })}
      </span>
      <Row cards={cardsIn(hole)} />
    </span>
  );
}

/** Seats around a table, as far as one is to be told of them. */
const SEATS = [
  { x: 120, y: 74, text: 'you' },
  { x: 44, y: 60, text: 'D' },
  { x: 62, y: 18, text: '10' },
  { x: 178, y: 18, text: '20' },
  { x: 196, y: 60, text: '' },
] as const;

/** Who has the button, and who pays. */
export function PositionsPicture() {
  return (
    <svg
      className="how"
      viewBox="0 0 240 96"
      role="img"
      aria-label="The button, then the small and the big blind, clockwise"
    >
      <rect className="how-table" x="34" y="12" width="172" height="66" rx="33" />
      {SEATS.map(({ x, y, text }) => (
        <g key={`${x}`} className={text === 'you' ? 'how-seat how-seat--you' : 'how-seat'}>
          <circle cx={x} cy={y} r="17" />
          <text x={x} y={y + 5}>
            {text}
          </text>
        </g>
      ))}
      <path className="how__arrow" d="M84 12C104 5 136 5 156 12M149 5l7 7-9 4" fill="none" />
    </svg>
  );
}

/** A bet, and what it takes to stay in. */
export function BetsPicture() {
  return (
    <span className="how-cloth how-cloth--row numbers">
      {['Mia bets 60', 'call 60', 'raise to 120'].map((text, i) => (
        <span key={text} className="how-bet">
          <ChipPile discs={i === 2 ? 3 : 2} />
          {text}
        </span>
      ))}
    </span>
  );
}

/** Two pair wins against what one does not see. */
export function ShowdownPicture() {
  const board = cardsIn('Ah 9c 4d Ks 2h');
  const mine = cardsIn('As Kd');
  const five = cardsIn('Ah As Ks Kd 9c');
  return (
    <span className="how-cloth">
      <Row cards={board} lifted={five} />
      <span className="how-cards">
        {mine.map((card) => (
          <PlayingCard key={card} card={card} lifted />
        ))}
        <span className="how-cards__gap" />
        <CardBack />
        <CardBack />
      </span>
    </span>
  );
}
