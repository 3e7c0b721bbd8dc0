import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { hmacSha256 } from '../../src/lib/hmac.ts';
import { drawFrom, shuffled } from '../../src/lib/shuffle.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const blocks = (seed: string) => (block: number) => hmacSha256(seed, `block ${block}`);

describe('bytes from a secret', () => {
  it('are HMAC-SHA-256: RFC 4231, test case 2', () => {
    const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    assert.equal(hex(hmacSha256('Jefe', 'what do ya want for nothing?')), expected);
  });

  it('are those of Node, whatever the texts', () => {
    for (const [key, text] of [
      ['', ''],
      ['Ö', '🂡 deck\u0000'],
      ['k'.repeat(200), 'x'.repeat(1000)],
    ] as const) {
      assert.equal(hex(hmacSha256(key, text)), createHmac('sha256', key).update(text).digest('hex'));
    }
  });
});

describe('draws', () => {
  it('are below their bound, every number as often as any other', () => {
    const draw = drawFrom(blocks('dice'));
    const counts = new Map<number, number>();
    for (let i = 0; i < 12_000; i++) {
      const die = draw(6);
      counts.set(die, (counts.get(die) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].sort(), [0, 1, 2, 3, 4, 5]);
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0);
    assert.ok(chiSquare < 20.5, `${chiSquare} at 5 degrees of freedom`); // p = 0.001
  });
});

describe('a shuffle', () => {
  it('has every number once, and is decided by the bytes', () => {
    const deck = shuffled(52, blocks('one'));
    assert.deepEqual(
      [...deck].sort((a, b) => a - b),
      [...Array(52).keys()],
    );
    assert.deepEqual(shuffled(52, blocks('one')), deck);
    assert.notDeepEqual(shuffled(52, blocks('two')), deck);
    assert.deepEqual([shuffled(0, blocks('')), shuffled(1, blocks(''))], [[], [0]]);
  });

  it('throws away the draws that would favour some: here all of the first block', () => {
    const high = (block: number) => (block === 0 ? new Uint8Array(32).fill(255) : new Uint8Array(32));
    // 2³² − 1 is past the last full range of 3; zeros then swap every number with the first.
    assert.deepEqual(shuffled(3, high), [1, 2, 0]);
  });

  it('has every order as often as any other', () => {
    const counts = new Map<string, number>();
    const TRIES = 24_000;
    for (let i = 0; i < TRIES; i++) {
      const order = shuffled(4, blocks(`try ${i}`)).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 24);
    const expected = TRIES / 24;
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    assert.ok(chiSquare < 49.7, `${chiSquare} at 23 degrees of freedom`); // p = 0.001
  });
});
