import { useEffect, useRef, useState } from 'react';
import { Sentence } from '../../components/Sentence.tsx';
import type { TableFeed } from '../../table/tableFeed.ts';
import type { Options } from './betting.ts';
import { cardNames } from './cards.ts';
import type { HoldemPlayerView, HoldemView } from './holdemView.ts';
import { chips, type NameOf, sentenceOf, wonLine } from './story.ts';
import { winningsOf } from './winnings.ts';

/** What was said longer ago is out of the log. */
const MAX_LINES = 12;

interface Props {
  feed: TableFeed;
  view: HoldemView;
  mine: HoldemPlayerView | undefined;
  options: Options | null;
  nameOf: NameOf;
}

/** Tells who does not see the table, each thing once: streets, what is bet, one's own cards and turn, who wins. */
export function Announcer({ feed, view, mine, options, nameOf }: Props) {
  const [lines, setLines] = useState<{ key: number; text: string }[]>([]);
  const said = useRef(0);
  const names = useRef(nameOf);
  useEffect(() => {
    names.current = nameOf;
  });
  const say = useRef((text: string) => {
    said.current += 1;
    const line = { key: said.current, text };
    setLines((all) => [...all, line].slice(-MAX_LINES));
  });
  useEffect(
    () =>
      feed.on('animation', (event) => {
        const text = sentenceOf(event, (id) => names.current(id));
        if (text !== null) say.current(text);
      }),
    [feed],
  );
  const hole = mine?.hole.length === 2 && view.street !== '' ? cardNames(mine.hole) : '';
  const cards = hole === '' ? '' : `Hand ${view.hand}. Your cards: ${hole}.`;
  useEffect(() => {
    if (cards !== '') say.current(cards);
  }, [cards]);
  const turn = options ? `Your turn. ${priceOf(options)} The pot is ${chips(options.pot)}.` : '';
  const turnNo = options?.turn_no ?? null;
  // The same words in another turn are said again.
  useEffect(() => {
    if (turnNo !== null) say.current(turn);
  }, [turnNo, turn]);
  const won = winningsOf(view)
    .map((one, _, all) => wonLine(one, all, nameOf))
    .join(' ');
  const hand = view.hand;
  useEffect(() => {
    if (won !== '' && hand > 0) say.current(won);
  }, [won, hand]);
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label="What happens at the table">
      {lines.map(({ key, text }) => (
        <p key={key}>
          <Sentence text={text} />
        </p>
      ))}
    </div>
  );
}

function priceOf({ toCall, raise, callsAllIn }: Options): string {
  if (toCall === 0) return 'You may check.';
  const call = `${chips(toCall)} to call${callsAllIn ? ', all you have' : ''}.`;
  return raise ? call : `${call} There is no raise.`;
}
