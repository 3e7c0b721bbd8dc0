import type { HandRecord } from './handOfRecord.ts';

interface HandsPage {
  hands: HandRecord[];
  more: boolean;
}

const PAGE = 50;
/** More than a match has hands. */
const MAX_PAGES = 10;

/**
 * Asks for the hands of a match that are over, in their order, a page at a time.
 * @param ask for a page of them; @param after the hand after which to begin
 */
export async function* handsOfMatch(
  ask: (page: { after: number; limit: number }) => Promise<HandsPage>,
  after = 0,
): AsyncGenerator<HandRecord[]> {
  let last = after;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const { hands, more } = await ask({ after: last, limit: PAGE });
    last = Math.max(last, ...hands.map(({ hand }) => hand));
    yield hands;
    if (!more) return;
  }
}
