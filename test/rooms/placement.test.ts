import assert from 'node:assert/strict';
import { createPlacement, type Load } from '../../src/rooms/placement.ts';

function placing(loads: Load[], dead: string[] = []) {
  const clock = { now: 0 };
  const place = createPlacement({
    loads: async () => loads,
    alive: async (process) => !dead.includes(process),
    ownId: () => 'own',
    now: () => clock.now,
  });
  return { place, clock };
}

const load = (processId: string, ccu: number, roomCount = 0): Load => ({ processId, ccu, roomCount });

describe('placement of rooms', () => {
  it('takes the process with the fewest players, then the one with the fewest rooms', async () => {
    assert.equal(await placing([load('a', 20, 1), load('b', 10, 9)]).place(), 'b');
    assert.equal(await placing([load('a', 10, 3), load('b', 10, 2)]).place(), 'b');
  });

  it('spreads many rooms at once, though their players have not come yet', async () => {
    const { place } = placing([load('a', 0), load('b', 0), load('own', 0)]);
    const chosen: string[] = [];
    for (let i = 0; i < 9; i++) chosen.push(await place());
    for (const process of ['a', 'b', 'own']) assert.equal(chosen.filter((id) => id === process).length, 3);
  });

  it('counts them no longer once they are there', async () => {
    const loads = [load('a', 0), load('b', 4)];
    const { place, clock } = placing(loads);
    assert.equal(await place(), 'a');
    assert.equal(await place(), 'b');
    clock.now += 3000;
    assert.equal(await place(), 'a');
  });

  it('passes over a process that is dead, and stays here when nobody else is known', async () => {
    assert.equal(await placing([load('a', 0), load('b', 10)], ['a']).place(), 'b');
    assert.equal(await placing([load('a', 0)], ['a']).place(), 'own');
    assert.equal(await placing([]).place(), 'own');
  });
});
