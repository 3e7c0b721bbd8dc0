import type { Film } from '../../replay/reel.ts';
import { EMPTY_BOOK, type Hand, type HandBook, withEvent, withView } from './handBook.ts';
import { readHoldem } from './holdemView.ts';

/** The hands of a match that is played again, oldest first, with every card that was dealt. */
export function bookOf({ frames, happenings }: Pick<Film, 'frames' | 'happenings'>): readonly Hand[] {
  let book: HandBook = EMPTY_BOOK;
  let next = 0;
  for (const { at, view } of frames) {
    for (; next < happenings.length && (happenings[next]?.at ?? 0) <= at; next++) {
      const happening = happenings[next];
      if (happening) book = withEvent(book, happening.event);
    }
    book = withView(book, readHoldem(view));
  }
  return book.hands;
}
