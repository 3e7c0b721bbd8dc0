import { cardName, indexOf, type Suit, suitOf } from './cards.ts';

/** Each in a box of 20 by 20. */
const GLYPHS: Record<Suit, string> = {
  c: 'M10 1.500a4.200 4.200 0 0 0-3.400 6.700A4.200 4.200 0 1 0 8.900 13.900Q8.800 16.800 7 18.500h6Q11.200 16.800 11.100 13.900A4.200 4.200 0 1 0 13.400 8.200 4.200 4.200 0 0 0 10 1.500z',
  d: 'M10 1L17 10 10 19 3 10z',
  h: 'M10 18.500C4.500 14 1.500 10.800 1.500 7A4.600 4.600 0 0 1 10 4.600 4.600 4.600 0 0 1 18.500 7C18.500 10.800 15.500 14 10 18.500z',
  s: 'M10 1C13.500 5 18 8 18 12A4 4 0 0 1 11.100 14.700Q11.300 17 13 18.500H7Q8.700 17 8.900 14.700A4 4 0 0 1 2 12C2 8 6.500 5 10 1z',
};

interface Props {
  card: number;
  /** One of the five that won. */
  lifted?: boolean;
  /** Not one of them. */
  dim?: boolean;
}

/** A card face up. Rank and suit are read out. */
export function PlayingCard({ card, lifted = false, dim = false }: Props) {
  const suit = suitOf(card);
  const state = lifted ? 'playing-card--lifted' : dim ? 'playing-card--dim' : '';
  return (
    <span className={`playing-card playing-card--${suit} ${state}`} role="img" aria-label={cardName(card)}>
      <span className="playing-card__index" aria-hidden="true">
        {indexOf(card)}
      </span>
      <SuitMark suit={suit} />
    </span>
  );
}

function SuitMark({ suit }: { suit: Suit }) {
  return (
    <svg className="playing-card__suit" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={GLYPHS[suit]} />
    </svg>
  );
}

/** A card that one does not see: decoration, its place says whose it is. */
export function CardBack() {
  return <span className="playing-card playing-card--back" aria-hidden="true" />;
}
