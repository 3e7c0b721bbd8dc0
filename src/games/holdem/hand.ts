import { putIn } from './betting.ts';
import { NO_CARD, written } from './cards.ts';
import { commitHand, isComplete } from './decks.ts';
import { recordHand } from './handRecord.ts';
import { bookHand, endMatch, forfeit, placeBusted } from './places.ts';
import { firstPositions, nextPositions, type Positions } from './positions.ts';
import { potsOf } from './pots.ts';
import { payPots, stakesOf, tableAll, tableWinning } from './showdown.ts';
import { foldsStay, showPots, showsPotFromDeal } from './shownPots.ts';
import type { HoldemPlayer, Street } from './state.ts';
import { blindsOf, LEVEL_MS, PAUSE_MS, RUN_OUT_MS, SHOWDOWN_MS } from './structure.ts';
import {
  atSeat,
  bySeat,
  clockwise,
  type Deck,
  emptyBook,
  type HoldemTable,
  live,
  withChips,
} from './table.ts';
import { nextAsked, noTurn, turnTo } from './turns.ts';

/** What a street is followed by, and how many cards come then. */
const NEXT: Partial<Record<Street, { street: Street; cards: number }>> = {
  preflop: { street: 'flop', cards: 3 },
  flop: { street: 'turn', cards: 1 },
  turn: { street: 'river', cards: 1 },
};

/** The next hand: a new level if it is time (TDA 23), positions, blinds, cards. */
export function nextHand(table: HoldemTable, deck: Deck): void {
  const { state, secret } = table;
  const seats = withChips(state).map(({ seat }) => seat);
  const { positions } = secret;
  const first = () => firstPositions(seats[table.random.int(0, seats.length - 1)] as number, seats);
  raiseLevel(table);
  playHand(table, deck, positions ? nextPositions(positions, seats) : first());
}

function raiseLevel(table: HoldemTable): void {
  const { state } = table;
  const before = state.level;
  while (table.now >= state.level_ends_at) {
    state.level += 1;
    state.level_ends_at += LEVEL_MS;
  }
  if (state.level === before) return;
  const { small, big } = blindsOf(state.level, table.rules);
  Object.assign(state, { small_blind: small, big_blind: big });
  table.emit({ kind: 'level', level: state.level, small_blind: small, big_blind: big });
}

/** Plays a hand with these positions, at the blinds of the state. @param dead chips that lie in the main pot already */
export function playHand(table: HoldemTable, deck: Deck, positions: Positions, dead = 0): void {
  const { state, secret } = table;
  const seats = withChips(state);
  const dealt = clockwise(seats, positions.button).map(({ seat }) => seat);
  const stacks = Object.fromEntries(bySeat(state).map(({ seat, stack }) => [seat, stack]));
  secret.positions = positions;
  secret.book = { ...emptyBook(), at: table.now, dealt, stacks, dead, full_raise: state.big_blind };
  state.hand += 1;
  if (isComplete(table)) state.hand_at = table.now;
  state.street = 'preflop';
  state.button = positions.button;
  state.board.splice(0, state.board.length);
  const main = { amount: dead, seats: seats.map(({ seat }) => seat) };
  showPots(table, showsPotFromDeal(table) ? [main] : []);
  for (const player of state.players.values()) {
    player.shown.splice(0, player.shown.length);
    const folded = !seats.includes(player);
    Object.assign(player, { bet: 0, folded, all_in: false, last_action: '' });
    Object.assign(player.hole, { a: NO_CARD, b: NO_CARD });
  }
  table.emit({ kind: 'button', seat: state.button });
  const small = atSeat(state, positions.small_blind);
  if (small && !small.folded) post(table, small, state.small_blind);
  post(table, atSeat(state, positions.big_blind) as HoldemPlayer, state.big_blind);
  secret.book.price = state.big_blind;
  const cards = deck(table);
  deal(table, cards);
  commitHand(table, cards);
  goOn(table, deck, positions.big_blind);
}

