import assert from 'node:assert/strict';
import { schema, t } from '@colyseus/schema';
import { games } from '../../src/app.config.ts';
import type { TablePlayer, TableState } from '../../src/games/game.ts';
import { plain } from '../../src/match/canonical.ts';
import { stateMaker } from '../../src/schema/stateMaker.ts';
import { sightOf, synced } from '../../src/schema/synced.ts';
import { tableFields, tablePlayerFields } from '../../src/schema/table.ts';

interface Chip {
  value: number;
}
interface Player extends TablePlayer {
  chips: Chip[];
  hand: { card: number };
}
interface State extends TableState<Player> {
  piles: Map<string, Chip>;
  numbers: number[];
}

const ChipSchema = synced('SyncedChip', { everybody: { value: t.uint8().default(1) } });
const HandSchema = synced('SyncedHand', { everybody: { card: t.uint8().default(255) } });
const PlayerSchema = synced('SyncedPlayer', {
  everybody: { ...tablePlayerFields, chips: t.array(ChipSchema) },
  owner: { hand: t.ref(HandSchema) },
});
const StateSchema = synced('SyncedState', {
  everybody: {
    ...tableFields,
    players: t.map(PlayerSchema),
    piles: t.map(ChipSchema),
    numbers: t.array('uint8'),
  },
});
const maker = stateMaker<State>(StateSchema as never, { chip: ChipSchema });

/** A state of this kind with something everywhere. */
function filled(kind: typeof maker): State {
  const state = kind.state();
  const player = Object.assign(kind.player(), { id: 'ann', seat: 2 });
  state.players.set('ann', player);
  player.hand.card = 7;
  player.chips.push(kind.child('chip') as Chip, Object.assign(kind.child('chip') as Chip, { value: 5 }));
  state.piles.set('house', kind.child('chip') as Chip);
  state.numbers.push(3, 4);
  state.phase = 'playing';
  return state;
}

describe('a state that is said once', () => {
  it('is the same as synchronised and as plain objects, and comes back from JSON as either', () => {
    const [real, simple] = [filled(maker), filled(maker.plain)];
    assert.deepEqual(plain(simple), plain(real));
    const json = JSON.parse(JSON.stringify(plain(real)));
    for (const kind of [maker, maker.plain]) {
      const restored = kind.restore(json);
      assert.deepEqual(plain(restored), json);
      restored.players.get('ann')?.chips.push(kind.child('chip') as Chip);
      assert.equal(restored.players.get('ann')?.chips.length, 3);
      assert.equal(restored.piles.get('house')?.value, 1);
    }
    assert.ok(Array.isArray(simple.numbers) && simple.piles instanceof Map);
  });

  it('makes each time something new', () => {
    const [one, other] = [maker.plain.player(), maker.plain.player()];
    one.hand.card = 1;
    one.chips.push({ value: 9 });
    assert.deepEqual([other.hand.card, other.chips.length], [255, 0]);
  });

  it('takes what an older version stored: fields it does not have are as they are at first', () => {
    const json = { players: { ann: { id: 'ann' } }, phase: 'playing' };
    for (const kind of [maker, maker.plain]) {
      const state = kind.restore(json);
      assert.deepEqual([state.players.get('ann')?.hand.card, state.numbers.length], [255, 0]);
    }
  });

  it('knows what is for its owner alone', () => {
    assert.deepEqual(maker.ownerFields, ['hand']);
    assert.deepEqual(maker.plain.ownerFields, ['hand']);
    assert.deepEqual(sightOf(PlayerSchema)?.owner, ['hand']);
  });

  it('has no kind of child that nobody named', () => {
    for (const kind of [maker, maker.plain])
      assert.throws(() => kind.child('pot'), /no children of the kind pot/);
  });

  it('is refused where a field says nothing, or twice, who sees it', () => {
    const loose = schema({ ...tablePlayerFields, hand: t.uint8() }, 'SyncedLoose');
    const withPlayers = (name: string, of: unknown, more = {}) =>
      synced(name, { everybody: { ...tableFields, players: t.map(of as never), ...more } });
    const made = (state: unknown) => () => stateMaker(state as never);
    assert.throws(made(withPlayers('SyncedA', loose)), /SyncedLoose: make it with synced/);
    const inside = schema({ card: t.uint8() }, 'SyncedInside');
    assert.throws(made(withPlayers('SyncedB', PlayerSchema, { pot: t.ref(inside) })), /SyncedInside/);
    assert.throws(
      () => synced('SyncedC', { everybody: { hand: t.uint8() }, owner: { hand: t.uint8() } }),
      /SyncedC.hand is for everybody and for its owner/,
    );
    assert.throws(() => synced('SyncedD', { everybody: { hand: t.uint8().view() } }), /SyncedD.hand/);
    const owned = synced('SyncedOwned', { everybody: {}, owner: { card: t.uint8() } });
    assert.throws(
      made(withPlayers('SyncedE', PlayerSchema, { pot: t.ref(owned) })),
      /SyncedOwned.card: only a player/,
    );
    const late = synced('SyncedLate', { everybody: { ...tablePlayerFields } });
    const more = late.extend({ hand: t.uint8() }, 'SyncedLater');
    assert.throws(made(withPlayers('SyncedF', more)), /SyncedLater/);
    const hand = synced('SyncedHandOfChips', { everybody: { chips: t.array(ChipSchema) } });
    for (const [name, owner] of [
      ['SyncedJ', { chips: t.array(ChipSchema) }],
      ['SyncedK', { chips: t.map(ChipSchema) }],
      ['SyncedL', { hand: t.ref(hand) }],
    ] as const) {
      const owning = synced(`${name}Player`, { everybody: { ...tablePlayerFields }, owner: owner as never });
      assert.throws(made(withPlayers(name, owning)), /its owner would not see what comes into it/);
    }
    const winner = { winner: t.ref(PlayerSchema) };
    assert.throws(made(withPlayers('SyncedI', PlayerSchema, winner)), /SyncedI.winner: players are in/);
    const bag = synced('SyncedBag', { everybody: { of: t.set('uint8') } });
    assert.throws(
      made(withPlayers('SyncedG', PlayerSchema, { bag: t.ref(bag) })),
      /SyncedBag.of: a state is restored/,
    );
    assert.throws(made(synced('SyncedH', { everybody: { ...tableFields } })), /has no map of players/);
  });

  it('is what every game of the server has', () => {
    for (const { maker } of Object.values(games)) {
      assert.deepEqual(plain(maker.state()), plain(maker.plain.state()));
      assert.deepEqual(plain(maker.player()), plain(maker.plain.player()));
    }
  });
});
