import assert from 'node:assert/strict';
import type { TableState } from '../../src/games/game.ts';
import { Attendance } from '../../src/table/Attendance.ts';
import { Seats } from '../../src/table/Seats.ts';

describe('attendance', () => {
  it('takes no grace from anybody right after the table was taken over', () => {
    const clock = { now: 1000 };
    const player = { id: 'ada', bot: false, left: false, connected: false, grace: 60_000 };
    const state = { players: new Map([['ada', player]]) } as unknown as TableState;
    const attendance = new Attendance(state, new Seats(), () => clock.now);
    attendance.resume();
    clock.now += 9_000;
    attendance.spend(9_000);
    assert.equal(player.grace, 60_000);
    clock.now += 2_000;
    attendance.spend(1_000);
    assert.equal(player.grace, 59_000);
  });
});
