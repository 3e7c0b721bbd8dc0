import assert from 'node:assert/strict';
import { Controls } from '../../web/src/games/arena/controls/Controls.ts';
import { STICK_REACH } from '../../web/src/games/arena/controls/Stick.ts';
import type { Body } from '../../web/src/games/arena/moment.ts';

const me = { id: 'me', x: 5_000, y: 1_500 } as Body;
const right = { id: 'right', x: 9_000, y: 1_600 } as Body;
const behind = { id: 'behind', x: 1_500, y: 1_500 } as Body;

/** Who plays with two thumbs, or with keys, and wants their aim helped or not. */
function controls(helps: boolean): Controls {
  const before = globalThis.matchMedia;
  globalThis.matchMedia = () => ({ matches: true }) as MediaQueryList;
  try {
    const middle = () => ({ x: 0, y: 0 });
    return new Controls({ element: {} as HTMLElement, turned: () => false, middle, helps: () => helps });
  } finally {
    globalThis.matchMedia = before;
  }
}

/** The right thumb aims to the right, a little beside who is there. */
function aimed(helps: boolean, others: Body[] = [right, behind]) {
  const hands = controls(helps);
  hands.right.press(1, { x: 0, y: 0 }, 0);
  hands.right.drag({ x: STICK_REACH, y: 0 });
  return { ...hands.read(0, me, others), helped: hands.helped };
}

describe('help with aiming in the arena', () => {
  it('turns thumbs to who is nearly aimed at, and says whom', () => {
    const { aim, helped, fire } = aimed(true);
    assert.ok(aim > 0 && aim < 40, `${aim}`);
    assert.deepEqual([helped, fire], ['right', true]);
  });

  it('leaves them as they are, and says nobody, when it is off or nobody is there', () => {
    assert.deepEqual([aimed(false).aim, aimed(false).helped], [0, null]);
    assert.deepEqual([aimed(true, [behind]).aim, aimed(true, [behind]).helped], [0, null]);
  });

  it('is what keys alone aim by, whatever is chosen', () => {
    const hands = controls(false);
    hands.device = 'keys';
    const { aim } = hands.read(0, me, [right, { ...behind, x: -20_000 }]);
    assert.ok(aim > 0 && aim < 40, `${aim}`);
    assert.equal(hands.helped, 'right');
  });
});
