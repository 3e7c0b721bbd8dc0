import assert from 'node:assert/strict';
import type { MatchView, PlayerView } from '../../client/matchView.ts';
import { BANK_MS, CLOCK_MS } from '../../src/games/holdem/structure.ts';
import {
  optionsOf,
  potOdds,
  presetsOf,
  raiseSteps,
  stepAt,
  stepFrom,
  within,
} from '../../web/src/games/holdem/betting.ts';
import { type HoldemView, readHoldem } from '../../web/src/games/holdem/holdemView.ts';
import { levelNote } from '../../web/src/games/holdem/levelNote.ts';
import { aheadOf, dueNow, stillMeant } from '../../web/src/games/holdem/preAction.ts';
import { CLOCK_MS as CLOCK_SHOWN, turnClock } from '../../web/src/games/holdem/turnClock.ts';

const COMMON = { bot: false, left: false, connected: true, grace: 0 };
const REST = { folded: false, all_in: false, sitting_out: false, bank: BANK_MS, rank: 0, last_action: '' };

/** A flop with 360 in the pot; Ada to call 120 with 1,200 left. */
function table(more: Partial<Record<keyof HoldemView, unknown>> = {}, ada: Record<string, unknown> = {}) {
  const player = (id: string, seat: number, own: Record<string, unknown>): [string, PlayerView] => [
    id,
    { ...COMMON, ...REST, id, name: id, seat, stack: 1200, bet: 0, shown: [], ...own },
  ];
  const players = Object.fromEntries([
    player('ada', 0, { hole: { a: 1, b: 2 }, ...ada }),
    player('mia', 1, { bet: 120 }),
    player('cy', 2, {}),
  ]);
  const state = {
    ...{
      phase: 'playing',
      version: 1,
      deadline: 0,
      spectators: 0,
      hand: 3,
      level: 2,
      button: 2,
      street: 'flop',
    },
    ...{ small_blind: 20, big_blind: 40, board: [10, 20, 30], pots: [{ amount: 360, seats: [0, 1, 2] }] },
    ...{ turn: 0, turn_no: 7, price: 120, min_raise: 240, max_raise: 1200, ...more, players },
  };
  return readHoldem(state as unknown as MatchView);
}
const ada = (view: HoldemView) => view.players[0];

