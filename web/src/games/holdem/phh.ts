import { codeOf } from './cards.ts';
import { type BettingStreet, cardsOf, type Deed, type Hand } from './handBook.ts';
import { clockwise } from './holdemView.ts';

type Street = Exclude<BettingStreet, 'preflop'>;

/**
 * A hand as a file of the Poker Hand History format, https://phh.readthedocs.io: TOML, with what was to be seen of it.
 */
export function phhOf(hand: Hand, match: string): string {
  return `${linesOf(hand, match).join('\n')}\n`;
}

/** Several hands in one file (`.phhs`): a table of TOML each. */
export function phhFile(hands: readonly Hand[], match: string): string {
  return hands.map((hand, i) => `[${i + 1}]\n${linesOf(hand, match).join('\n')}\n`).join('\n');
}

function linesOf(hand: Hand, match: string): string[] {
  const order = inOrder(hand);
  const posted = (id: string) =>
    hand.deeds.find(({ player, did }) => player === id && did === 'post')?.chips ?? 0;
  // A blind that is short is a stack that is: the format has what is owed.
  const blinds = order.map(({ id, stack }) => {
    const chips = posted(id);
    if (chips === 0) return 0;
    return chips < stack
      ? chips
      : chips <= hand.small_blind && id === smallBlind(hand)
        ? hand.small_blind
        : hand.big_blind;
  });
  return [
    'variant = "NT"',
    `antes = [${order.map(() => 0).join(', ')}]`,
    `blinds_or_straddles = [${(order.length === 2 ? blinds.toReversed() : blinds).join(', ')}]`,
    `min_bet = ${hand.big_blind}`,
    `starting_stacks = [${order.map(({ stack }) => stack).join(', ')}]`,
    `actions = [${actionsOf(hand, order).map(quoted).join(', ')}]`,
    `players = [${order.map(({ name }) => quoted(name)).join(', ')}]`,
    `seats = [${order.map(({ seat }) => seat + 1).join(', ')}]`,
    `hand = ${hand.hand}`,
    `event = ${quoted(`Parlor, match ${match}`)}`,
  ];
}

/** Who posted first, where two did. */
function smallBlind({ deeds }: Hand): string | undefined {
  const posts = deeds.filter(({ did }) => did === 'post');
  return posts.length > 1 ? posts[0]?.player : undefined;
}

/** The format's p1, p2, …: from left of the button; with two, the big blind first. */
function inOrder({ players, button }: Hand): Hand['players'] {
  return clockwise(players, button);
}

function actionsOf(hand: Hand, order: Hand['players']): string[] {
  const nth = (id: string) => `p${order.findIndex((player) => player.id === id) + 1}`;
  const actions = order.map(
    ({ id, cards }) => `d dh ${nth(id)} ${cards.length === 2 ? codes(cards) : '????'}`,
  );
  const bets = new Map<string, number>();
  let street: BettingStreet = 'preflop';
  for (const deed of hand.deeds) {
    if (deed.street !== street) {
      actions.push(...dealt(hand, street, deed.street));
      street = deed.street;
      bets.clear();
    }
    const bet = (bets.get(deed.player) ?? 0) + deed.chips;
    if (deed.did !== 'returned') bets.set(deed.player, bet);
    const action = actionOf(deed, bet);
    if (action) actions.push(`${nth(deed.player)} ${action}`);
  }
  actions.push(...dealt(hand, street, null));
  for (const id of hand.shown) {
    const cards = order.find((player) => player.id === id)?.cards ?? [];
    if (cards.length === 2) actions.push(`${nth(id)} sm ${codes(cards)}`);
  }
  return actions;
}

/** The boards after one street, up to another; null: to where it ended. */
function dealt({ board }: Hand, after: BettingStreet, upTo: BettingStreet | null): string[] {
  const streets: readonly Street[] = ['flop', 'turn', 'river'];
  const from = after === 'preflop' ? 0 : streets.indexOf(after) + 1;
  const to = upTo === null || upTo === 'preflop' ? streets.length : streets.indexOf(upTo) + 1;
  return streets
    .slice(from, to)
    .map((street) => cardsOf(street, board))
    .filter((cards) => cards.length > 0)
    .map((cards) => `d db ${codes(cards)}`);
}

function actionOf({ did }: Deed, bet: number): string | null {
  switch (did) {
    case 'fold':
      return 'f';
    case 'check':
    case 'call':
      return 'cc';
    case 'raise':
      return `cbr ${bet}`;
    default:
      return null;
  }
}

function codes(cards: readonly number[]): string {
  return cards.map(codeOf).join('');
}

/** A basic string of TOML. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007F');
}
