import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Client } from '@colyseus/core';
import { COSTS } from '../../src/players/costs.ts';
import { FrameGate } from '../../src/rooms/FrameGate.ts';

describe('the gate of frames', () => {
  it('takes nothing for an answer to a ping of ours, and something for what nobody asked for', () => {
    let spent = 0;
    let now = 0;
    const gate = new FrameGate({
      budgets: {
        spend(_payer, units) {
          spent += units;
          return null;
        },
      },
      ...{ costOf: () => 1, closeCode: 4105, answers: () => true, elapsed: () => now },
      ...{ received() {}, malformed() {}, cut() {} },
    });
    const socket = new EventEmitter();
    gate.opened({ ref: socket } as unknown as Client, { player: 'ada' });
    assert.equal(spent, COSTS.socket);
    for (; now < 30_000; now += 3000) socket.emit('pong');
    assert.equal(spent, COSTS.socket, 'once in a round of pings');
    for (let more = 0; more < 10; more++) socket.emit('pong');
    assert.equal(spent, COSTS.socket + 4.5);
    socket.emit('ping');
    assert.equal(spent, COSTS.socket + 5);
  });
});
