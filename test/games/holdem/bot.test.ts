import assert from 'node:assert/strict';
import type { BotMind, Seen } from '../../../src/games/game.ts';
import { bot } from '../../../src/games/holdem/bot.ts';
import { cardOf } from '../../../src/games/holdem/cards.ts';
import { equityOf } from '../../../src/games/holdem/equity.ts';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import type { HoldemAction } from '../../../src/games/holdem/messages.ts';
import { betterShare, winsOf } from '../../../src/games/holdem/startingHands.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import { START_STACK } from '../../../src/games/holdem/structure.ts';
import { Random } from '../../../src/lib/random.ts';
import { Match } from '../../../src/match/match.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';

type Plays = (seen: Seen<HoldemState>, mind: BotMind) => HoldemAction | undefined;

const HANDS = 2_000;
const BIG_BLIND = 20;
/** One-sided, at 95 %. */
const Z = 1.645;
const FULL_RING = 3;

/** Calls whatever comes. */
const station: Plays = ({ state, me }) => {
  const player = state.players[me];
  if (!player || player.seat !== state.turn) return undefined;
  return { action: state.price > player.bet ? 'call' : 'check' };
};

/** Does anything that is allowed. */
const anything: Plays = ({ state, me }, { random }) => {
  const player = state.players[me];
  if (!player || player.seat !== state.turn) return undefined;
  const waits: HoldemAction['action'] = state.price > player.bet ? 'call' : 'check';
  const what = random.pick(['fold', 'wait', 'wait', 'raise'] as const);
  if (what === 'raise' && state.max_raise > 0)
    return { action: 'raise', amount: random.int(state.min_raise, state.max_raise) };
  return what === 'fold' && waits === 'call' ? { action: 'fold' } : ({ action: waits } as HoldemAction);
};

const quick =
  (plays: Plays): Plays =>
  (seen, mind) => {
    const action = plays(seen, mind);
    if (!action && mind.notes.at !== undefined) {
      mind.notes.at = 0; // no need to think
      mind.lookAt = 0;
    }
    return action;
  };

/** Big blinds that the first of three wins in each of so many first hands of a match. */
function winnings(me: Plays, others: Plays, skill = 0.8): number[] {
  return Array.from({ length: HANDS }, (_, i) => {
    const seats = ['me', 'one', 'two'].map((id) => ({ id, name: id, bot: true, skill }));
    const ordered = [...seats.slice(i % FULL_RING), ...seats.slice(0, i % FULL_RING)];
    const game: typeof holdem = {
      ...holdem,
      bot: (seen, mind) => (seen.me === 'me' ? quick(me) : others)(seen, mind),
    };
    const setup = {
      id: `hand ${i}`,
      game: 'holdem',
      rules: holdem.rules ?? 1,
      seed: `hand ${i}`,
      seats: ordered,
    };
    const match = Match.start(game, holdemMaker.plain, setup);
    while (match.state.street !== 'over' && !match.over) match.advance(1_500);
    return ((match.state.players.get('me')?.stack ?? 0) - START_STACK) / BIG_BLIND;
  });
}

/** The least that somebody wins a hand, at 95 %. */
function least(won: readonly number[]): number {
  const mean = won.reduce((sum, one) => sum + one, 0) / won.length;
  const variance = won.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (won.length - 1);
  return mean - Z * Math.sqrt(variance / won.length);
}

describe('hold’em’s bots', function () {
  this.timeout(180_000);

  it(`HE31 win against who always calls, over ${HANDS} hands at 95 %`, () => {
    const won = least(winnings(bot, station));
    assert.ok(won > 0, `${won.toFixed(2)} big blinds a hand at least`);
  });

  it(`HE31 win against who plays at random, over ${HANDS} hands at 95 %`, () => {
    const won = least(winnings(bot, anything));
    assert.ok(won > 0, `${won.toFixed(2)} big blinds a hand at least`);
  });

  it('HE31 do not win by this measure when they play as the others do', () => {
    assert.ok(least(winnings(station, station)) < 0);
  });

  it('HE30 know how good two cards are, and how often they win', () => {
    const [a, b] = [cardOf('As'), cardOf('Ah')];
    assert.equal(winsOf(a, b), 85);
    assert.equal(betterShare(a, b), 0);
    assert.equal(winsOf(cardOf('2c'), cardOf('3d')), 32);
    assert.equal(winsOf(cardOf('3d'), cardOf('2d')), 36);
    assert.ok(betterShare(cardOf('2c'), cardOf('3d')) > 0.95);
    const random = Random.seeded('equity');
    const any = { before: 1, after: 1 };
    const many = Array.from({ length: 20 }, () => equityOf([a, b], [], [any], random));
    assert.ok(Math.abs(many.reduce((sum, one) => sum + one, 0) / 20 - 0.85) < 0.03);
    const board = ['Ad', 'Ac', '7h', '2s', '9d'].map(cardOf);
    assert.equal(equityOf([a, b], board, [{ before: 6, after: 3 }], random), 1);
  });

  it('HE30 think as long whatever they hold', () => {
    const thinks = (hole: [string, string]) => {
      const seats = ['me', 'one', 'two'].map((id) => ({ id, name: id, bot: true }));
      const setup = { id: 'thinks', game: 'holdem', rules: holdem.rules ?? 1, seed: 'thinks', seats };
      const { state } = Match.start(holdem, holdemMaker.plain, setup);
      const me = [...state.players.values()].find(({ seat }) => seat === state.turn);
      assert.ok(me);
      Object.assign(me.hole, { a: cardOf(hole[0]), b: cardOf(hole[1]) });
      const mind: BotMind = { random: Random.seeded('mind'), skill: 0.5, notes: {}, lookAt: 0 };
      const players = Object.fromEntries([...state.players.values()].map((one) => [one.id, one]));
      const view = {
        ...state,
        board: [...state.board],
        pots: [],
        players,
      } as unknown as Seen<HoldemState>['state'];
      let now = 0;
      let action: HoldemAction | undefined;
      for (; !action; now += 100) action = bot({ me: me.id, state: view, now, rules: 1 }, mind);
      return { now, chance: mind.random.state, action: action.action };
    };
    const [aces, rags] = [thinks(['As', 'Ah']), thinks(['7c', '2d'])];
    assert.notEqual(aces.action, rags.action);
    assert.deepEqual([aces.now, aces.chance], [rags.now, rags.chance]);
    assert.ok(aces.now >= 2_500 && aces.now <= 7_700);
  });

  it('HE30 are never refused, and play whole matches', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const seats = ['1', '2', '3', '4', '5'].map((n) => ({
        id: `p${n}`,
        name: n,
        bot: true,
        skill: Number(n) / 5,
      }));
      let refused = 0;
      const game: typeof holdem = {
        ...holdem,
        act(table, by, action) {
          const outcome = holdem.act(table, by, action);
          if ('refused' in outcome) refused += 1;
          return outcome;
        },
      };
      const match = Match.start(game, holdemMaker.plain, {
        id: seed,
        game: 'holdem',
        rules: holdem.rules ?? 1,
        seed,
        seats,
      });
      while (!match.over && match.now < 3_600_000) match.advance(2_000);
      assert.ok(match.over, `${match.now} ms`);
      assert.equal(refused, 0);
    }
  });
});
