import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Packr, pack, unpack } from 'msgpackr';
import { isPlainMsgpack } from '../../src/lib/plainMsgpack.ts';

const DEPTH = 16;
const isPlain = (bytes: Uint8Array | number[]) => isPlainMsgpack(Buffer.from(bytes), 0, DEPTH);
/** As the SDK of the framework packs, with records for objects. */
const asSdk = (value: unknown) => new Packr().pack(value);

describe('isPlainMsgpack', () => {
  it('takes whatever JSON can say, packed with records and without', () => {
    const value = fc.jsonValue({ maxDepth: DEPTH - 2 });
    fc.assert(
      fc.property(value, (json) => {
        assert.ok(isPlain(pack(json)));
        assert.ok(isPlain(asSdk(json)));
      }),
    );
  });

  it('takes undefined, times, bytes, large numbers and long texts', () => {
    const values = [
      undefined,
      new Date(),
      new Uint8Array(300),
      2n ** 60n,
      1.5,
      -1,
      70_000,
      'x'.repeat(70_000),
    ];
    for (const value of [...values, values, { a: undefined }]) {
      assert.ok(isPlain(pack(value)), String(value));
      assert.ok(isPlain(asSdk(value)), String(value));
    }
  });

  it('never takes what the decoder throws at, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        if (isPlain(bytes)) unpack(bytes);
      }),
      { numRuns: 20_000 },
    );
  });

  it('never takes what the decoder throws at, where keys are no texts for example', () => {
    const start = fc.constantFrom(
      [0x81],
      [0x82],
      [0xde, 0, 1],
      [0xd4, 0x72, 0x40, 0x91],
      [0x81, 0xa1, 97, 0x81],
    );
    const first = fc.constantFrom(
      0x01,
      0x40,
      0x80,
      0x90,
      0xa1,
      0xc0,
      0xc2,
      0xc4,
      0xcb,
      0xcf,
      0xd6,
      0xd9,
      0xdc,
      0xff,
    );
    fc.assert(
      fc.property(start, first, fc.uint8Array({ maxLength: 20 }), (head, next, rest) => {
        const bytes = [...head, next, ...rest];
        if (isPlain(bytes)) unpack(Buffer.from(bytes));
      }),
      { numRuns: 20_000 },
    );
  });

  it('takes only so many levels, in arrays, maps and records', () => {
    const arrays = (levels: number) => [...Array(levels).fill(0x91), 1];
    assert.ok(isPlain(arrays(DEPTH - 1)));
    assert.ok(!isPlain(arrays(DEPTH)));
    assert.ok(!isPlain([...Array(DEPTH).fill([0x81, 0xa1, 97]).flat(), 1]));
    const record = [0xd4, 0x72, 0x40, 0x91, 0xa1, 97];
    assert.ok(!isPlain([...record, ...Array(DEPTH).fill(0x40), 1]));
    assert.ok(!isPlain(Buffer.alloc(16_000, 0x91)));
    assert.ok(!isPlain(Buffer.alloc(16_000, 0x99)));
  });

  it('takes no lengths that lie, nothing after the value, and no classes, pointers or code', () => {
    const bad = {
      nothing: [],
      'an array that lies': [0xdd, 1, 0xff, 0xff, 0xff],
      'a text that lies': [0xdb, 0xff, 0xff, 0xff, 0xff],
      'a map that ends': [0x81, 0xa1],
      'more after it': [1, 2],
      'a set': [0xd4, 0x73, 0, 0x91, 1],
      'an expression': [0xd4, 0x78, 0, 0x92, 0xa1, 97, 0xa0],
      'a pointer': [0xd6, 0x70, 0, 0, 0, 0],
      'a map whose key is a list': [0x81, 0x90, 1],
      'a map whose key is a number': [0x81, 5, 1],
      'a map whose second key is nothing': [0x82, 0xa1, 97, 1, 0xc0, 1],
      'a map in a map with such a key': [0x81, 0xa1, 97, 0xde, 0, 1, 0x80, 1],
      'a record whose keys are no texts': [0xd4, 0x72, 0x40, 0x92, 0xa1, 97, 0x80, 1, 2],
      'a record whose list of keys lies': [0xd4, 0x72, 0x40, 0xdd, 255, 255, 255, 255],
      'a record of two bytes': [0xd5, 0x72, 0x40, 1, 0x90],
      'a record without keys': [0xd4, 0x72, 0x40, 1],
      'a byte that is never used': [0xc1],
    };
    for (const [name, bytes] of Object.entries(bad)) assert.ok(!isPlain(bytes), name);
  });
});
