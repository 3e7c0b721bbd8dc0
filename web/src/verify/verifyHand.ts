import { type Deck, deckOf } from './deck.ts';
import { bytes32, sha256 } from './digests.ts';
import { type HandFile, isOver, type MatchFile } from './matchFile.ts';
import type { Step } from './Step.ts';
import { sortedJson } from './sortedJson.ts';

const NAME = 'parlor/holdem/1';

/** What a hand rests on; null for what is not known, or is wrong. */
interface Ground {
  /** The hash of the hand before it, or the match's commitment. */
  previous: string;
  /** Its seed as it comes from the match's secret. */
  derived: string | null;
  entropy: string | null;
}

/** Verifies one hand, step by step: each is wrong for one reason alone. */
export async function verifyHand(match: MatchFile, hand: HandFile, ground: Ground): Promise<Step[]> {
  const { derived, entropy, previous } = ground;
  const seed = derived ?? hand.seed;
  const bytes = bytes32(seed);
  const committed = bytes !== null && (await sha256(`${NAME}/hand|${match.match_id}|${hand.hand}|${seed}`));
  const bound = await boundStep(hand, isOver(match));
  const deck =
    bytes !== null && entropy !== null && (derived !== null || committed === hand.commitment)
      ? await deckOf(bytes, match.match_id, hand.hand, entropy)
      : null;
  const steps: Step[] = [
    {
      id: 'seed',
      title: 'Its seed comes from the match’s secret',
      found: seedFound(match, hand, derived),
      said: hand.seed ?? (isOver(match) ? 'It is not told, though the match is over.' : 'Not told yet.'),
    },
    {
      id: 'commitment',
      title: 'The seed is what was committed to before the cards',
      found: seed === null ? 'open' : found(committed === hand.commitment),
      said: hand.commitment,
    },
    await dealStep(hand, deck, bound.found === 'right'),
    bound,
    await recordStep(match.match_id, hand),
    {
      id: 'chain',
      title: 'It follows the hand before it',
      found: found(hand.previous === previous),
      said: hand.previous,
    },
  ];
  if (hand.shown_after) steps.push(await shownStep(match.match_id, hand, hand.shown_after));
  return steps;
}

/** A seed has to be told when the match is over. */
function seedFound(match: MatchFile, { seed }: HandFile, derived: string | null): Step['found'] {
  if (seed === null) return isOver(match) ? 'wrong' : 'open';
  return derived === null ? 'open' : found(derived === seed);
}

const found = (right: boolean) => (right ? 'right' : 'wrong');

/** The deck of a hand whose seed is known, to look at the shuffle line by line. */
export async function shownDeck(match: MatchFile, hand: HandFile, entropy: string): Promise<Deck | null> {
  const seed = bytes32(hand.seed);
  return seed && deckOf(seed, match.match_id, hand.hand, entropy);
}

/** Whether the shuffle gives the cards that were seen, and those that the hand was bound to. */
async function dealStep(hand: HandFile, deck: Deck | null, leavesHold: boolean): Promise<Step> {
  const about = { id: 'deal', title: 'The shuffle gives the cards that were dealt' };
  if (!deck)
    return openedAsTold(hand)
      ? { ...about, found: 'open', said: 'It takes the seed, and what players brought.' }
      : {
          ...about,
          found: 'wrong',
          said: 'The board or cards that were shown are not those that were opened.',
        };
  const { dealt, board, leaves } = hand;
  const shown = hand.shown_after ? [...hand.shown, hand.shown_after] : hand.shown;
  const n = dealt.length;
  const wrong: string[] = [];
  const onBoard = board === '' ? [] : board.split(' ');
  if (onBoard.length > 5 || onBoard.some((card, i) => deck.cards[2 * n + i] !== card))
    wrong.push('the board');
  for (const { seat, cards } of shown) {
    const at = dealt.indexOf(seat);
    if (at === -1 || `${deck.cards[at]} ${deck.cards[at + n]}` !== cards)
      wrong.push(`the cards of seat ${seat}`);
  }
  for (let place = 0; leavesHold && place < leaves.length; place++) {
    const card = deck.cards[place] ?? '';
    if (leaves[place] !== (await leafOf(place, await deck.salt(place), card))) wrong.push(`place ${place}`);
  }
  const said =
    wrong.length === 0 ? `${deck.cards.slice(0, leaves.length).join(' ')}` : `Not ${wrong.join(', ')}.`;
  return { ...about, found: found(wrong.length === 0), said };
}

