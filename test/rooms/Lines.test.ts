import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { MIDDLING_LINE, SHORTEST_LINE } from '../../src/match/heldView.ts';
import { Lines } from '../../src/rooms/Lines.ts';
import { tableClients } from '../../src/rooms/tableClients.ts';

class FakeSocket extends EventEmitter {
  readyState = 1;
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

  it('are the shortest of who does not answer, from the start or any more, until the next answer', () => {
    const { lines, socket } = opened();
    const wait = (seconds: number) => {
      for (let i = 0; i < seconds; i++) {
        now += 1_000;
        lines.ping();
      }
    };
    wait(3);
    assert.deepEqual(lines.measured('a'), MIDDLING_LINE);
    wait(1);
    assert.deepEqual(lines.measured('a'), SHORTEST_LINE);
    wait(60);
    assert.deepEqual(lines.measured('a'), SHORTEST_LINE);
    now += 150;
    socket.emit('pong', socket.pings.at(-1));
    assert.equal(lines.measured('a')?.roundTrip, 150);
    wait(3);
    assert.equal(lines.measured('a')?.roundTrip, 150);
    wait(1);
    assert.deepEqual(lines.measured('a'), SHORTEST_LINE);
  });

  it('of a socket that has closed before are none: nobody would tell when to stop', () => {
    const { lines } = opened();
    const closed = Object.assign(new FakeSocket(), { readyState: 3 });
    lines.open({ sessionId: 'c', ref: closed });
    lines.ping();
    assert.deepEqual([lines.measured('c'), closed.pings.length], [undefined, 0]);
  });

  it('are middling for a player whose line is not there: what such a one says is not believed', () => {
    const seats = { client: (player: string) => (player === 'ann' ? { sessionId: 'a' } : undefined) };
    const lines = new Lines(() => now);
    const { line } = tableClients({ table: { seats } } as never, {} as never, lines, () => {});
    assert.deepEqual(line?.('ann'), MIDDLING_LINE);
    assert.equal(line?.('bob'), undefined);
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
