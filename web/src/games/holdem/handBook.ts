import type { AnimationEvent } from '../../../../client/matchView.ts';
import { cardsIn } from './cards.ts';
import type { HoldemView } from './holdemView.ts';
import { winningsOf } from './winnings.ts';

/** Streets on which one bets, in their order. */
export type BettingStreet = 'preflop' | 'flop' | 'turn' | 'river';

/** One thing that was done in a hand. */
export interface Deed {
  street: BettingStreet;
  player: string;
  did: 'post' | 'fold' | 'check' | 'call' | 'raise' | 'returned';
  /** Chips that it took, or that came back. */
  chips: number;
  /** By itself: out of time, or by leaving. */
  by?: 'time' | 'leave';
}

interface HandPlayer {
  id: string;
  name: string;
  seat: number;
  /** Before the blinds. */
  stack: number;
  /** Where they are known: one's own, and those that were shown. */
  cards: number[];
}

/** A hand as the page saw it, or as it is told afterwards. */
export interface Hand {
  hand: number;
  small_blind: number;
  big_blind: number;
  button: number;
  /** By seat, those who were dealt in. */
  players: HandPlayer[];
  deeds: Deed[];
  board: number[];
  /** Players in the order in which they showed. */
  shown: string[];
  pots: { amount: number; words: string | null; winners: { player: string; amount: number }[] }[];
  over: boolean;
}

/** The hands of a match so far, oldest first. */
export interface HandBook {
  hands: readonly Hand[];
  /** What was told of a hand before its state came. */
  early: readonly AnimationEvent[];
  /** The hand that was seen last: what is told belongs to it, also when it is seen to be over before that is told. */
  now: number;
}

export const EMPTY_BOOK: HandBook = { hands: [], early: [], now: 0 };

/** A match has no more; older ones are forgotten. */
const MAX_HANDS = 500;
const MAX_DEEDS = 400;

/** Writes down what happened. Nothing is known of a hand that one did not see from its deal on. */
export function withEvent(book: HandBook, event: AnimationEvent): HandBook {
  if (event.kind === 'button') return { ...book, early: [event] };
  if (book.early.length > 0) return { ...book, early: [...book.early, event].slice(-MAX_DEEDS) };
  const hand = book.hands.at(-1);
  if (hand?.hand !== book.now) return book;
  return { ...book, hands: [...book.hands.slice(0, -1), told(hand, event)] };
}

/** Writes down what is seen: who is in a hand that began, one's own cards, and how it was paid. */
export function withView(book: HandBook, view: HoldemView): HandBook {
  let { hands, early } = book;
  if (early.some(({ kind, hand }) => kind === 'deal' && hand === view.hand)) {
    const begun = early.reduce(told, begin(view, early));
    hands = [...hands.filter(({ hand }) => hand !== view.hand), begun].slice(-MAX_HANDS);
    early = [];
  }
  const hand = hands.at(-1);
  const now = view.hand;
  const seen = hand?.hand === now ? look(hand, view) : hand;
  if (seen === hand && hands === book.hands && now === book.now) return book;
  return { hands: seen ? [...hands.slice(0, -1), seen] : hands, early, now };
}

/** Which way the chips of an event go, seen from a stack. */
const TAKES: Record<string, 1 | -1> = { post: 1, bet: 1, returned: -1, win: -1 };

/** @param early what was told so far: whose chips lie before them already, whatever else they did */
function begin(view: HoldemView, early: readonly AnimationEvent[]): Hand {
  const inIt = view.players.filter(({ rank, left, stack, bet, folded }) => {
    return (rank === 0 && stack + bet > 0 && !left) || !folded;
  });
  /** Chips that left their stack and did not come back. */
  const put = (id: string) =>
    early.reduce((sum, { kind, player, amount }) => {
      const takes = player === id ? TAKES[kind] : undefined;
      return takes ? sum + takes * Number(amount) : sum;
    }, 0);
  return {
    hand: view.hand,
    small_blind: view.small_blind,
    big_blind: view.big_blind,
    button: view.button,
    // Not by what lies before them: bets may have been collected already, as where blinds put somebody all in.
    players: inIt.map(({ id, name, seat, stack }) => ({ id, name, seat, stack: stack + put(id), cards: [] })),
    ...{ deeds: [], board: [], shown: [], pots: [], over: false },
  };
}

function told(hand: Hand, event: AnimationEvent): Hand {
  const player = String(event.player);
  switch (event.kind) {
    case 'post':
    case 'returned':
      return withDeed(hand, { player, did: event.kind, chips: Number(event.amount) });
    case 'bet':
      return withDeed(hand, {
        player,
        did: event.action === 'call' ? 'call' : 'raise',
        chips: Number(event.amount),
      });
    case 'check':
    case 'fold': {
      const by = event.action === 'time' || event.action === 'leave' ? { by: event.action } : {};
      return withDeed(hand, { player, did: event.kind, chips: 0, ...by } as Omit<Deed, 'street'>);
    }
    case 'board':
      return { ...hand, board: [...hand.board, ...cardsIn(String(event.cards))].slice(0, 5) };
    case 'tabled':
      return withShown(hand, player, cardsIn(String(event.cards)));
    default:
      return hand;
  }
}

function withDeed(hand: Hand, deed: Omit<Deed, 'street'>): Hand {
  const street = streetOf(hand.board.length);
  return { ...hand, deeds: [...hand.deeds, { street, ...deed }].slice(-MAX_DEEDS) };
}

function withShown(hand: Hand, id: string, cards: number[]): Hand {
  const shown = hand.shown.includes(id) ? hand.shown : [...hand.shown, id];
  return { ...hand, shown, players: withCards(hand.players, id, cards) };
}

function withCards(players: HandPlayer[], id: string, cards: number[]): HandPlayer[] {
  return players.map((player) => (player.id === id ? { ...player, cards } : player));
}

function look(hand: Hand, view: HoldemView): Hand {
  let seen = hand;
  for (const { id, hole } of view.players) {
    const known = seen.players.find((player) => player.id === id);
    if (hole.length === 2 && known?.cards.length === 0)
      seen = { ...seen, players: withCards(seen.players, id, hole) };
  }
  if (view.street !== 'over' || seen.over) return seen;
  const pots = winningsOf(view).map(({ amount, hand: best, winners }) => ({
    amount,
    words: best?.words ?? null,
    winners: winners.map(({ player, amount }) => ({ player: player.id, amount })),
  }));
  return { ...seen, pots, over: true };
}

/** The street on which so many cards lie open. */
function streetOf(open: number): BettingStreet {
  return open < 3 ? 'preflop' : open === 3 ? 'flop' : open === 4 ? 'turn' : 'river';
}

/** The cards that come with a street. */
export function cardsOf(street: BettingStreet, board: readonly number[]): readonly number[] {
  if (street === 'preflop') return [];
  return street === 'flop' ? board.slice(0, 3) : board.slice(...(street === 'turn' ? [3, 4] : [4, 5]));
}
