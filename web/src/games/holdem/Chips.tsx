import { chips } from './story.ts';

/** Discs of a pile, from the ground up. */
const MAX_DISCS = 4;
/** In big blinds: from here on one disc more. */
const MORE_FROM = [3, 8, 20];

/** Chips and how many they are. The pile grows with what it is worth, in big blinds. */
export function Chips({ amount, bigBlind, label }: { amount: number; bigBlind: number; label?: string }) {
  const worth = amount / Math.max(1, bigBlind);
  const discs = 1 + Math.min(MAX_DISCS - 1, MORE_FROM.filter((from) => worth >= from).length);
  return (
    <span className="chips numbers">
      <ChipPile discs={discs} />
      {label && <span className="visually-hidden">{label} </span>}
      {chips(amount)}
    </span>
  );
}

/** Chips on top of each other. */
export function ChipPile({ discs }: { discs: number }) {
  return (
    <svg className="chip-pile" viewBox="0 0 22 22" aria-hidden="true" focusable="false">
      {Array.from({ length: discs }, (_, i) => (
        <g key={i} className={`chip-pile__disc chip-pile__disc--${i}`} transform={`translate(0 ${-i * 3.5})`}>
          <path d="M2 15v2.500a9 4 0 0 0 18 0V15z" />
          <ellipse cx="11" cy="15" rx="9" ry="4" />
          <ellipse className="chip-pile__eye" cx="11" cy="15" rx="4.500" ry="2" />
        </g>
      ))}
    </svg>
  );
}
