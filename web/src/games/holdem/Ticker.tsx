import { useEffect, useRef, useState } from 'react';
import { Sentence } from '../../components/Sentence.tsx';
import type { TableFeed } from '../../table/tableFeed.ts';
import { cardSigns } from './cards.ts';
import { type NameOf, sentenceOf, wonLine } from './story.ts';
import type { Winnings } from './useWinnings.ts';

interface Props {
  feed: TableFeed;
  winnings: Winnings;
  nameOf: NameOf;
}

/** What happened last at the table; after a hand, who wins the pot that one looks at. The announcer reads it out. */
export function Ticker({ feed, winnings, nameOf }: Props) {
  const [latest, setLatest] = useState('');
  const names = useRef(nameOf);
  useEffect(() => {
    names.current = nameOf;
  });
  useEffect(
    () =>
      feed.on('animation', (event) => {
        const text = sentenceOf(event, (id) => names.current(id), cardSigns);
        if (text !== null) setLatest(text);
      }),
    [feed],
  );
  const { now, all } = winnings;
  return (
    <p className={`ticker ${now ? 'ticker--won' : ''}`} aria-hidden="true">
      <Sentence text={now ? wonLine(now, all, nameOf) : latest} />
    </p>
  );
}
