import assert from 'node:assert/strict';
import { type Control, controlsOf, Held, inputOf } from '../../web/src/games/plain/steering.ts';

const field = (name: string, min: number, max: number) => ({ name, bytes: 1 as const, min, max });
const input = [
  field('mx', -127, 127),
  field('my', -127, 127),
  field('turn', -1, 1),
  field('fire', 0, 1),
  field('jump', 0, 1),
  field('aim', 0, 255),
  field('view', 0, 255),
];
const holdsOf = (controls: Control[]) =>
  controls.flatMap((control) => (control.kind === 'slider' ? [] : control.holds));

describe('what one steers with in a game without a picture', () => {
  it('is a stick for two fields that go both ways, buttons for others, and a slider for the rest', () => {
    const controls = controlsOf({ input, view: 'view' });
    assert.deepEqual(
      controls.map(({ kind, label }) => `${kind}: ${label}`),
      ['stick: Mx and My', 'holds: Turn', 'holds: Fire', 'holds: Jump', 'slider: Aim'],
    );
    assert.deepEqual(
      holdsOf(controls).map(({ label, keys }) => [label, keys[0]]),
      [
        ['Left', 'ArrowLeft'],
        ['Right', 'ArrowRight'],
        ['Up', 'ArrowUp'],
        ['Down', 'ArrowDown'],
        ['Turn −', undefined],
        ['Turn +', undefined],
        ['Fire', 'Space'],
        ['Jump', 'KeyJ'],
      ],
    );
  });

  it('has keys for the first stick alone, and a control for every field that is none', () => {
    const two = [...input.slice(0, 2), field('ax', -1, 1), field('ay', -1, 1), field('odd', 3, 9)];
    const controls = controlsOf({ input: two, view: null });
    assert.deepEqual(
      controls.map(({ kind }) => kind),
      ['stick', 'stick', 'slider'],
    );
    assert.equal(new Set(holdsOf(controls).map(({ label }) => label)).size, 8);
    assert.deepEqual(
      holdsOf(controls)
        .slice(4)
        .flatMap(({ keys }) => keys),
      [],
    );
  });

  it('makes the input of what is held', () => {
    const [left, right, up, , , more, fire] = holdsOf(controlsOf({ input, view: 'view' }));
    assert.ok(left && right && up && more && fire);
    assert.deepEqual(inputOf([], { aim: 9 }), { aim: 9 });
    assert.deepEqual(inputOf([left, up, more, fire], {}), { mx: -127, my: -127, turn: 1, fire: 1 });
    assert.deepEqual(inputOf([left, right], {}), { mx: 0 });
  });

  it('counts what was let go at once for one command', () => {
    const [left, right] = holdsOf(controlsOf({ input, view: 'view' }));
    assert.ok(left && right);
    const held = new Held();
    held.press(left);
    held.press(right);
    held.release(left);
    assert.deepEqual([...held.now], [right, left]);
    held.sent();
    held.press(right); // a key repeats
    held.release(right);
    assert.deepEqual([...held.now], []);
  });
});
