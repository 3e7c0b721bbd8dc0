import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { IDLE, Pinger, ROUND_MS, SEATED } from '../../src/rooms/Pinger.ts';

class FakeSocket extends EventEmitter {
  pings = 0;
  ended = false;
  ping(): void {
    this.pings += 1;
  }
  terminate(): void {
    this.ended = true;
    this.emit('close');
  }
}

const QUIET = { heard() {}, silent() {} };

describe('the pinger', () => {
  let now: number;
  let tick: () => void;
  let everyMs: number;
  let stopped: boolean;
  let pinger: Pinger;
  beforeEach(() => {
    now = 0;
    stopped = false;
    pinger = new Pinger({
      elapsed: () => now,
      every(ms, work) {
        everyMs = ms;
        tick = work;
        return () => {
          stopped = true;
        };
      },
    });
    pinger.start();
  });

  function pass(ms: number, each = () => {}): void {
    for (const end = now + ms; now < end; ) {
      now += everyMs;
      tick();
      each();
    }
  }

  it('pings a seated socket every 3 s, and one in the lobby every 12', () => {
    const [seated, idle] = [new FakeSocket(), new FakeSocket()];
    pinger.add(seated, SEATED, QUIET);
    pinger.add(idle, IDLE, QUIET);
    const answer = () => [seated, idle].forEach((one) => void one.emit('pong'));
    pass(60_000, answer);
    assert.equal(seated.pings, 20);
    assert.equal(idle.pings, 5);
    assert.deepEqual([seated.ended, idle.ended], [false, false]);
  });

  it('never pings more than a thirtieth at a time, however many came at once', () => {
    const sockets = Array.from({ length: 3000 }, () => new FakeSocket());
    for (const socket of sockets) pinger.add(socket, IDLE, QUIET);
    let before = 0;
    let most = 0;
    pass(4 * ROUND_MS, () => {
      const pings = sockets.reduce((sum, one) => sum + one.pings, 0);
      most = Math.max(most, pings - before);
      before = pings;
      for (const one of sockets) one.emit('pong');
    });
    assert.equal(before, 3000);
    assert.equal(most, 25, 'a twelve-hundredth of all at each tick');
  });

  it('cuts off who does not answer: at a table within 9 s, in the lobby within 25', () => {
    for (const [rhythm, within] of [
      [SEATED, 9000],
      [IDLE, 25_000],
    ] as const) {
      const socket = new FakeSocket();
      let silent = 0;
      pinger.add(socket, rhythm, { ...QUIET, silent: () => void silent++ });
      let answered = 0;
      let endedAt = 0;
      pass(60_000, () => {
        if (socket.pings > answered && answered < 2) {
          answered = socket.pings;
          socket.emit('pong');
          now = 0; // silent from here on
        }
        if (socket.ended) endedAt ||= now;
      });
      assert.ok(endedAt > 0 && endedAt <= within, `${endedAt} ms`);
      assert.equal(silent, 1);
      const { pings } = socket;
      pass(30_000);
      assert.equal(socket.pings, pings, 'nobody pings a closed socket');
    }
  });

  it('tells the round trip, and not one that may be of another ping', () => {
    const socket = new FakeSocket();
    const told: number[] = [];
    pinger.add(socket, SEATED, { ...QUIET, heard: (ms) => void told.push(ms) });
    pass(ROUND_MS);
    now += 40;
    socket.emit('pong');
    assert.deepEqual(told, [40 + lag()]);
    pass(2 * ROUND_MS - 40);
    assert.equal(socket.pings, 3);
    socket.emit('pong');
    assert.equal(told.length, 1);

    /** From its turn to the end of the round. */
    function lag(): number {
      return ROUND_MS - everyMs;
    }
  });

  it('takes the answer to another ping for a sign of life, not for a round trip', () => {
    const socket = new FakeSocket();
    const told: number[] = [];
    pinger.add(socket, SEATED, { ...QUIET, heard: (ms) => void told.push(ms) });
    pass(60_000, () => void socket.emit('pong', Uint8Array.of(7)));
    assert.deepEqual([socket.ended, told], [false, []]);
  });

  it('counts rounds: after a freeze nobody is cut off before their answers were read', () => {
    const socket = new FakeSocket();
    pinger.add(socket, SEATED, QUIET);
    pass(ROUND_MS);
    now += 60_000;
    pass(ROUND_MS);
    assert.equal(socket.ended, false);
  });

  it('stops', () => {
    pinger.stop();
    assert.equal(stopped, true);
  });
});
