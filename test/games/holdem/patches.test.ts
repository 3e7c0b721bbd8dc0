import assert from 'node:assert/strict';
import { HandUnderTest } from '../../../scripts/holdemCases/HandUnderTest.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { Wire } from '../Wire.ts';
import { openMatch, PEOPLE } from './people.ts';

/** Some epoch ms. */
const BEGAN_AT = 1_796_000_000_000;

const potsOf = ({ pots }: HoldemState) => [...pots].map(({ amount, seats }) => [amount, ...seats]);

/** Three people at the first hand, and what a spectator is sent of all that is done. */
function table() {
  const open = openMatch({ maker: holdemMaker, seed: 'patches' });
  for (const id of PEOPLE) open.commit(id);
  for (const id of PEOPLE) open.reveal(id);
  const { state } = open.match;
  const wire = new Wire(state);
  wire.join(null);
  /** Who is in turn does this. Answers how many bytes of it a spectator is sent, the new deadline among them. */
  const bytesOf = (action: object) => {
    open.wait(100); // so that the deadline is another
    const player = [...state.players.values()].find(({ seat }) => seat === state.turn);
    const reply = open.act(player?.id ?? '', action);
    assert.equal(reply.code, undefined);
    state.deadline = open.match.deadline && BEGAN_AT + open.match.deadline;
    return (wire.patch().get(null)?.length ?? 0) / 2;
  };
  wire.patch();
  return { state, bytesOf, wire };
}

describe('hold’em, as it comes to who looks on', () => {
  it('HE16 has the main pot from the deal on, and takes who folds out of all pots at once', () => {
    const { state, bytesOf, wire } = table();
    assert.deepEqual(potsOf(state), [[0, 0, 1, 2]]);
    const { turn } = state;
    bytesOf({ action: 'fold' });
    const left = [0, 1, 2].filter((seat) => seat !== turn);
    assert.deepEqual(potsOf(state), [[0, ...left]]);
    assert.deepEqual((wire.seenBy(null) as HoldemState).pots, [{ amount: 0, seats: left }]);
    bytesOf({ action: 'call' });
    bytesOf({ action: 'check' });
    assert.deepEqual(potsOf(state), [[40, ...left]]);
    const folded = [...state.players.values()].find(({ seat }) => seat === turn);
    assert.equal(folded?.last_action, 'fold', 'also on later streets');
  });

  it('HE16 has no pot before the flop by the rules of before', () => {
    const seats = [0, 1, 2].map((seat) => ({ seat, stack: 1500 }));
    const one = {
      id: 'old',
      kind: 'hand',
      seats,
      button: 0,
      blinds: [10, 20],
      board: '',
      dead: 0,
      actions: [],
    };
    const hand = new HandUnderTest(one as never, holdemMaker, 4);
    assert.deepEqual(potsOf(hand.state), []);
    hand.act(0, { action: 'fold' });
    hand.act(1, { action: 'call' });
    hand.act(2, { action: 'check' });
    assert.deepEqual(potsOf(hand.state), [[40, 1, 2]]);
    assert.equal(hand.at(0).last_action, '');
  });

  it('is sent in few bytes: an action in 43, one that opens the flop for three in 65, a street for two in 38', () => {
    const { bytesOf } = table();
    const first = [bytesOf({ action: 'call' }), bytesOf({ action: 'call' })];
    const flop = bytesOf({ action: 'check' });
    const bets = [bytesOf({ action: 'raise', amount: 300 }), bytesOf({ action: 'fold' })];
    bytesOf({ action: 'call' });
    bytesOf({ action: 'check' });
    const river = bytesOf({ action: 'check' });
    assert.ok(Math.max(...first, ...bets) <= 43, `${first}, ${bets}`);
    assert.ok(flop <= 65, `${flop}`);
    assert.ok(river <= 38, `${river}`);
  });
});