describe('the keys of hold’em', () => {
  it('know what may be done in one’s turn, and nothing in another’s', () => {
    const view = table();
    assert.deepEqual(optionsOf(view, ada(view)), {
      ...{ turn_no: 7, toCall: 120, callsAllIn: false, raise: { min: 240, max: 1200 }, pot: 480 },
    });
    assert.equal(optionsOf(view, view.players[1]), null);
    assert.equal(optionsOf(view, undefined), null);
    const over = table({ street: 'over' });
    assert.equal(optionsOf(over, ada(over)), null);
    const short = table({ max_raise: 0, min_raise: 0, price: 90 }, { stack: 90 });
    assert.deepEqual(
      [optionsOf(short, ada(short))?.callsAllIn, optionsOf(short, ada(short))?.raise],
      [true, null],
    );
  });

  it('raise by parts of the pot as it is after a call, within what is allowed', () => {
    const view = table();
    const options = optionsOf(view, ada(view));
    assert.ok(options);
    const amounts = presetsOf(options, 0).map(({ name, amount }) => `${name} ${amount}`);
    assert.deepEqual(amounts, ['Min 240', '½ 420', '⅔ 520', 'Pot 720', 'All in 1200']);
    const tight = { ...options, raise: { min: 500, max: 600 } };
    assert.deepEqual(
      presetsOf(tight, 0).map(({ amount }) => amount),
      [500, 500, 520, 600, 600],
    );
    assert.deepEqual(presetsOf({ ...options, raise: null }, 0), []);
  });

  it('go by whole big blinds from the least to all', () => {
    const steps = raiseSteps({ min: 50, max: 150 }, 40);
    assert.deepEqual(steps, [50, 80, 120, 150]);
    assert.deepEqual([stepFrom(steps, 95, 1), stepFrom(steps, 95, -1)], [120, 80]);
    assert.deepEqual([stepFrom(steps, 150, 1), stepFrom(steps, 50, -1)], [150, 50]);
    assert.deepEqual([stepAt(steps, 95), stepAt(steps, 110), stepAt(steps, 9999)], [1, 2, 3]);
    assert.deepEqual(raiseSteps({ min: 30, max: 30 }, 40), [30]);
    assert.deepEqual([within({ min: 50, max: 150 }, 7), within({ min: 50, max: 150 }, 7000)], [50, 150]);
  });

  it('tell the price of a call', () => {
    assert.deepEqual(potOdds({ pot: 480, toCall: 120 }), { odds: '4 : 1', needs: 20 });
    assert.deepEqual(potOdds({ pot: 330, toCall: 100 }), { odds: '3.3 : 1', needs: 23 });
    assert.equal(potOdds({ pot: 480, toCall: 0 }), null);
  });

  it('do what was chosen ahead at the same price, and forget it at another', () => {
    const before = table({ turn: 1, price: 120 });
    const ahead = aheadOf(before, ada(before));
    assert.ok(ahead);
    assert.equal(ahead.toCall, 120);
    const call = { does: 'call', key: ahead.key } as const;
    const fold = { does: 'fold', key: ahead.key } as const;
    const now = table();
    assert.deepEqual(dueNow(call, now, optionsOf(now, ada(now))), { action: 'call', turn_no: 7 });
    assert.deepEqual(dueNow(fold, now, optionsOf(now, ada(now))), { action: 'fold', turn_no: 7 });
    for (const change of [{ price: 240 }, { hand: 4 }, { street: 'turn' }]) {
      const other = table(change);
      assert.equal(dueNow(call, other, optionsOf(other, ada(other))), null, JSON.stringify(change));
    }
    assert.equal(stillMeant(call, ahead), call);
    const raised = table({ turn: 1 }, { bet: 40 });
    assert.equal(stillMeant(call, aheadOf(raised, ada(raised))), null);
  });

  it('check where it is free, whatever was chosen ahead', () => {
    const free = table({ price: 0, turn_no: 9 }, { bet: 120 });
    const before = aheadOf(table({ turn: 1 }, { bet: 120 }), ada(table({}, { bet: 120 })));
    assert.equal(before?.toCall, 0);
    const chosen = { does: 'fold', key: before?.key ?? '' } as const;
    assert.deepEqual(dueNow(chosen, free, optionsOf(free, ada(free))), { action: 'check', turn_no: 9 });
  });

  it('take nothing ahead from who is not in the hand, or is all in, or sits out', () => {
    for (const own of [{ folded: true }, { all_in: true, stack: 0 }, { sitting_out: true }, { rank: 3 }]) {
      const view = table({ turn: 1 }, own);
      assert.equal(aheadOf(view, ada(view)), null, JSON.stringify(own));
    }
    assert.equal(aheadOf(table(), ada(table())), null, 'in one’s own turn one acts');
  });
});

describe('time at the table of hold’em', () => {
  it('is the clock first, then the bank', () => {
    assert.equal(CLOCK_SHOWN, CLOCK_MS);
    const at = (left: number, bank: number) => turnClock(100_000, bank, 100_000 - left);
    assert.deepEqual(at(45_000, 30_000), { part: 1, seconds: 15, onBank: false, late: false });
    assert.deepEqual(at(37_500, 30_000), { part: 0.5, seconds: 8, onBank: false, late: false });
    assert.deepEqual(at(15_000, 30_000), { part: 0.5, seconds: 15, onBank: true, late: true });
    assert.deepEqual(at(4000, 0), { part: 4000 / CLOCK_MS, seconds: 4, onBank: false, late: true });
    assert.deepEqual(at(-500, 0)?.seconds, 0);
    assert.equal(turnClock(0, 30_000, 5), null);
  });

  it('says when blinds go up, once that is known', () => {
    const level = { small_blind: 1000, big_blind: 2000, level_ends_at: 60_000 };
    assert.deepEqual(levelNote(level, null), { blinds: '1,000/2,000', up: null });
    assert.deepEqual(levelNote(level, 20_000).up, { left: 40_000, soon: false });
    assert.deepEqual(levelNote(level, 50_000).up, { left: 10_000, soon: true });
    assert.deepEqual(levelNote(level, 61_000).up, { left: null, soon: true });
  });
});
