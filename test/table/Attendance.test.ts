import assert from 'node:assert/strict';
import type { TableState } from '../../src/games/game.ts';
import { Attendance } from '../../src/table/Attendance.ts';
import { Seats } from '../../src/table/Seats.ts';

describe('attendance', () => {
  it('takes no grace from anybody right after the table was taken over', () => {
    const clock = { now: 1000 };
    const player = { id: 'ada', bot: false, left: false, connected: false, grace: 60_000 };
    const state = { players: new Map([['ada', player]]) } as unknown as TableState;
    const attendance = new Attendance(
      state,
      new Seats(),
      () => clock.now,
      () => {},
    );
    attendance.resume();
    clock.now += 9_000;
    attendance.spend(9_000);
    assert.equal(player.grace, 60_000);
    clock.now += 2_000;
    attendance.spend(1_000);
    assert.equal(player.grace, 59_000);
    attendance.spend(999.6); // clocks have parts of a millisecond, fields have not
    assert.equal(player.grace, 58_000);
  });

  it('has the game wait after a takeover: a second when all are back, and three at the most', () => {
    const clock = { now: 1000 };
    const make = (id: string) => ({ id, bot: false, left: id === 'cyd', connected: false, grace: 5_000 });
    const state = { players: new Map(['ada', 'bob', 'cyd'].map((id) => [id, make(id)])) };
    const seats = new Seats();
    const now = () => clock.now;
    const attendance = new Attendance(state as unknown as TableState, seats, now, () => {});
    for (const id of ['ada', 'bob']) seats.add(id);
    const waitsFor = () => {
      const from = clock.now;
      for (; attendance.awaits; clock.now += 100) attendance.refresh();
      return clock.now - from;
    };
    assert.equal(attendance.awaits, false);
    attendance.takenOver();
    assert.equal(waitsFor(), 3000);
    attendance.takenOver();
    seats.enter('ada', { sessionId: 'a', send() {}, leave() {} });
    clock.now += 500;
    attendance.refresh();
    seats.enter('bob', { sessionId: 'b', send() {}, leave() {} });
    assert.equal(waitsFor(), 1000);
  });

  it('tells who dropped out and came back, and who did not; who has not come yet did neither', () => {
    const clock = { now: 1000 };
    const make = (id: string) => ({ id, bot: false, left: false, connected: false, grace: 5_000 });
    const state = { players: new Map(['ada', 'bob', 'cyd'].map((id) => [id, make(id)])) };
    const seats = new Seats();
    const ended: string[] = [];
    const told = (result: string) => void ended.push(result);
    const attendance = new Attendance(state as unknown as TableState, seats, () => clock.now, told);
    const socket = (sessionId: string) => ({ sessionId, send() {}, leave() {} });
    for (const id of ['ada', 'bob', 'cyd']) seats.add(id);
    for (const id of ['ada', 'bob']) seats.enter(id, socket(id));
    attendance.refresh();
    assert.deepEqual(ended, [], 'they came');
    for (const id of ['ada', 'bob']) seats.drop(id, id, null);
    attendance.refresh();
    seats.enter('ada', socket('again'));
    attendance.refresh();
    assert.deepEqual(ended, ['back']);
    for (let i = 0; i < 6; i++) attendance.spend(1_000);
    assert.deepEqual(ended, ['back', 'gone'], 'once, and nothing of who never came');
  });
});
