import { useEffect, useState } from 'react';
import type { TableFeed } from '../../table/tableFeed.ts';
import { EMPTY_BOOK, type HandBook, withEvent, withView } from './handBook.ts';
import type { HoldemView } from './holdemView.ts';

/** Writes down the hands that are played while one looks. */
export function useHandBook(feed: TableFeed, view: HoldemView): HandBook {
  const [book, setBook] = useState<HandBook>(EMPTY_BOOK);
  useEffect(() => feed.on('animation', (event) => setBook((now) => withEvent(now, event))), [feed]);
  useEffect(() => setBook((now) => withView(now, view)), [view]);
  return book;
}
