import assert from 'node:assert/strict';
import { createPlacement, type Load } from '../../src/cluster/placement.ts';

function placing(loads: Load[], dead: string[] = []) {
  const clock = { now: 0 };
  const choose = createPlacement({
    loads: async () => loads,
    alive: async (process) => !dead.includes(process),
    region: async (process) => (process.startsWith('us') ? 'us' : 'eu'),
    ownId: () => 'own',
    now: () => clock.now,
  });
  const place = (region: string | null = null) => choose('relay', { region });
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

  it('keeps to the region a table was made for, while somebody lives there', async () => {
    const loads = [load('us1', 30), load('us2', 20), load('eu1', 10)];
    assert.equal(await placing(loads).place('us'), 'us2');
    assert.equal(await placing(loads, ['us2']).place('us'), 'us1');
    assert.equal(await placing(loads, ['us1', 'us2']).place('us'), 'eu1');
    assert.equal(await placing(loads).place('asia'), 'eu1');
  });

  it('passes over a process that is dead, and stays here when nobody else is known', async () => {
    assert.equal(await placing([load('a', 0), load('b', 10)], ['a']).place(), 'b');
    assert.equal(await placing([load('a', 0)], ['a']).place(), 'own');
    assert.equal(await placing([]).place(), 'own');
  });
});
