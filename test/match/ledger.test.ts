import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HOUSE, type LedgerLine } from '../../src/games/game.ts';
import { Ledger } from '../../src/match/ledger.ts';

const line = (change: Partial<LedgerLine> = {}): LedgerLine => ({
  kind: 'award',
  giver: 'ann',
  taker: 'bob',
  debit: HOUSE,
  credit: 'bob',
  amount: 5,
  ...change,
});

const decay = (player: string, amount = 1) =>
  line({ kind: 'decay', giver: HOUSE, taker: player, debit: player, credit: HOUSE, amount });

describe('a ledger', () => {
  it('numbers its lines from 1 and answers copies of them', () => {
    const ledger = new Ledger();
    ledger.post(line());
    ledger.post(line({ taker: 'cid', credit: 'cid' }));
    const entries = ledger.entries();
    assert.deepEqual(entries, [
      { seq: 1, ...line() },
      { seq: 2, ...line({ taker: 'cid', credit: 'cid' }) },
    ]);
    for (const entry of entries) entry.amount = 1000;
    assert.equal(ledger.balance('bob'), 5);
  });

  it('keeps two equal awards apart', () => {
    const ledger = new Ledger();
    ledger.post(line());
    ledger.post(line());
    assert.equal(ledger.entries().length, 2);
  });

  it('adds what accrues to the latest line of its account, also with lines of others in between', () => {
    const ledger = new Ledger();
    for (let second = 0; second < 60; second++)
      for (const player of ['ann', 'bob']) ledger.accrue(decay(player));
    ledger.post(line());
    ledger.accrue(decay('bob'));
    ledger.accrue(decay('ann'));

    assert.deepEqual(
      ledger.entries().map(({ kind, taker, amount }) => [kind, taker, amount]),
      [
        ['decay', 'ann', 61],
        ['decay', 'bob', 60],
        ['award', 'bob', 5],
        ['decay', 'bob', 1],
      ],
    );
  });

  it('leaves out nothing, and refuses what is no whole positive number', () => {
    const ledger = new Ledger();
    ledger.post(line({ amount: 0 }));
    assert.deepEqual(ledger.entries(), []);
    for (const amount of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.throws(() => ledger.post(line({ amount })), /amount/);
    }
  });

  it('balances: all accounts together hold 0, and a copy goes on like the original', () => {
    const account = fc.constantFrom(HOUSE, 'ann', 'bob', 'cid');
    const anyLine = fc.record({
      kind: fc.constantFrom('award', 'decay'),
      giver: account,
      taker: account,
      debit: account,
      credit: account,
      amount: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.array(anyLine), fc.array(anyLine), (first, then) => {
        const ledger = new Ledger();
        for (const one of first) ledger.accrue(one);
        const copy = new Ledger(ledger.entries());
        for (const one of then) for (const to of [ledger, copy]) to.accrue(one);

        assert.deepEqual(copy.entries(), ledger.entries());
        const total = [HOUSE, 'ann', 'bob', 'cid'].reduce((sum, of) => sum + ledger.balance(of), 0);
        assert.equal(total, 0);
        const moved = [...first, ...then].filter(({ debit, credit }) => debit !== credit);
        const held = moved.reduce(
          (sum, { debit, credit, amount }) =>
            sum + (credit === 'ann' ? amount : 0) - (debit === 'ann' ? amount : 0),
          0,
        );
        assert.equal(ledger.balance('ann'), held);
      }),
    );
  });
});
