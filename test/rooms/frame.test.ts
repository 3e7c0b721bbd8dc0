import assert from 'node:assert/strict';
import { decode, encode } from '@colyseus/schema';
import { Protocol } from '@colyseus/shared-types';
import fc from 'fast-check';
import { pack } from 'msgpackr';
import { COSTS } from '../../src/players/costs.ts';
import { costOfFrame, readFrame } from '../../src/rooms/frame.ts';

/** A frame as the SDK builds it. */
function frame(opcode: number, type: string | number, payload?: Uint8Array, id?: number): Buffer {
  const head: number[] = [opcode];
  const at = { offset: 1 };
  if (id !== undefined) encode.number(head as never, id, at);
  if (typeof type === 'string') encode.string(head as never, type, at);
  else encode.number(head as never, type, at);
  return Buffer.concat([Buffer.from(head), payload ?? Buffer.alloc(0)]);
}
const { ROOM_DATA, ROOM_DATA_BYTES, ROOM_REQUEST } = Protocol;
const deep = Buffer.alloc(16_000, 0x91);

describe('frames', () => {
  it('are read up to what they carry', () => {
    const payload = pack({ game: 'relay' });
    assert.deepEqual(readFrame(frame(ROOM_REQUEST, 'queue', payload, 300)), {
      kind: 'request',
      type: 'queue',
      id: 300,
      bytes: 10 + payload.length,
    });
    assert.deepEqual(readFrame(frame(ROOM_DATA, 'chat')), { kind: 'message', type: 'chat', bytes: 6 });
    assert.deepEqual(readFrame(frame(ROOM_DATA, 7)), { kind: 'message', type: 7, bytes: 2 });
    assert.deepEqual(readFrame(Buffer.from([Protocol.PING])), { kind: 'ping', bytes: 1 });
    assert.equal(readFrame(Buffer.from([Protocol.ROOM_INPUT_RELIABLE | 0x80, 1])).kind, 'input');
    assert.equal(readFrame(Buffer.alloc(0)).kind, 'other');
  });

  it('have the type that the framework reads, and a payload where it looks for one', () => {
    const type = fc.oneof(fc.nat(), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 300 }));
    fc.assert(
      fc.property(type, fc.jsonValue(), (name, json) => {
        const read = readFrame(frame(ROOM_DATA, name, pack(json)));
        assert.ok(read.kind === 'message');
        assert.equal(read.type, typeof name === 'string' ? name.slice(0, 32) : name);
      }),
    );
  });

  it('are read whatever they are, and never past their end', () => {
    const any = fc.tuple(fc.constantFrom(ROOM_DATA, ROOM_DATA_BYTES, ROOM_REQUEST), fc.uint8Array());
    fc.assert(
      fc.property(any, ([opcode, rest]) => {
        const bytes = Buffer.from([opcode, ...rest]);
        const read = readFrame(bytes);
        assert.ok(costOfFrame(read) >= 0);
        if (read.kind !== 'message' || opcode !== ROOM_DATA || typeof read.type !== 'string') return;
        const at = { offset: 1 };
        assert.ok(decode.stringCheck(bytes, at));
      }),
      { numRuns: 5000 },
    );
  });

  it('are malformed when they carry something deep, cut off or odd', () => {
    assert.deepEqual(readFrame(frame(ROOM_REQUEST, 'queue', deep, 5)).kind, 'malformed');
    assert.deepEqual(readFrame(frame(ROOM_DATA, 'queue', deep)).kind, 'malformed');
    assert.equal(readFrame(frame(ROOM_DATA, 'queue', Buffer.from([0x92, 1]))).kind, 'malformed');
    assert.equal(readFrame(Buffer.from([ROOM_REQUEST])).kind, 'malformed');
    assert.equal(readFrame(frame(ROOM_DATA_BYTES, 'noise', deep)).kind, 'message');
  });

  it('cost by what they ask for and by how long they are', () => {
    const cost = (bytes: Buffer) => costOfFrame(readFrame(bytes));
    assert.equal(cost(frame(ROOM_DATA, 'chat', pack({ text: 'hi' }))), 1);
    assert.equal(cost(frame(ROOM_REQUEST, 'queue', pack({}), 1)), COSTS.queue);
    assert.equal(cost(frame(ROOM_DATA, 'queue', pack({}))), COSTS.queue);
    assert.equal(cost(frame(ROOM_DATA, 'constructor')), 1);
    assert.equal(cost(frame(ROOM_DATA, 'chat', pack('x'.repeat(10_000)))), 1 + 9);
    assert.equal(cost(frame(ROOM_DATA, 'chat', deep)), 1 + 15);
    assert.equal(cost(Buffer.from([Protocol.PING])), 0.5);
    assert.equal(cost(Buffer.from([Protocol.LEAVE_ROOM])), 0);
    assert.equal(cost(Buffer.from([31])), 1);
  });
});
