import assert from 'node:assert/strict';
import type { Room } from '@colyseus/sdk';
import { Pulse } from '../../client/Pulse.ts';
import { ManualClock } from './support/ManualClock.ts';

/** A pulse of a room that answers pings when `pong` is called. */
function pulse(lively = false) {
  const clock = new ManualClock();
  const pings: (() => void)[] = [];
  const told = { changes: 0, dead: 0 };
  const room = { ping: (answer: () => void) => pings.push(answer) } as unknown as Room;
  const it = new Pulse(clock, lively, { changed: () => told.changes++, dead: () => told.dead++ });
  it.start(room);
  return { clock, pings, told, it, pong: () => pings.at(-1)?.() };
}

describe('Pulse', () => {
  it('measures the round trip', () => {
    const { it, clock, pong } = pulse();

    clock.advance(80);
    pong();

    assert.equal(it.ms, 80);
    assert.equal(it.unstable, false);
  });

  it('is unstable while pings are slow, and stable again', () => {
    const { it, clock, pong } = pulse();

    clock.advance(700);
    pong();
    const slow = it.unstable;
    clock.advance(2300);
    pong();

    assert.equal(slow, true);
    assert.equal(it.unstable, false);
  });

  it('is unstable when a ping is missed, before it is answered', () => {
    const { it, clock, told } = pulse();

    clock.advance(3000);

    assert.equal(it.unstable, true);
    assert.equal(told.dead, 0);
  });

  it('declares the socket dead after 9 s without an answer', () => {
    const { clock, told, pings } = pulse();

    clock.advance(9000);

    assert.equal(told.dead, 1);
    assert.equal(pings.length, 1);
  });

  it('is silent when nothing comes and an answer is overdue, until something comes', () => {
    const { it, clock, told } = pulse(true);

    clock.advance(1999);
    const soon = it.silent;
    clock.advance(1);
    const silent = it.silent;
    it.heard();

    assert.deepEqual([soon, silent, it.silent, told.changes], [false, true, false, 2]);
  });

  it('is not silent while something comes, however late an answer is', () => {
    const { it, clock } = pulse(true);

    for (let second = 1; second <= 4; second++) {
      clock.advance(1000);
      it.heard();
      assert.equal(it.silent, false);
    }

    assert.equal(it.unstable, true);
  });

  it('asks sooner where something comes all the while and now does not', () => {
    for (const [lively, after] of [
      [true, 1000],
      [false, 3000],
    ] as const) {
      const { pings, pong, clock } = pulse(lively);
      pong();
      clock.advance(after - 1);
      assert.equal(pings.length, 1);
      clock.advance(1);
      assert.equal(pings.length, 2);
    }
  });

  it('notices a long sleep as soon as it is asked', () => {
    const { it, clock, told } = pulse();
    const timers = clock.pending;
    it.stop();
    it.start({ ping: () => {} } as unknown as Room);
    // A page that sleeps: time passes, no timer fires.
    clock.sleep(60_000);

    it.check();

    assert.equal(timers, 1);
    assert.equal(told.dead, 1);
  });

  it('is silent once stopped', () => {
    const { it, clock, told, pong } = pulse();

    it.stop();
    pong();
    clock.advance(60_000);

    assert.equal(it.ms, null);
    assert.deepEqual(told, { changes: 0, dead: 0 });
    assert.equal(clock.pending, 0);
  });

  it('does not take the answer to an earlier ping of the same room for that of a later one', () => {
    const { it, clock, pings } = pulse();
    const room = { ping: (answer: () => void) => pings.push(answer) } as unknown as Room;
    it.start(room);
    const early = pings.at(-1);
    clock.advance(100);
    it.start(room);
    clock.advance(40);

    early?.();
    const late = it.ms;
    pings.at(-1)?.();

    assert.equal(late, null);
    assert.equal(it.ms, 40);
  });
});
