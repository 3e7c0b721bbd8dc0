import assert from 'node:assert/strict';
import { describeEvent, pointsMoved } from '../../web/src/games/relay/relayEvents.ts';

const names: Record<string, string> = { a: 'you', b: 'Bob' };
const nameOf = (id: string) => names[id] ?? '?';

describe('events at the table', () => {
  it('tell whose points moved', () => {
    assert.deepEqual(pointsMoved({ kind: 'award', from: 'a', to: 'b', amount: 12 }), {
      player: 'b',
      amount: 12,
    });
    assert.deepEqual(pointsMoved({ kind: 'wrong', player: 'b', amount: 4 }), { player: 'b', amount: -4 });
    assert.deepEqual(pointsMoved({ kind: 'skipped', player: 'a', amount: 5 }), { player: 'a', amount: -5 });
    assert.deepEqual(pointsMoved({ kind: 'bonus', player: 'a', amount: 3 }), { player: 'a', amount: 3 });
    assert.equal(pointsMoved({ kind: 'over', team_score: 90 }), null);
  });

  it('are told in a sentence', () => {
    assert.equal(
      describeEvent({ kind: 'award', from: 'a', to: 'b', amount: 12 }, nameOf),
      'You passed 12 points to Bob.',
    );
    assert.equal(describeEvent({ kind: 'eliminated', player: 'b' }, nameOf), 'Bob ran out of points.');
    assert.equal(describeEvent({ kind: 'cold', player: 'a' }, nameOf), 'You went cold.');
    assert.equal(describeEvent({ kind: 'something new' }, nameOf), null);
  });
});
