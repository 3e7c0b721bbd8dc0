import { z } from 'zod';
import {
  type BotMind,
  type Game,
  HOUSE,
  type List,
  type Outcome,
  type Seen,
  type Table,
  type TablePlayer,
  type TableState,
} from '../../../src/games/game.ts';
import { shuffled } from '../../../src/lib/shuffle.ts';

/** Chips that some of the players may win. */
export interface Pot {
  amount: number;
  seats: List<number>;
}

export interface HandsPlayer extends TablePlayer {
  stack: number;
  bet: number;
  folded: boolean;
  /** Out of time with nothing left of the bank, or away: folds as soon as it is their turn. */
  waits: boolean;
  /** Game ms to think with beyond the clock, for the whole match. */
  bank: number;
  /** Cards that were shown to everybody. */
  shown: List<number>;
  /** Two cards, for their player alone. */
  readonly hole: { a: number; b: number };
}

export interface HandsState extends TableState<HandsPlayer> {
  round: number;
  /** Seats. -1 for none. */
  button: number;
  turn: number;
  /** Game ms at which the turn, or the pause after a round, ends by itself. */
  ends: number;
  /** What everybody has to have bet. */
  price: number;
  pots: List<Pot>;
}

export interface HandsSecret {
  /** Who has acted since the price rose. */
  acted: string[];
  /** Game ms: of the deal, and of the turn that is on. */
  dealtAt: number;
  turnAt: number;
}

type HandsTable = Table<HandsState, HandsSecret, { pot: Pot }>;

export const ROUNDS = 4;
export const CLOCK_MS = 5_000;
export const BANK_MS = 6_000;
const STACK = 20;
const ANTE = 1;
const PAUSE_MS = 2_000;
const WAITS_MS = 500;
const NONE = 255;

const action = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('fold') }),
  z.strictObject({ action: z.literal('call') }),
  z.strictObject({ action: z.literal('raise'), amount: z.int().min(1).max(STACK) }),
]);
export type HandsAction = z.infer<typeof action>;

/**
 * A toy with everything that a game of cards needs: hidden cards from a deck that nobody can guess, turns with a clock
 * and a bank, pots as children, time-outs that reveal, several rounds, and seats that wait the whole match.
 */
export const hands: Game<HandsState, HandsAction, HandsSecret, { pot: Pot }> = {
  name: 'hands',
  title: 'Hands',
  seats: { min: 3, max: 5 },
  action,
  maxActions: 200,
  durability: 'journal',
  stepMs: 60,
  grace: 'match',
  secret: () => ({ acted: [], dealtAt: 0, turnAt: 0 }),
  start(table) {
    for (const player of bySeat(table.state)) Object.assign(player, { stack: STACK, bank: BANK_MS });
    deal(table);
  },
  act,
  step,
  dueAt: ({ state }) => state.ends,
  leave(table, id) {
    const player = table.state.players.get(id);
    if (!player || player.folded) return;
    player.folded = true;
    if (player.seat === table.state.turn || live(table.state).length < 2) goOn(table);
  },
  away(table, id) {
    setWaiting(table, id, true);
  },
  back(table, id) {
    setWaiting(table, id, false);
  },
  over: ({ state }) => state.round > ROUNDS || bySeat(state).filter(({ left }) => !left).length < 2,
  standings({ state }) {
    const all = bySeat(state).map(({ id, stack, left }) => ({ id, score: left ? -1 : stack }));
    return all.map(({ id, score }) => ({
      ...{ id, score },
      rank: 1 + all.filter((other) => other.score > score).length,
    }));
  },
  bot,
  records: ({ state, secret }) =>
    state.turn === -1
      ? []
      : [{ kind: 'round', player: '', at: secret.dealtAt, data: { round: state.round, shown: [] } }],
  routes: [
    {
      method: 'get',
      path: 'hole',
      summary: 'My cards',
      answer: z.object({ a: z.int(), b: z.int() }),
      async show(match, player) {
        const { state } = await match.look();
        return (state as Seen<HandsState>['state']).players[player]?.hole ?? { a: NONE, b: NONE };
      },
    },
  ],
};

function bySeat(state: HandsState): HandsPlayer[] {
  return [...state.players.values()].sort((a, b) => a.seat - b.seat);
}

/** Who may still win this round. */
function live(state: HandsState): HandsPlayer[] {
  return bySeat(state).filter(({ folded, left }) => !folded && !left);
}

function deal(table: HandsTable): void {
  const { state, secret } = table;
  state.round += 1;
  state.pots.splice(0, state.pots.length);
  for (const player of state.players.values()) {
    player.shown.splice(0, player.shown.length);
    Object.assign(player.hole, { a: NONE, b: NONE });
    Object.assign(player, { bet: 0, folded: player.left || player.stack === 0 });
  }
  Object.assign(secret, { acted: [], dealtAt: table.now });
  state.price = ANTE;
  state.turn = -1;
  if (state.round > ROUNDS || live(state).length < 2) {
    state.round = ROUNDS + 1;
    state.ends = 0;
    return;
  }
  const deck = shuffled(52, (block) => table.derive(`deck ${state.round} ${block}`));
  for (const player of live(state)) {
    Object.assign(player.hole, { a: deck.pop(), b: deck.pop() });
    pay(player, ANTE);
  }
  state.button = nextFrom(state, state.button)?.seat ?? 0;
  table.emit({ kind: 'dealt', round: state.round });
  turnTo(table, nextFrom(state, state.button));
}

function pay(player: HandsPlayer, upTo: number): void {
  const paid = Math.min(player.stack, upTo - player.bet);
  player.stack -= paid;
  player.bet += paid;
}

