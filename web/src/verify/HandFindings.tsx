import { useEffect, useState } from 'react';
import type { Deck } from './deck.ts';
import type { HandFile, MatchFile } from './matchFile.ts';
import { StepList } from './StepList.tsx';
import { shownDeck } from './verifyHand.ts';
import { entropyOf, type VerifiedHand } from './verifyMatch.ts';

interface Props {
  match: MatchFile;
  hand: HandFile;
  found: VerifiedHand;
}

/** One hand: whether it is right at a glance, its steps, and its shuffle line by line. */
export function HandFindings({ match, hand, found }: Props) {
  const [open, setOpen] = useState(false);
  const wrong = found.steps.filter((step) => step.found === 'wrong').length;
  const untold = found.steps.some((step) => step.found === 'open');
  const said = wrong > 0 ? `${wrong} wrong` : untold ? 'nothing wrong so far' : 'right';
  return (
    <details
      className={`verify__hand ${wrong > 0 ? 'verify__hand--wrong' : ''}`}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        Hand {found.hand} <span className="verify__verdict">{said}</span>
      </summary>
      {open && (
        <>
          <StepList steps={found.steps} />
          {hand.seed !== null && <Shuffle match={match} hand={hand} />}
        </>
      )}
    </details>
  );
}

/** All 51 exchanges of the shuffle. */
function Shuffle({ match, hand }: Pick<Props, 'match' | 'hand'>) {
  const [deck, setDeck] = useState<Deck | null>(null);
  useEffect(() => {
    let gone = false;
    shownDeck(match, hand, entropyOf(match.players)).then(
      (made) => !gone && setDeck(made),
      () => {}, // the steps above say what is wrong
    );
    return () => {
      gone = true;
    };
  }, [match, hand]);
  if (!deck) return null;
  return (
    <details className="verify__shuffle">
      <summary>The shuffle, card by card</summary>
      <ol className="small">
        {deck.exchanges.map(({ place, drawn, cards: [a, b], thrown }) => (
          <li key={place}>
            Place {place}, {a}, with place {drawn}, {b}
            {thrown > 0 && `, after ${thrown} thrown away`}
          </li>
        ))}
      </ol>
      <p className="small">{deck.cards.join(' ')}</p>
    </details>
  );
}
