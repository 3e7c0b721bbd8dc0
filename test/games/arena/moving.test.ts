import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { angleOf, cos, ONE, SINES, sin, turnBetween } from '../../../src/games/arena/shared/angles.ts';
import { INPUT } from '../../../src/games/arena/shared/input.ts';
import { BOXES, PADS, STARTS } from '../../../src/games/arena/shared/map.ts';
import { DASH, type Mover, move } from '../../../src/games/arena/shared/move.ts';
import {
  DASH_EVERY,
  DASH_STEPS,
  HEIGHT,
  RADIUS,
  SPEED,
  WIDTH,
} from '../../../src/games/arena/shared/numbers.ts';
import { boundedInput } from '../../../src/protocol/boundedInput.ts';

const FREE = { x: 8_000, y: 2_000 };

function mover({ x, y }: { x: number; y: number } = FREE): Mover {
  return { x, y, dash: 0, dash_wait: 0, dash_x: 0, dash_y: 0 };
}

function inWall({ x, y }: Mover): boolean {
  if (x < RADIUS || y < RADIUS || x > WIDTH - RADIUS || y > HEIGHT - RADIUS) return true;
  return BOXES.some(
    ({ left, top, right, bottom }) =>
      x > left - RADIUS && x < right + RADIUS && y > top - RADIUS && y < bottom + RADIUS,
  );
}

const commands = fc.array(
  fc.record({
    mx: fc.integer({ min: -127, max: 127 }),
    my: fc.integer({ min: -127, max: 127 }),
    aim: fc.integer({ min: 0, max: 4_095 }),
    buttons: fc.integer({ min: 0, max: 3 }),
    view: fc.integer({ min: 0, max: 65_535 }),
  }),
  { maxLength: 120 },
);