/** Whether none of the cards that were opened contradicts the board, or what was shown. */
function openedAsTold({ dealt, board, shown, openings }: HandFile): boolean {
  const places = dealt.length;
  const told = new Map<number, string>();
  for (const [i, card] of (board === '' ? [] : board.split(' ')).entries()) told.set(2 * places + i, card);
  for (const { seat, cards } of shown) {
    const at = dealt.indexOf(seat);
    if (at === -1) return false;
    const [first = '', second = ''] = cards.split(' ');
    told.set(at, first).set(at + places, second);
  }
  return openings.every(({ position, card }) => (told.get(position) ?? card) === card);
}

/**
 * Whether cards that are open are those that the hand was bound to when it was dealt; all are when the match is over.
 */
async function boundStep({ dealt, deck_root, leaves, openings }: HandFile, over: boolean): Promise<Step> {
  const about = { id: 'bound', title: 'The cards are those that the hand was bound to when it was dealt' };
  if (leaves.length !== 2 * dealt.length + 5 || (await sha256(leaves.join(''))) !== deck_root)
    return { ...about, found: 'wrong', said: 'The leaves do not make the root that was told.' };
  const wrong: number[] = [];
  for (const { position, card, salt } of openings)
    if (leaves[position] !== (await leafOf(position, salt, card))) wrong.push(position);
  const open = openings.length;
  if (wrong.length === 0 && openings.some(({ position }, i) => position <= (openings[i - 1]?.position ?? -1)))
    return { ...about, found: 'wrong', said: 'They are not opened in their order, each once.' };
  if (over && wrong.length === 0 && open < leaves.length)
    return {
      ...about,
      found: 'wrong',
      said: `${open} of ${leaves.length} cards are open, though the match is over.`,
    };
  const said =
    wrong.length === 0 ? `${openings.length} cards are open.` : `Not at place ${wrong.join(', ')}.`;
  return { ...about, found: found(wrong.length === 0), said };
}

async function recordStep(match: string, { hash, ...hand }: HandFile): Promise<Step> {
  const { leaves: _leaves, openings: _openings, seed: _seed, shown_after: _after, ...record } = hand;
  const right = (await recordHash(match, record)) === hash;
  return { id: 'record', title: 'Nothing in its record was changed', found: found(right), said: hash };
}

/** Whether what was shown after the hand follows it, and is what its player was dealt. */
async function shownStep(
  match: string,
  { hand, hash: before, dealt, leaves }: HandFile,
  { hash, ...record }: NonNullable<HandFile['shown_after']>,
): Promise<Step> {
  const { openings, seat, cards, previous } = record;
  const at = dealt.indexOf(seat);
  const places = [at, at + dealt.length];
  const opened = await Promise.all(
    places.map(async (place, i) => {
      const { position = -1, card = '', salt = '' } = openings[i] ?? {};
      return at !== -1 && position === place && leaves[place] === (await leafOf(place, salt, card));
    }),
  );
  const right =
    opened.every((is) => is) &&
    openings.map(({ card }) => card).join(' ') === cards &&
    record.hand === hand &&
    previous === before &&
    (await recordHash(match, record)) === hash;
  return {
    id: 'shown',
    title: 'The cards that were shown after it are those that were dealt, and follow it',
    found: found(right),
    said: cards,
  };
}

async function recordHash(match: string, record: object): Promise<string> {
  return sha256(`${NAME}/record|${match}|${sortedJson(record)}`);
}

function leafOf(place: number, salt: string, card: string): Promise<string> {
  return sha256(`leaf|${place}|${salt}|${card}`);
}
