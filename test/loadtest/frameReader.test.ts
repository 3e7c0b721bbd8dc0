import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { type WebSocket, WebSocketServer } from 'ws';
import { clientFrame, OPCODES } from '../../loadtest/wire/clientFrame.ts';
import { FrameReader } from '../../loadtest/wire/FrameReader.ts';
import { RawSocket } from '../../loadtest/wire/RawSocket.ts';

const TEXT = 1;
const PING = 9;
const MOST_CHUNKS = 1000;

describe('the frames of the swarm', () => {
  it('are read however the network cuts them, fragments and pings between them included', () => {
    const size = fc.oneof(fc.nat(300), fc.constantFrom(125, 126, 65_535, 65_536, 70_000));
    const payload = fc.tuple(size, fc.nat(255)).map(([length, byte]) => Buffer.alloc(length, byte));
    const messages = fc.array(fc.tuple(payload, fc.integer({ min: 1, max: 3 }), fc.boolean()), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        messages,
        fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 5 }),
        (sent, cuts) => {
          const bytes = sent.flatMap(([message, pieces, ping]) =>
            serverMessage(message, pieces, ping ? [serverFrame(PING, true, Buffer.from('hi'))] : []),
          );
          const heard: Buffer[] = [];
          let pings = 0;
          const reader = new FrameReader({
            message: (message) => heard.push(Buffer.from(message)),
            ping: (message) => {
              assert.equal(message.toString(), 'hi');
              pings += 1;
            },
            close: () => assert.fail('nobody closed'),
          });
          for (const chunk of cut(Buffer.concat(bytes), cuts)) reader.push(chunk);
          assert.equal(heard.length, sent.length);
          for (const [i, [message]] of sent.entries()) assert.ok(message.equals(heard[i] as Buffer));
          assert.equal(pings, sent.filter(([, , ping]) => ping).length);
        },
      ),
      { numRuns: 40 },
    );
  });

  const heardOf = (...frames: Buffer[]) => {
    const closed: number[] = [];
    const reader = new FrameReader({ message() {}, ping() {}, close: (code) => closed.push(code) });
    for (const frame of frames) reader.push(frame);
    return closed;
  };

  it('tell the code of a close, and 1005 when there is none', () => {
    assert.deepEqual(heardOf(serverFrame(OPCODES.close, true, Buffer.from([0x0f, 0xa2]))), [4002]);
    assert.deepEqual(heardOf(serverFrame(OPCODES.close, true, Buffer.alloc(0))), [1005]);
  });

  it('are refused when no server may send them', () => {
    const some = Buffer.from('x');
    const refused: [RegExp, Buffer[]][] = [
      [/masked/, [clientFrame(OPCODES.binary, some)]],
      [/extension/, [Buffer.from([0xc2, 0])]],
      [/continuation of nothing/, [serverFrame(0, true, some)]],
      [/within a message/, [serverFrame(TEXT, false, some), serverFrame(TEXT, true, some)]],
      [/in pieces/, [serverFrame(PING, false, some)]],
      [/opcode 3/, [serverFrame(3, true, some)]],
      [/bytes/, [Buffer.from([0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0])]],
    ];
    for (const [why, frames] of refused) assert.throws(() => heardOf(...frames), why);
  });

  it('go both ways with another implementation, at every size of length', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    server.on('connection', (socket: WebSocket) => {
      socket.on('message', (message) => socket.send(message));
      socket.ping('are you there');
      socket.once('pong', () => socket.send('there'));
    });
    await once(server, 'listening');
    const sizes = [0, 1, 125, 126, 65_535, 65_536, 200_000];
    const closed = Promise.withResolvers<number>();
    const heard: number[] = [];
    let pong = false;
    const socket = new RawSocket(new URL(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`), {
      opened: () => {
        for (const size of sizes) socket.send(Buffer.alloc(size, size % 251));
      },
      bytes() {},
      message(message) {
        if (message.toString() === 'there') pong = true;
        else {
          assert.ok(message.every((byte) => byte === message.length % 251));
          heard.push(message.length);
        }
        if (pong && heard.length === sizes.length) for (const one of server.clients) one.close(4102);
      },
      closed: (code) => closed.resolve(code),
    });
    assert.equal(await closed.promise, 4102);
    assert.deepEqual(heard, sizes);
    server.close();
    await once(server, 'close');
  });

  it('say why there is no socket: nobody listens, or it is no WebSocket server', async () => {
    const closed = Promise.withResolvers<[number, string]>();
    const handlers = { opened() {}, bytes() {}, message() {} };
    new RawSocket(new URL('ws://127.0.0.1:1/'), {
      ...handlers,
      closed: (...how) => closed.resolve(how),
    });
    const [code, why] = await closed.promise;
    assert.equal(code, 1006);
    assert.match(why, /ECONNREFUSED/);
  });
});

function serverFrame(opcode: number, last: boolean, payload: Uint8Array): Buffer {
  const size = payload.length;
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
  head[0] = (last ? 0x80 : 0) | opcode;
  head[1] = size < 126 ? size : size < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(size, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(size), 2);
  return Buffer.concat([head, payload]);
}

/** A message in so many fragments, with other frames between them. */
function serverMessage(payload: Uint8Array, pieces: number, between: Buffer[]): Buffer[] {
  const size = Math.ceil(payload.length / pieces);
  return Array.from({ length: pieces }, (_, i) => [
    serverFrame(i === 0 ? OPCODES.binary : 0, i === pieces - 1, payload.subarray(i * size, (i + 1) * size)),
    ...(i === 0 ? between : []),
  ]).flat();
}

/** Into chunks of these sizes in turn, but not into more than `MOST_CHUNKS`. */
function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(sizes[i % sizes.length] ?? 1, Math.ceil(bytes.length / MOST_CHUNKS));
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
