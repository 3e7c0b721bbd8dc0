import assert from 'node:assert/strict';
import { t } from '@colyseus/schema';
import { checkNumbers } from '../../src/schema/numbers.ts';
import { synced } from '../../src/schema/synced.ts';

const Before = synced('NumbersBefore', { everybody: { hp: t.uint8().default(0) } });
checkNumbers();
const Body = synced('NumbersBody', {
  everybody: {
    hp: t.uint8().default(0),
    dx: t.int16().default(0),
    ends: t.number().default(0),
    part: t.float32().default(0),
    pads: t.array('uint8'),
    ammo: t.map('int8'),
  },
});

describe('numbers that do not fit into their fields', () => {
  it('are refused where they are written, by class, field and value', () => {
    const body = new Body();
    for (const hp of [-16, 300, 1.5, Number.NaN])
      assert.throws(
        () => {
          body.hp = hp;
        },
        new RangeError(`NumbersBody.hp is ${hp}: uint8 takes whole numbers from 0 to 255`),
      );
    assert.equal(body.hp, 0, 'it is as it was');
    assert.throws(() => Object.assign(body, { dx: 40_000 }), /NumbersBody\.dx is 40000: int16/);
    assert.throws(() => Object.assign(body, { ends: Number.POSITIVE_INFINITY }), /ends is Infinity: number/);
    assert.throws(() => Object.assign(new Before(), { hp: 256 }), /NumbersBefore\.hp is 256/);
  });

  it('are refused in lists and maps, however they come in', () => {
    const body = new Body();
    body.pads.push(1, 2);
    const { pads, ammo } = body;
    const writes: (() => void)[] = [
      () => pads.push(3, 300),
      () => pads.unshift(300),
      () => pads.splice(0, 1, 300),
      () => {
        pads[1] = 300;
      },
    ];
    for (const write of writes) assert.throws(write, /an item of NumbersBody\.pads is 300: uint8/);
    assert.throws(() => ammo.set('ann', 200), /an item of NumbersBody\.ammo is 200: int8/);
    assert.deepEqual([...pads], [1, 2]);
  });

  it('are none where they fit', () => {
    const body = new Body();
    Object.assign(body, { hp: 255, dx: -32_768, ends: 1e12, part: 0.1 });
    body.pads.push(0, 255);
    body.pads[0] = 9;
    body.ammo.set('ann', -128);
    assert.deepEqual([body.hp, body.dx, body.ends, [...body.pads]], [255, -32_768, 1e12, [9, 255]]);
  });

  it('are written all the same where they are only to be noticed', () => {
    const noticed: string[] = [];
    checkNumbers(({ message }) => void noticed.push(message));
    try {
      const body = new Body();
      body.hp = 300;
      assert.equal(body.hp, 300);
    } finally {
      checkNumbers();
    }
    assert.deepEqual(noticed, ['NumbersBody.hp is 300: uint8 takes whole numbers from 0 to 255']);
  });
});
