import assert from 'node:assert/strict';
import {
  ADDRESS_ALLOWANCE,
  Budgets,
  PLAYER_ALLOWANCE,
  type Purse,
  scaledAllowances,
} from '../../src/players/budgets.ts';

describe('budgets of players and addresses', () => {
  let time = 0;
  let refused: Purse[] = [];
  const make = (factor = 1) =>
    new Budgets({
      ...scaledAllowances(factor),
      now: () => time,
      refused: (limit) => void refused.push(limit),
    });
  beforeEach(() => {
    time = 0;
    refused = [];
  });

  /** Whether so many units were had, one at a time, over so many ms. */
  function spent(budgets: Budgets, players: string[], ms: number): number {
    let count = 0;
    for (const end = time + ms; time < end; time += 1)
      for (const player of players) if (!budgets.spend({ player, address: 'school' }, 1)) count += 1;
    return count;
  }

  it('give a player 60 units a second and 120 at once, and an address 600 and 1200', () => {
    assert.deepEqual(PLAYER_ALLOWANCE, { perSecond: 60, burst: 120 });
    assert.deepEqual(ADDRESS_ALLOWANCE, { perSecond: 600, burst: 1200 });
    const budgets = make();
    const alone = spent(budgets, ['ada'], 10_000);
    assert.ok(Math.abs(alone - (120 + 600)) <= 1, String(alone));
    time += 60_000;
    const guests = Array.from({ length: 40 }, (_, n) => `guest${n}`);
    const many = spent(budgets, guests, 10_000);
    assert.ok(Math.abs(many - (1200 + 6000)) <= 10, String(many));
  });

  it('are scaled together', () => {
    assert.ok(Math.abs(spent(make(2), ['ada'], 1000) - (240 + 120)) <= 1);
    assert.equal(spent(make(1e-4), ['ada'], 1000), 1); // what is more than a burst costs a full one
  });

  it('take nothing of the address for what the player may not spend', () => {
    const budgets = make();
    spent(budgets, ['eve'], 10_000);
    for (let i = 0; i < 10_000; i += 1) budgets.spend({ player: 'eve', address: 'school' }, 1);
    assert.equal(refused.at(-1), 'player');
    for (let n = 0; n < 9; n += 1)
      assert.equal(budgets.spend({ player: `${n}`, address: 'school' }, 120), null);
  });

  it('take nothing of the player for what the address may not spend, and say which it was', () => {
    const budgets = make();
    budgets.charge('address', 'school', 1200);
    const refusal = budgets.spend({ player: 'ada', address: 'school' }, 60);
    assert.deepEqual(refusal, { limit: 'address', retryAfterMs: 100, goesOn: false });
    assert.deepEqual(refused, ['address']);
    assert.equal(budgets.spend({ player: 'ada', address: 'home' }, 120), null);
  });

  it('refuse nothing that costs nothing', () => {
    const budgets = make();
    budgets.charge('player', 'ada', 400);
    budgets.charge('address', 'home', 4000);
    assert.equal(budgets.spend({ player: 'ada', address: 'home' }, 0), null);
    assert.equal(budgets.spend({ player: 'bob', address: 'home' }, 1, 0), null);
  });

  it('tell who goes on after sixty refusals, and forgive who waits', () => {
    const budgets = make();
    budgets.charge('player', 'eve', 480);
    const ask = () => budgets.spend({ player: 'eve', address: 'home' }, 1)?.goesOn;
    for (let i = 0; i < 60; i += 1) assert.equal(ask(), false);
    assert.equal(ask(), true);
    time += 1000;
    assert.equal(ask(), false);
    time += 60_000;
    assert.equal(ask(), undefined);
  });

  it('have room for three hundred who play behind one address, and for a player with five tabs', () => {
    const budgets = make();
    const pupils = Array.from({ length: 300 }, (_, n) => `pupil${n}`);
    for (; time < 60_000; time += 500)
      for (const player of pupils) assert.equal(budgets.spend({ player, address: 'school' }, 0.95), null);
    // Five sockets that drop and come back at once, each with its requests, every ten seconds.
    for (let round = 0; round < 20; round += 1, time += 10_000)
      for (let tab = 0; tab < 5; tab += 1)
        for (const units of [2, 5, 5, 1, 1, 0.5])
          assert.equal(budgets.spend({ player: 'ada', address: 'home' }, units), null);
    assert.deepEqual(refused, []);
  });
});