function post(table: HoldemTable, player: HoldemPlayer, blind: number): void {
  const amount = putIn(player, blind);
  table.secret.book.actions.push([player.seat, 'post', amount]);
  table.emit({ kind: 'post', player: player.id, amount });
}

/** Two rounds, from left of the button. */
function deal(table: HoldemTable, deck: readonly number[]): void {
  const { dealt } = table.secret.book;
  for (const [i, seat] of dealt.entries()) {
    const [a, b] = [deck[i], deck[dealt.length + i]];
    Object.assign((atSeat(table.state, seat) as HoldemPlayer).hole, { a, b });
  }
  table.emit({ kind: 'deal', hand: table.state.hand });
}

/** After something was done: the next player's turn, the next street, or the end of the hand. */
export function goOn(table: HoldemTable, deck: Deck, from: number): void {
  const { state } = table;
  const next = live(state).length > 1 ? nextAsked(table, from) : undefined;
  if (next) {
    turnTo(table, next);
    return;
  }
  collect(table);
  if (live(state).length < 2) endHand(table, PAUSE_MS);
  else if (state.street === 'river') showDown(table);
  else if (live(state).filter(({ stack }) => stack > 0).length < 2) {
    tableAll(table);
    noTurn(table, table.now + RUN_OUT_MS);
  } else openStreet(table, deck);
}

/** The next street's cards; nobody has bet on it. */
export function openStreet(table: HoldemTable, deck: Deck): void {
  const { state, secret } = table;
  const next = NEXT[state.street];
  if (!next) return;
  const from = 2 * secret.book.dealt.length + state.board.length;
  const cards = deck(table).slice(from, from + next.cards);
  state.street = next.street;
  state.board.push(...cards);
  Object.assign(secret.book, { price: 0, full_raise: state.big_blind, acted: [], aggressor: -1 });
  for (const player of state.players.values())
    if (!player.folded || !foldsStay(table)) player.last_action = '';
  table.emit({ kind: 'board', street: next.street, cards: written(cards) });
  goOn(table, deck, state.button);
}

/** What nobody matched goes back, the rest to the pots. */
function collect(table: HoldemTable): void {
  const { state, secret } = table;
  const { book } = secret;
  returnUnmatched(table);
  for (const player of bySeat(state)) {
    book.committed[player.seat] = (book.committed[player.seat] ?? 0) + player.bet;
    player.bet = 0;
  }
  const pots = potsOf(stakesOf(table), book.dead);
  showPots(table, pots);
  table.emit({ kind: 'collect', amount: pots.reduce((sum, { amount }) => sum + amount, 0) });
}

/** The part of the highest bet that no other player put in, should the bettor still be in. */
function returnUnmatched(table: HoldemTable): void {
  const { state, secret } = table;
  const [highest, second] = bySeat(state).sort((a, b) => b.bet - a.bet);
  const over = (highest?.bet ?? 0) - (second?.bet ?? 0);
  if (!highest || highest.folded || over === 0) return;
  highest.bet -= over;
  highest.stack += over;
  highest.all_in = false;
  secret.book.returned[highest.seat] = (secret.book.returned[highest.seat] ?? 0) + over;
  table.emit({ kind: 'returned', player: highest.id, amount: over });
  if (highest.left) forfeit(table, highest);
}

function showDown(table: HoldemTable): void {
  tableWinning(table);
  endHand(table, SHOWDOWN_MS);
}

/** Pays, places who has nothing left, and waits for the next hand. */
function endHand(table: HoldemTable, pauseMs: number): void {
  const { state, secret } = table;
  const [winner, ...others] = live(state);
  if (winner && others.length === 0) secret.book.uncontested = winner.seat;
  payPots(table);
  bookHand(table);
  state.street = 'over';
  for (const player of bySeat(state).filter(({ left }) => left)) forfeit(table, player);
  placeBusted(table);
  recordHand(table);
  noTurn(table, table.now + pauseMs);
  endMatch(table);
}
