import { Link } from 'wouter';
import { Sentence } from '../../components/Sentence.tsx';
import { places } from '../../session/places.ts';
import { cardsOf, type Deed, type Hand } from './handBook.ts';
import { PlayingCard } from './PlayingCard.tsx';
import { phhFile, phhOf } from './phh.ts';
import { capital, chips, type NameOf } from './story.ts';

const STREETS = ['preflop', 'flop', 'turn', 'river'] as const;
const STREET_NAMES = { preflop: 'Before the flop', flop: 'Flop', turn: 'Turn', river: 'River' } as const;

interface Props {
  match: string;
  hands: readonly Hand[];
  nameOf: NameOf;
  /** Goes to a hand, where one can. */
  seek?: (hand: number) => void;
}

/** The hands of a match, newest first: a line each, and opened all that was to be seen of it. */
export function HandHistory({ match, hands, nameOf, seek }: Props) {
  const over = hands.filter((hand) => hand.over);
  return (
    <section className="card hands" aria-labelledby="hands-title">
      <div className="row row--apart">
        <h2 id="hands-title">Hands</h2>
        {over.length > 0 && (
          <Link href={places.verifyMatch(match)} className="button button--quiet">
            Verify
          </Link>
        )}
        {over.length > 0 && (
          <Download
            name={`parlor-${match.slice(0, 8)}.phhs`}
            text={phhFile(over, match)}
            label="PHH of all"
          />
        )}
      </div>
      {over.length === 0 ? (
        <p className="muted small">Each hand that is over stands here, to look at again.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <ol className="hands__list" tabIndex={0} aria-labelledby="hands-title">
          {over.toReversed().map((hand) => (
            <li key={hand.hand}>
              <details className="hands__hand">
                <summary>
                  <span className="numbers muted">{hand.hand}</span>{' '}
                  <Sentence text={outcomeOf(hand, nameOf)} />
                </summary>
                <Told hand={hand} nameOf={nameOf} />
                <div className="row">
                  {seek && (
                    <button type="button" className="button button--quiet" onClick={() => seek(hand.hand)}>
                      Play it again
                    </button>
                  )}
                  <Download
                    name={`parlor-${match.slice(0, 8)}-${hand.hand}.phh`}
                    text={phhOf(hand, match)}
                    label="PHH"
                  />
                </div>
              </details>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** One hand: streets with their cards, what everybody did, what was shown. */
function Told({ hand, nameOf }: { hand: Hand; nameOf: NameOf }) {
  const known = hand.players.filter(({ cards }) => cards.length === 2);
  return (
    <div className="hands__told small">
      <p className="muted numbers">
        Blinds {chips(hand.small_blind)}/{chips(hand.big_blind)}
      </p>
      {STREETS.map((street) => {
        const deeds = hand.deeds.filter((deed) => deed.street === street);
        const cards = cardsOf(street, hand.board);
        if (deeds.length === 0 && cards.length === 0) return null;
        return (
          <div key={street}>
            <h3 className="hands__street">
              {STREET_NAMES[street]} <Small cards={cards} />
            </h3>
            <p>
              <Sentence text={deeds.map((deed) => deedText(deed, nameOf)).join(', ')} />
            </p>
          </div>
        );
      })}
      {known.length > 0 && (
        <ul>
          {known.map(({ id, cards }) => (
            <li key={id} className="row">
              <Small cards={cards} /> <Sentence text={nameOf(id)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Small({ cards }: { cards: readonly number[] }) {
  return (
    <span className="hands__cards">
      {cards.map((card) => (
        <PlayingCard key={card} card={card} />
      ))}
    </span>
  );
}

/** Of the reader, and of others. */
const DID: Record<Deed['did'], readonly [you: string, others: string]> = {
  post: ['post', 'posts'],
  fold: ['fold', 'folds'],
  check: ['check', 'checks'],
  call: ['call', 'calls'],
  raise: ['put in', 'puts in'],
  returned: ['get back', 'gets back'],
};

/** What somebody did, in a few words: `Mia calls 20`, `you call 20`. */
function deedText({ player, did, chips: amount, by }: Deed, nameOf: NameOf): string {
  const much = amount > 0 ? ` ${chips(amount)}` : '';
  const who = nameOf(player);
  const [own, others] = DID[did];
  return `${who} ${who === 'you' ? own : others}${much}${by === 'time' ? ' (out of time)' : by === 'leave' ? ' (left)' : ''}`;
}

/** Who won, in a line: `Mia won 340, two pair, kings and nines`. */
function outcomeOf({ pots }: Hand, nameOf: NameOf): string {
  const won = new Map<string, number>();
  for (const { winners } of pots)
    for (const { player, amount } of winners) won.set(player, (won.get(player) ?? 0) + amount);
  const who = [...won].map(([id, amount]) => `${nameOf(id)} won ${chips(amount)}`).join(', ');
  const words = pots.find((pot) => pot.words !== null)?.words;
  return capital(words ? `${who}: ${words}` : who);
}

function Download({ name, text, label }: { name: string; text: string; label: string }) {
  return (
    <a
      className="button button--quiet small"
      download={name}
      href={`data:application/toml;charset=utf-8,${encodeURIComponent(text)}`}
    >
      {label}
    </a>
  );
}
