import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { MIDDLING_LINE } from '../../src/match/heldView.ts';
import { Lines } from '../../src/rooms/Lines.ts';

class FakeSocket extends EventEmitter {
  readonly pings: Uint8Array[] = [];
  ping(payload: Uint8Array): void {
    this.pings.push(payload);
  }
}

describe('lines of a room’s players', () => {
  let now = 0;
  const opened = () => {
    now = 5_000;
    const lines = new Lines(() => now);
    const socket = new FakeSocket();
    lines.open({ sessionId: 'a', ref: socket });
    return { lines, socket };
  };

  it('are middling until they were measured, at once and then again and again', () => {
    const { lines, socket } = opened();
    assert.deepEqual(lines.measured('a'), MIDDLING_LINE);
    assert.equal(lines.measured('b'), undefined);
    now += 30;
    socket.emit('pong', socket.pings[0]);
    assert.equal(lines.measured('a')?.roundTrip, 30);
    for (const trip of [50, 40]) {
      lines.ping();
      now += trip;
      socket.emit('pong', socket.pings.at(-1));
    }
    assert.equal(lines.measured('a')?.roundTrip, 40);
  });

  it('are not measured by answers to other pings, nor by none', () => {
    const { lines, socket } = opened();
    now += 500;
    socket.emit('pong', new Uint8Array());
    socket.emit('pong', Uint8Array.of(77));
    lines.ping();
    assert.equal(socket.pings.length, 1); // one at a time
    now += 2_000;
    lines.ping();
    assert.equal(socket.pings.length, 2);
    socket.emit('pong', socket.pings[0]);
    assert.deepEqual(lines.measured('a'), MIDDLING_LINE);
    now += 20;
    socket.emit('pong', socket.pings[1]);
    assert.equal(lines.measured('a')?.roundTrip, 20);
  });

  it('go with their sockets', () => {
    const { lines, socket } = opened();
    const next = new FakeSocket();
    lines.open({ sessionId: 'a', ref: next });
    socket.emit('close');
    assert.ok(lines.measured('a'));
    next.emit('close');
    assert.equal(lines.measured('a'), undefined);
  });
});
