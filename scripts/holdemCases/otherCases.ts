import { placeBusted, standings } from '../../src/games/holdem/places.ts';
import { nextPositions } from '../../src/games/holdem/positions.ts';
import { BANK_MS, CLOCK_MS, SITS_OUT_MS } from '../../src/games/holdem/structure.ts';
import { emptySecret, type HoldemTable } from '../../src/games/holdem/table.ts';
import { visibleState } from '../../src/match/view.ts';
import { holdemMaker } from '../../src/schema/holdem.ts';
import type { CaseOf, HandCase, Situation } from './format.ts';
import { readCase } from './format.ts';
import { HandUnderTest, idOf } from './HandUnderTest.ts';

/** Where button and blinds are in the hands that follow. */
export function runPositions({ before, hands }: CaseOf<'positions'>): string | undefined {
  let at = { ...before, small_blind: before.small_blind ?? before.button + 1 };
  for (const [i, { alive, expect }] of hands.entries()) {
    at = nextPositions(
      at,
      [...alive].sort((a, b) => a - b),
    );
    const is = { ...at, small_blind: alive.includes(at.small_blind) ? at.small_blind : null };
    for (const field of Object.keys(expect) as (keyof typeof is)[])
      if (is[field] !== expect[field])
        return `hand ${i + 1}: ${field} is ${is[field]}, expected ${expect[field]}`;
  }
  return undefined;
}

/** Who comes where when several lose their last chips in one hand. */
export function runFinish({
  hand_starts,
  busted_together,
  alive,
  expect,
}: CaseOf<'finish'>): string | undefined {
  const state = holdemMaker.plain.state();
  for (const seat of [...alive, ...busted_together]) {
    const stack = alive.includes(seat) ? hand_starts[seat] : 0;
    state.players.set(idOf(seat), Object.assign(holdemMaker.plain.player(), { id: idOf(seat), seat, stack }));
  }
  const secret = emptySecret();
  Object.assign(secret.book.stacks, hand_starts);
  placeBusted({ state, secret, emit() {} } as unknown as HoldemTable);
  const places = new Map(standings({ state }).map(({ id, rank }) => [id, rank]));
  for (const [seat, rank] of Object.entries(expect.rank))
    if (places.get(idOf(Number(seat))) !== rank)
      return `rank of seat ${seat} is ${places.get(idOf(Number(seat)))}, expected ${rank}`;
  return undefined;
}

/** What the clock does, in each situation. */
export function runClock({ situations }: CaseOf<'clock'>): string | undefined {
  for (const situation of situations) {
    const is = 'to_call' in situation ? afterTime(situation.to_call) : clockOf(situation);
    if (is !== situation.expect) return `${JSON.stringify(situation)}: ${is}, expected ${situation.expect}`;
  }
  return undefined;
}

const hand = (written: object) => readCase({ id: 'clock', button: 0, actions: [], ...written }) as HandCase;
const stacks = (...chips: number[]) => chips.map((stack, seat) => ({ seat, stack }));

/** What is done for a player who owes so much and is out of time. */
function afterTime(owed: number): string {
  const big = Math.max(owed, 1);
  const seats = stacks(100 * big, 100 * big, 100 * big);
  const one = new HandUnderTest(hand({ blinds: [Math.ceil(big / 2), big], seats }));
  if (owed === 0) {
    one.act(0, { action: 'call' });
    one.act(1, { action: one.state.price > one.at(1).bet ? 'call' : 'check' });
  }
  const { inTurn } = one;
  if (!inTurn) return 'nobody is to act';
  if (one.state.price - inTurn.bet !== owed) return `owes ${one.state.price - inTurn.bet}`;
  const { turn_no } = one.state;
  while (one.state.turn_no === turn_no && one.match.now <= CLOCK_MS + BANK_MS + 100) one.match.advance(100);
  return one.record.actions.findLast(([seat]) => seat === inTurn.seat)?.[1] ?? 'nothing';
}

function clockOf({ state }: Extract<Situation, { state: string }>): string {
  switch (state) {
    case 'all_in':
      return clockOfAllIn();
    case 'run-out':
    case 'alone':
      return clockOfRunOut();
    case 'sitting_out':
      return clockOfSittingOut();
    default:
      return `no such state as ${state}`;
  }
}

/** Two play on beside one who is all in, to the end of the hand. */
function clockOfAllIn(): string {
  const one = new HandUnderTest(hand({ blinds: [50, 100], seats: stacks(2000, 100, 2000) }));
  one.act(0, { action: 'call' });
  one.act(1, { action: 'all_in' });
  while (one.inTurn) {
    if (one.state.turn === 1) return 'has a turn';
    one.act(one.state.turn, { action: 'check' });
    one.settle();
  }
  return one.match.deadline === 0 ? 'no turn, no deadline' : 'has a deadline';
}

function clockOfRunOut(): string {
  const one = new HandUnderTest(hand({ blinds: [50, 100], seats: stacks(500, 300) }));
  one.act(0, { action: 'all_in' });
  one.act(1, { action: 'all_in' });
  while (one.state.street !== 'over' && !one.match.over) {
    if (one.state.turn !== -1) return 'has a turn';
    if (one.match.deadline !== 0) return 'has a deadline';
    one.match.advance(100);
  }
  return 'no turn, no deadline';
}

function clockOfSittingOut(): string {
  const one = new HandUnderTest(hand({ blinds: [50, 100], seats: stacks(2000, 2000, 2000) }));
  one.act(1, { action: 'sit_out' });
  one.act(0, { action: 'call' });
  if (one.state.turn !== 1) return 'has no turn';
  if (one.match.deadline !== 0) return 'is warned';
  const from = one.match.now;
  while (one.state.turn === 1) one.match.advance(100);
  const after = one.match.now - from;
  return after <= SITS_OUT_MS + 100
    ? `acts after ${Math.floor(after / 1000)} s, no warning`
    : `acts after ${after} ms`;
}

/** Back in the moment in which a hand begins. */
export function runRejoin({ expect }: CaseOf<'rejoin'>): string | undefined {
  const one = new HandUnderTest(hand({ blinds: [50, 100], seats: stacks(2000, 2000, 2000) }));
  one.act(2, { action: 'sit_out' });
  one.match.absent(idOf(2), true);
  one.act(0, { action: 'fold' });
  one.act(1, { action: 'fold' });
  const { hand: before } = one.state;
  while (one.state.hand === before) one.match.advance(100);
  one.match.absent(idOf(2), false);
  const seen = visibleState(holdemMaker, one.state, idOf(2)).players[idOf(2)];
  const wrong = [
    seen?.seat !== 2 && 'another seat',
    !((seen?.hole?.a ?? 255) < 52 && (seen?.hole?.b ?? 255) < 52) && 'no cards of their own',
    !seen?.sitting_out && 'sits in already',
    one.act(2, { action: 'sit_in' }) !== undefined && 'sit_in is refused',
    one.at(2).sitting_out && 'sitting_out is not cleared',
  ].find((found) => found !== false);
  const known = 'same seat, own hole cards, legal actions; sitting_out cleared by sit_in or any action';
  return wrong || (expect === known ? undefined : `nobody knows how to check: ${expect}`);
}
