import type { Api } from '../../../client/Api.ts';
import { patiently } from '../session/patiently.ts';
import { NotVerifiable } from './matchFile.ts';

const PAGE = 50;
/** More than any match has. */
const MOST_PAGES = 60;

/** A page of hands as the server gives it, with more that is looked at later. */
interface HandsPage {
  hands: readonly unknown[];
  running: boolean;
  /** There are later ones. */
  more: boolean;
}

/** All hands of a match, with what it takes to verify them. @throws ParlorError; NotVerifiable */
export async function allHands(api: Pick<Api, 'ofGame'>, match: string): Promise<HandsPage> {
  const asked = (after: number) =>
    patiently(() => api.ofGame<HandsPage>(match, 'hands', { after, limit: PAGE }));
  const first = await asked(0);
  const hands = [...first.hands];
  let { more } = first;
  for (let page = 1; more && page < MOST_PAGES; page++) {
    const next = await asked(hands.length);
    // It ended meanwhile: what was told before is told otherwise now.
    if (next.running !== first.running)
      throw new NotVerifiable('The match has just ended. Verify it once more.');
    hands.push(...next.hands);
    more = next.more;
  }
  return { ...first, hands, more };
}