describe('arena: the room and moving', () => {
  it('AR1 is the same from both sides, and nobody starts or finds anything in a wall', () => {
    const turned = ({ left, top, right, bottom }: (typeof BOXES)[number]) =>
      [WIDTH - right, HEIGHT - bottom, WIDTH - left, HEIGHT - top].join();
    const all = BOXES.map(({ left, top, right, bottom }) => [left, top, right, bottom].join());
    assert.equal(BOXES.length, 11);
    assert.deepEqual(BOXES.map(turned).sort(), [...all].sort());
    for (const spots of [STARTS, PADS]) {
      const places = spots.map(({ x, y }) => `${x} ${y}`).sort();
      assert.deepEqual(spots.map(({ x, y }) => `${WIDTH - x} ${HEIGHT - y}`).sort(), places);
      for (const spot of spots) assert.ok(!inWall(mover(spot)), JSON.stringify(spot));
    }
  });

  it('AR3 has the same sines everywhere: whole numbers, within half a unit, with this hash', () => {
    for (let angle = 0; angle < 4_096; angle++) {
      assert.ok(Math.abs(sin(angle) - ONE * Math.sin((angle * Math.PI) / 2_048)) <= 0.500001, `${angle}`);
      assert.equal(cos(angle), sin(angle + 1_024));
    }
    const hash = createHash('sha256').update(SINES.join()).digest('hex').slice(0, 16);
    assert.equal(hash, '5c86cf1dd439b2d2');
  });

  it('AR3 finds the angle of any way, within a unit', () => {
    for (let angle = 0; angle < 4_096; angle += 7) {
      const found = angleOf(cos(angle), sin(angle));
      assert.ok(Math.abs(turnBetween(angle, found)) <= 1, `${angle}: ${found}`);
    }
    assert.equal(angleOf(0, 0) >= 0, true);
  });

  it('AR4 goes 93 a step, by how far the stick is tilted, and stops at once', () => {
    const one = mover();
    move(one, { mx: 127, my: 0, aim: 0, buttons: 0, view: 0 });
    assert.equal(one.x, FREE.x + 2 * SPEED);
    move(one, { mx: 0, my: 64, aim: 0, buttons: 0, view: 0 });
    assert.deepEqual([one.x, one.y], [FREE.x + 2 * SPEED, FREE.y + 2 * 47]);
    move(one, { mx: 0, my: 0, aim: 0, buttons: 0, view: 0 });
    assert.equal(one.y, FREE.y + 2 * 47);
    const slanted = mover();
    move(slanted, { mx: 127, my: 127, aim: 0, buttons: 0, view: 0 });
    assert.deepEqual([slanted.x - FREE.x, slanted.y - FREE.y], [132, 132], 'as one of 127');
  });

  it('AR5 slides along a wall that it runs into at an angle', () => {
    const { left, top } = BOXES[1] as (typeof BOXES)[number];
    const one = mover({ x: left + 1_000, y: top - RADIUS - 50 });
    move(one, { mx: 80, my: 80, aim: 0, buttons: 0, view: 0 });
    assert.equal(one.y, top - RADIUS);
    assert.ok(one.x > left + 1_000);
  });

  it('AR5 is never in a wall nor out of the room, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STARTS, ...PADS), commands, (from, asked) => {
        const one = mover(from);
        for (const each of asked) {
          move(one, each);
          assert.ok(!inWall(one), JSON.stringify(one));
          assert.ok(Object.values(one).every(Number.isInteger), JSON.stringify(one));
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('AR6 dashes at three times the speed for 12 steps, the way that it began, again after 165', () => {
    const one = mover();
    move(one, { mx: 20, my: 0, aim: 0, buttons: DASH, view: 0 });
    for (let i = 1; i < DASH_STEPS / 2; i++) move(one, { mx: 0, my: -127, aim: 0, buttons: DASH, view: 0 });
    assert.deepEqual([one.x, one.y], [FREE.x + 3 * SPEED * DASH_STEPS, FREE.y]);
    move(one, { mx: 0, my: 0, aim: 0, buttons: DASH, view: 0 });
    assert.equal(one.x, FREE.x + 3 * SPEED * DASH_STEPS);
    for (let i = DASH_STEPS + 2; i < DASH_EVERY; i += 2)
      move(one, { mx: 0, my: 0, aim: 2_048, buttons: DASH, view: 0 });
    assert.equal(one.x, FREE.x + 3 * SPEED * DASH_STEPS, 'not yet');
    move(one, { mx: 0, my: 0, aim: 2_048, buttons: DASH, view: 0 });
    assert.equal(one.x, FREE.x + 3 * SPEED * (DASH_STEPS - 2), 'where it looks');
  });

  it('AR26 so many commands, so much way', () => {
    fc.assert(
      fc.property(commands, (asked) => {
        const one = mover();
        for (const each of asked) {
          const { x, y } = one;
          move(one, each);
          assert.ok(Math.max(Math.abs(one.x - x), Math.abs(one.y - y)) <= 6 * SPEED);
        }
        const dashes = Math.ceil((2 * asked.length) / DASH_EVERY);
        const most = SPEED * (2 * asked.length + 2 * DASH_STEPS * dashes) + 3 * asked.length;
        assert.ok(Math.hypot(one.x - FREE.x, one.y - FREE.y) <= most);
      }),
      { seed: 26, numRuns: 300 },
    );
  });

  it('AR26 makes whole numbers within bounds of anything', () => {
    const anything = fc.record(
      { mx: fc.anything(), my: fc.anything(), aim: fc.double(), buttons: fc.integer(), view: fc.anything() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, (input) => {
        const command = boundedInput(INPUT, input);
        assert.deepEqual(Object.keys(command), Object.keys(INPUT));
        for (const [field, value] of Object.entries(command)) {
          const [, least, most] = INPUT[field as keyof typeof INPUT];
          assert.ok(Number.isInteger(value) && value >= least && value <= most, `${field} ${value}`);
        }
      }),
      { seed: 27 },
    );
  });
});