function nextFrom(state: HandsState, seat: number): HandsPlayer | undefined {
  const all = live(state);
  return all.find((player) => player.seat > seat) ?? all[0];
}

function turnTo(table: HandsTable, player: HandsPlayer | undefined): void {
  table.secret.turnAt = table.now;
  table.state.turn = player?.seat ?? -1;
  table.state.ends = table.now + (player?.waits ? WAITS_MS : CLOCK_MS + (player?.bank ?? 0));
}

function act(table: HandsTable, id: string, input: HandsAction): Outcome {
  const { state, secret } = table;
  const player = state.players.get(id);
  if (!player || player.seat !== state.turn) return refuse('not_your_turn', 'Wait for your turn.');
  if (input.action === 'raise' && (input.amount <= state.price || input.amount > player.stack + player.bet))
    return refuse('cannot_raise', 'More than the price, and no more than you have.');
  player.bank -= Math.max(0, Math.min(player.bank, table.now - secret.turnAt - CLOCK_MS));
  player.waits = false;
  if (input.action === 'fold') player.folded = true;
  else if (input.action === 'call') pay(player, state.price);
  else {
    pay(player, input.amount);
    state.price = input.amount;
    secret.acted = [];
  }
  secret.acted.push(id);
  table.emit({ kind: input.action, player: id });
  goOn(table);
  return { result: { bet: player.bet } };
}

/** A turn, or the pause after a round, that ends by itself. */
function step(table: HandsTable): boolean | 'decided' {
  const { state } = table;
  if (state.ends === 0 || table.now < state.ends) return false;
  const player = bySeat(state).find(({ seat }) => seat === state.turn);
  if (!player) {
    deal(table);
    return 'decided';
  }
  if (!player.waits) player.bank = 0;
  player.waits = true;
  // Who owes nothing stays in: a time-out may well be what opens the cards.
  if (player.bet < state.price && player.stack > 0) player.folded = true;
  table.secret.acted.push(player.id);
  goOn(table);
  return 'decided';
}

function goOn(table: HandsTable): void {
  const { state, secret } = table;
  if (state.turn === -1) return;
  const left = live(state);
  const next = nextFrom(state, state.turn);
  const open = left.some(({ id, stack }) => stack > 0 && !secret.acted.includes(id));
  if (left.length > 1 && open && next) turnTo(table, next);
  else settle(table, left);
}

/** Makes pots of the bets, shows the cards where more than one is in, and pays. */
function settle(table: HandsTable, left: readonly HandsPlayer[]): void {
  const { state } = table;
  const all = bySeat(state);
  if (left.length > 1) for (const player of left) player.shown.push(player.hole.a, player.hole.b);
  let below = 0;
  for (const level of [...new Set(left.map(({ bet }) => bet))].sort((a, b) => a - b)) {
    const pot = table.make('pot');
    pot.amount = all.reduce((sum, { bet }) => sum + Math.max(0, Math.min(bet, level) - below), 0);
    for (const { seat, bet } of left) if (bet >= level) pot.seats.push(seat);
    state.pots.push(pot);
    below = level;
  }
  const above = all.reduce((sum, { bet }) => sum + Math.max(0, bet - below), 0);
  for (const [i, pot] of [...state.pots].entries()) payOut(table, pot, i === 0 ? above : 0, left);
  const data = { round: state.round, shown: left.map(({ id, shown }) => ({ id, cards: [...shown] })) };
  table.record({ kind: 'round', player: '', at: table.secret.dealtAt, data });
  for (const player of all) player.bet = 0;
  state.turn = -1;
  state.ends = table.now + PAUSE_MS;
}

function payOut(table: HandsTable, pot: Pot, more: number, left: readonly HandsPlayer[]): void {
  const seats = [...pot.seats];
  const winners = seats.map((seat) => left.find((player) => player.seat === seat) as HandsPlayer);
  const best = Math.max(...winners.map(strength));
  const [winner] = left.length === 1 ? winners : winners.filter((player) => strength(player) === best);
  if (!winner) return;
  const amount = pot.amount + more;
  winner.stack += amount;
  if (amount > 0)
    table.post({ kind: 'win', giver: HOUSE, taker: winner.id, debit: HOUSE, credit: winner.id, amount });
  table.emit({ kind: 'won', player: winner.id, amount });
}

const strength = ({ hole: { a, b } }: Pick<HandsPlayer, 'hole'>) => (a >> 2) + (b >> 2);

function setWaiting(table: HandsTable, id: string, waits: boolean): void {
  const player = table.state.players.get(id);
  if (!player) return;
  player.waits = waits;
  // Who is back has no more time than they had.
  if (waits && player.seat === table.state.turn)
    table.state.ends = Math.min(table.state.ends, table.now + WAITS_MS);
}

const refuse = (code: string, message: string): Outcome => ({ refused: { code, message } });

/** Draws its time before it looks at its cards: a pause tells nothing. */
function bot({ me, state, now }: Seen<HandsState>, mind: BotMind): HandsAction | undefined {
  const player = state.players[me];
  if (!player || player.seat !== state.turn) {
    mind.notes = {};
    return undefined;
  }
  mind.notes.at ??= now + mind.random.int(600, 2_400);
  mind.lookAt = Number(mind.notes.at);
  if (now < mind.lookAt) return undefined;
  mind.notes = {};
  const strong = strength(player);
  const most = player.stack + player.bet;
  if (strong > 14 && state.price < Math.min(6, most))
    return { action: 'raise', amount: Math.min(most, state.price + 2) };
  if (strong < 5 && player.bet < state.price) return { action: 'fold' };
  return { action: 'call' };
}
