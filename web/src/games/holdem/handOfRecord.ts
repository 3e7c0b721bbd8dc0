import { bestHand } from './bestHand.ts';
import { cardsIn } from './cards.ts';
import type { BettingStreet, Deed, Hand } from './handBook.ts';

/** A hand as the server keeps it. */
export interface HandRecord {
  hand: number;
  blinds: number[];
  button: number;
  players: { id: string; seat: number; stack: number }[];
  /** Seats in the order in which they got their cards; none in old matches. */
  dealt?: number[];
  actions: (string | number)[][];
  board: string;
  shown: { seat: number; cards: string }[];
  returned: Record<string, number>;
  pots: { amount: number; seats: number[]; winners: number[] }[];
  shown_after?: { seat: number; cards: string };
  openings?: { position: number; card: string }[];
}

const STREETS: readonly BettingStreet[] = ['preflop', 'flop', 'turn', 'river'];

/** A hand that the page did not see, from its record. @param nameOf a player's name by uuid */
export function handOfRecord(record: HandRecord, nameOf: (id: string) => string): Hand {
  const { players, pots, blinds } = record;
  const board = cardsIn(record.board);
  const idOf = (seat: number) => players.find((player) => player.seat === seat)?.id ?? '';
  return {
    hand: record.hand,
    small_blind: blinds[0] ?? 0,
    big_blind: blinds[1] ?? 0,
    button: record.button,
    players: players.map(({ id, seat, stack }) => ({
      id,
      name: nameOf(id),
      seat,
      stack,
      cards: cardsOfSeat(record, seat),
    })),
    deeds: deedsOf(record, idOf),
    board,
    shown: shownIn(record).map(({ seat }) => idOf(seat)),
    pots: pots.map(({ amount, seats, winners }) => {
      const shown = record.shown.find(({ seat }) => seat === winners[0]);
      const best =
        shown && seats.length > 1 && board.length === 5
          ? bestHand([...cardsIn(shown.cards), ...board])
          : null;
      const each = Math.floor(amount / Math.max(1, winners.length));
      const odd = amount - each * winners.length;
      return {
        amount,
        words: best?.words ?? null,
        winners: winners.map((seat, i) => ({ player: idOf(seat), amount: each + (i < odd ? 1 : 0) })),
      };
    }),
    over: true,
  };
}

/**
 * A hand by its record, with the cards that the page saw shown: the winner may show until the next hand, and the record
 * may have been asked for before.
 */
export function withShown(told: Hand, seen: Hand | undefined): Hand {
  const later = (seen?.shown ?? []).filter((id) => !told.shown.includes(id));
  if (!seen || later.length === 0) return told;
  const cardsOf = (id: string) => seen.players.find((player) => player.id === id)?.cards ?? [];
  const players = told.players.map((player) =>
    later.includes(player.id) ? { ...player, cards: cardsOf(player.id) } : player,
  );
  return { ...told, players, shown: [...told.shown, ...later] };
}

/** Hands that were tabled, and the one that was shown afterwards. */
function shownIn({ shown, shown_after }: HandRecord): HandRecord['shown'] {
  return shown_after ? [...shown, shown_after] : shown;
}

/** Somebody's cards: where they were shown, and where they are opened to the viewer. */
function cardsOfSeat(record: HandRecord, seat: number): number[] {
  const { openings = [], dealt = [] } = record;
  const tabled = shownIn(record).find((one) => one.seat === seat);
  if (tabled) return cardsIn(tabled.cards);
  const at = dealt.indexOf(seat);
  const opened = [at, dealt.length + at].map(
    (position) => openings.find((one) => one.position === position)?.card ?? '',
  );
  const cards = opened.flatMap(cardsIn);
  return at !== -1 && cards.length === 2 ? cards : [];
}

/** Somebody as their betting goes. */
interface Bettor {
  seat: number;
  stack: number;
  bet: number;
  live: boolean;
  acted: boolean;
}

/**
 * What was done, with its streets: a record has only the order, and a street is over when nobody is to be asked any
 * more.
 */
function deedsOf(
  { players, actions, blinds, returned, board }: HandRecord,
  idOf: (seat: number) => string,
): Deed[] {
  const open = cardsIn(board).length;
  const bettors: Bettor[] = players.map(({ seat, stack }) => ({
    seat,
    stack,
    bet: 0,
    live: true,
    acted: false,
  }));
  const deeds: Deed[] = [];
  let price = blinds[1] ?? 0;
  let street = 0;
  let posting = true;
  for (const [seat, what, chips] of actions) {
    const bettor = bettors.find((one) => one.seat === seat);
    if (!bettor) continue;
    if (
      what !== 'post' &&
      what !== 'leave' &&
      !posting &&
      isOver(bettors, price) &&
      street < lastStreet(open)
    ) {
      street += 1;
      price = 0;
      for (const one of bettors) Object.assign(one, { bet: 0, acted: false });
    }
    posting = what === 'post';
    const much = Number(chips);
    deeds.push(deed(STREETS[street] as BettingStreet, idOf(Number(seat)), String(what), much));
    bettor.bet += much;
    bettor.stack -= much;
    price = Math.max(price, bettor.bet);
    bettor.acted ||= what !== 'post';
    if (what === 'fold' || what === 'leave') bettor.live = false;
    if (what === 'leave') bettor.stack = 0;
  }
  for (const [seat, chips] of Object.entries(returned))
    deeds.push(deed(STREETS[street] as BettingStreet, idOf(Number(seat)), 'returned', chips));
  return deeds;
}

function deed(street: BettingStreet, player: string, what: string, chips: number): Deed {
  if (what === 'leave') return { street, player, did: 'fold', chips, by: 'leave' };
  return { street, player, did: what as Deed['did'], chips };
}

function lastStreet(open: number): number {
  return open < 3 ? 0 : open - 2;
}

function isOver(bettors: readonly Bettor[], price: number): boolean {
  return !bettors.some((one) => {
    if (!one.live || one.stack === 0) return false;
    const others = bettors.filter((other) => other !== one && other.live);
    const matched = Math.max(0, ...others.map(({ bet, stack }) => bet + stack));
    const owes = Math.min(price, matched) - one.bet;
    return owes > 0 || (!one.acted && others.some(({ stack }) => stack > 0));
  });
}
