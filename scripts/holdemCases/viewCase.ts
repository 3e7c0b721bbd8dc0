import { visibleState } from '../../src/match/view.ts';
import { holdemMaker } from '../../src/schema/holdem.ts';
import { Wire } from '../../test/games/Wire.ts';
import type { CaseOf, HandCase } from './format.ts';
import { HandUnderTest, idOf } from './HandUnderTest.ts';
import { doOne } from './handCase.ts';

/** The same hand with other hidden cards: who does not hold them is sent the same bytes, events and state. */
export function runView(one: CaseOf<'view'>, hand: HandCase | undefined): string | undefined {
  if (!hand) return `there is no hand ${one.hand}`;
  const seats = hand.seats.map((seat) => ({ ...seat, cards: one.swap[seat.seat] ?? seat.cards }));
  const [real, swapped] = [told(hand, one.swap), told({ ...hand, seats }, one.swap)];
  if (real.length === 0) return 'nothing was told';
  const at = real.findIndex((line, i) => swapped[i] !== line);
  if (at !== -1) return `${swapped[at]}, expected ${real[at]}`;
  return real.length === swapped.length ? undefined : 'something more is told';
}

/**
 * Everything that is told to those who do not hold the swapped cards, but for what binds the hand to all of them: it is
 * salted.
 */
function told(one: HandCase, swap: Readonly<Record<string, string>>): string[] {
  const hand = new HandUnderTest(one, holdemMaker);
  const viewers = [null, ...one.seats.filter(({ seat }) => !(seat in swap)).map(({ seat }) => idOf(seat))];
  const wire = new Wire(hand.state);
  const lines = viewers.map((viewer) => `${viewer}: ${wire.join(viewer)}`);
  wire.patch();
  for (const done of one.actions) {
    const found = doOne(hand, done);
    if (found) return [found];
    for (const [viewer, bytes] of wire.patch()) lines.push(`${viewer}: ${bytes}`);
    for (const viewer of viewers) lines.push(JSON.stringify(visibleState(holdemMaker, hand.state, viewer)));
  }
  const { deck_root = '' } = hand.state;
  const { hash, deck_root: _, ...record } = hand.record;
  const hex = Buffer.from(deck_root).toString('hex');
  return [...lines, ...hand.events.map((event) => JSON.stringify(event)), JSON.stringify(record)].map(
    (line) => [deck_root, hex].reduce((text, bound) => (bound ? text.replaceAll(bound, '') : text), line),
  );
}
