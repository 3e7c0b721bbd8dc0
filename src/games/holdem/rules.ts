import { HOUSE, type Outcome } from '../game.ts';
import { isAsked, owes, putIn, raiseRange, raiseTo } from './betting.ts';
import { isFair } from './decks.ts';
import { askForEntropy, closeIfDone, closeWindow, takeEntropy } from './entropy.ts';
import { goOn, nextHand, openStreet } from './hand.ts';
import { recordShown } from './handRecord.ts';
import type { HoldemAction, ShowAction, TurnAction } from './messages.ts';
import { endMatch, forfeit, placeLeaver } from './places.ts';
import { refuse } from './refusals.ts';
import { tableHand } from './showdown.ts';
import { fold } from './shownPots.ts';
import type { HoldemPlayer } from './state.ts';
import { BANK_MS, START_STACK } from './structure.ts';
import { atSeat, bySeat, type Deck, type HoldemTable, live } from './table.ts';
import { acted, dueAt, setSittingOut, showOptions, timedOut } from './turns.ts';

/** The rules of a game that is dealt from this deck. */
export function holdemRules(deck: Deck) {
  return {
    start: (table: HoldemTable) => start(table, deck),
    act: (table: HoldemTable, by: string, action: HoldemAction) => act(table, deck, by, action),
    step: (table: HoldemTable) => step(table, deck),
    leave: (table: HoldemTable, id: string) => leave(table, deck, id),
  };
}

/** Everybody gets the same chips, then brings entropy, and the first hand is dealt. */
function start(table: HoldemTable, deck: Deck): void {
  for (const player of bySeat(table.state)) {
    Object.assign(player, { stack: START_STACK, bank: BANK_MS });
    const line = { giver: HOUSE, taker: player.id, debit: HOUSE, credit: player.id, amount: START_STACK };
    table.post({ kind: 'stake', ...line });
  }
  if (isFair(table)) askForEntropy(table, deck);
  else nextHand(table, deck);
}

/** Judges an action, then applies it. */
function act(table: HoldemTable, deck: Deck, by: string, action: HoldemAction): Outcome {
  const player = table.state.players.get(by);
  if (!player || player.rank > 0) return refuse('busted');
  switch (action.action) {
    case 'show':
      return show(table, deck, player, action);
    case 'entropy':
      return takeEntropy(table, deck, player, action);
    case 'sit_out':
    case 'sit_in':
      setSittingOut(table, player, action.action === 'sit_out');
      return { result: { sitting_out: player.sitting_out } };
    default:
      return actInTurn(table, deck, player, action);
  }
}

function actInTurn(table: HoldemTable, deck: Deck, player: HoldemPlayer, action: TurnAction): Outcome {
  const refused = judgeTurn(table, player, action) ?? judge(table, player, action);
  if (refused) return refused;
  acted(table, player);
  const { seat, id } = player;
  const { done, chips } = apply(table, player, action);
  player.last_action = done;
  table.secret.book.acted.push(seat);
  table.secret.book.actions.push([seat, done, chips]);
  if (chips > 0) table.emit({ kind: 'bet', player: id, action: done, amount: chips });
  else table.emit({ kind: done, player: id });
  const { bet } = player;
  goOn(table, deck, seat);
  return { result: { bet, chips } };
}

function judgeTurn({ state }: HoldemTable, player: HoldemPlayer, { turn_no }: TurnAction) {
  if (state.street === '' || state.street === 'over') return refuse('no_hand');
  if (player.folded) return refuse('folded');
  if (turn_no !== undefined && turn_no !== state.turn_no) return refuse('stale_turn');
  return player.seat === state.turn ? undefined : refuse('not_your_turn');
}

function judge(table: HoldemTable, player: HoldemPlayer, action: TurnAction): Outcome | undefined {
  const toCall = owes(table, player);
  const range = raiseRange(table, player);
  switch (action.action) {
    case 'check':
      return toCall > 0 ? refuse('cannot_check') : undefined;
    case 'call':
      return toCall === 0 ? refuse('nothing_to_call') : undefined;
    case 'all_in':
      return player.stack > toCall && !range ? refuse('cannot_raise') : undefined;
    case 'raise':
      if (!range) return refuse('cannot_raise');
      return judgeAmount(action.amount, range);
    default:
      return undefined;
  }
}

