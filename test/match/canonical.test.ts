import assert from 'node:assert/strict';
import { canonical, plain } from '../../src/match/canonical.ts';
import { Match } from '../../src/match/match.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { visibleState } from '../../src/match/view.ts';
import { QUIET, toy, toyMaker } from './toy.ts';

const state = () => Match.start(toy, toyMaker.plain, QUIET).state;

describe('a state as data', () => {
  it('turns maps to objects and leaves out what is not there', () => {
    const data = plain({
      a: new Map([['x', { n: 1, none: undefined }]]),
      b: [1, { c: null }],
      d: { toJSON: () => 7 },
    });
    assert.deepEqual(data, { a: { x: { n: 1 } }, b: [1, {}], d: 7 });
  });

  it('has one text, whatever the order of keys and players', () => {
    const one = state();
    const other = state();
    const ann = other.players.get('ann');
    other.players.delete('ann');
    if (ann) other.players.set('ann', Object.fromEntries(Object.entries(ann).reverse()) as typeof ann);
    const order = [one, other].map(({ players }) => [...players.values()].map(({ id }) => id));
    assert.notDeepEqual(order[0], order[1]);
    assert.equal(canonical(one), canonical(other));
    assert.match(stateHash(one), /^[0-9a-f]{64}$/);
    assert.equal(stateHash(one), stateHash(other));
  });

  it('does not depend on what the room keeps, and does on everything else', () => {
    const one = state();
    const hash = stateHash(one);
    Object.assign(one, { version: 99, phase: 'finished', deadline: 5, spectators: 7 });
    Object.assign(one.players.get('ann') ?? {}, { connected: true, grace: 3 });
    assert.equal(stateHash(one), hash);
    for (const change of [{ coins: 1 }, { left: true }, { hand: { card: 3 } }, { seat: 2 }]) {
      const other = state();
      Object.assign(other.players.get('ann') ?? {}, change);
      assert.notEqual(stateHash(other), hash);
    }
  });

  it('shows private fields to their owner alone, and changes nothing', () => {
    const one = state();
    const before = canonical(one);
    const shown = (viewer: string | null) => {
      const { players } = visibleState(toyMaker, one, viewer) as {
        players: Record<string, { hand?: unknown }>;
      };
      return Object.keys(players).filter((id) => players[id]?.hand !== undefined);
    };
    assert.deepEqual([shown('ann'), shown('bob'), shown('eve'), shown(null)], [['ann'], ['bob'], [], []]);
    assert.equal(canonical(one), before);
  });
});