function judgeAmount(amount: number, { min, max }: { min: number; max: number }): Outcome | undefined {
  if (amount < min) return refuse('raise_too_small', `The least is ${min}.`, { min });
  return amount > max ? refuse('raise_too_big', `The most is ${max}.`, { max }) : undefined;
}

/** Answers what it came to, and how many chips it took: all in is a call or a raise. */
function apply(table: HoldemTable, player: HoldemPlayer, action: TurnAction) {
  const toCall = owes(table, player);
  const total = action.action === 'raise' ? action.amount : player.bet + player.stack;
  switch (action.action) {
    case 'fold':
      fold(table, player);
      return { done: 'fold', chips: 0 };
    case 'check':
      return { done: 'check', chips: 0 };
    case 'call':
      return { done: 'call', chips: putIn(player, toCall) };
    default:
      if (total <= player.bet + toCall) return { done: 'call', chips: putIn(player, toCall) };
      return { done: 'raise', chips: raiseTo(table, player, total) };
  }
}

/** From this version of the rules on who mucked is no winner when the winner leaves, and who shows does not sit out. */
const SHOWS_AS_WINNER = 4;

/** The winner of a hand that all others folded may show it until the next is dealt. */
function show(table: HoldemTable, deck: Deck, player: HoldemPlayer, { turn_no }: ShowAction): Outcome {
  const { state } = table;
  if (!isWinnerUncontested(table, player) || player.shown.length > 0) return refuse('nothing_to_show');
  if (turn_no !== undefined && turn_no !== state.turn_no) return refuse('stale_turn');
  if (table.rules >= SHOWS_AS_WINNER) setSittingOut(table, player, false);
  tableHand(table, player);
  recordShown(table, deck(table), player);
  return { result: {} };
}

function isWinnerUncontested({ state, secret, rules }: HoldemTable, player: HoldemPlayer): boolean {
  if (state.street !== 'over') return false;
  if (rules >= SHOWS_AS_WINNER) return secret.book.uncontested === player.seat;
  const [winner, ...others] = live(state);
  return others.length === 0 && winner === player;
}

/** A turn that ran out, a window for entropy, a street of a run-out, the next hand. */
function step(table: HoldemTable, deck: Deck): boolean | 'decided' {
  const { state } = table;
  if (table.now < dueAt(table)) return false;
  const player = atSeat(state, state.turn);
  if (player) timeOut(table, deck, player);
  else if (state.entropy_open) closeWindow(table, deck);
  else if (state.street === 'over') nextHand(table, deck);
  else openStreet(table, deck);
  return 'decided';
}

/** Out of time: checks if nothing is owed, else folds (TDA 29). */
function timeOut(table: HoldemTable, deck: Deck, player: HoldemPlayer): void {
  const done = owes(table, player) > 0 ? 'fold' : 'check';
  timedOut(table, player);
  if (done === 'fold') fold(table, player);
  player.last_action = done;
  table.secret.book.acted.push(player.seat);
  table.secret.book.actions.push([player.seat, done, 0]);
  table.emit({ kind: done, player: player.id, action: 'time' });
  goOn(table, deck, player.seat);
}

/**
 * Folds, takes the stack out of play and the place behind all others. A hand that is all in stays in (TDA 30, 31), and
 * so does one that is tabled already.
 */
function leave(table: HoldemTable, deck: Deck, id: string): void {
  const { state, secret } = table;
  const player = state.players.get(id);
  if (!player) return;
  placeLeaver(table, player);
  forfeit(table, player);
  if (state.entropy_open || state.street === 'over') {
    player.folded = true;
    if (!endMatch(table) && state.entropy_open) closeIfDone(table, deck);
    return;
  }
  if (player.folded || player.all_in || state.turn === -1) return;
  fold(table, player);
  secret.book.actions.push([player.seat, 'leave', 0]);
  table.emit({ kind: 'fold', player: id, action: 'leave' });
  const turn = atSeat(state, state.turn) as HoldemPlayer;
  const goesOn = live(state).length > 1 && turn !== player && isAsked(table, turn);
  if (goesOn) showOptions(table, turn);
  else goOn(table, deck, turn.seat);
}
