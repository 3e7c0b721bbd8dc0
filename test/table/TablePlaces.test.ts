import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { TableState } from '../../src/games/game.ts';
import type { PlayerPlace } from '../../src/match/places.ts';
import { TablePlaces } from '../../src/table/TablePlaces.ts';

describe('places of players', () => {
  function fixture() {
    const player = (id: string, bot = false) => ({
      id,
      name: id,
      bot,
      left: false,
      connected: true,
      x: 1,
      y: 2,
    });
    const players = [player('ann'), player('bob'), player('robot', true)];
    const state = {
      phase: 'playing',
      players: new Map(players.map((one) => [one.id, one])),
    } as unknown as TableState;
    const puts: (readonly PlayerPlace[])[] = [];
    const removed: string[] = [];
    const on = { now: 1_000, fails: false, open: Promise.resolve(), gone: new Set(['robot']) };
    const places = new TablePlaces(
      {
        match: 'm',
        state,
        seats: { session: (id) => (on.gone.has(id) ? null : `s-${id}`) },
        placeOf: (one) => ({ ...(one as unknown as { x: number; y: number }), colors: 'blue' }) as never,
      },
      {
        places: {
          async put(all) {
            puts.push(all);
            await on.open;
            if (on.fails) throw new Error('away');
          },
          remove: async (all) => void removed.push(...all.map(({ sid }) => sid)),
        },
        log: { info() {}, warn() {}, error() {} },
        now: () => on.now,
      },
    );
    const [ann, bob] = players as [(typeof players)[0], (typeof players)[0]];
    return { places, puts, removed, on, ann, bob };
  }

  it('are told when they change, of people alone, and again before they expire', async () => {
    const { places, puts, on, ann, bob } = fixture();
    places.tell();
    await turn();
    assert.deepEqual(
      puts[0]?.map(({ player, sid, status }) => [player, sid, status]),
      [
        ['ann', 's-ann', 'playing'],
        ['bob', 's-bob', 'playing'],
      ],
    );
    places.tell();
    await turn();
    assert.equal(puts.length, 1);
    ann.x = 7;
    bob.connected = false;
    places.tell();
    await turn();
    assert.deepEqual(
      puts[1]?.map(({ x, status }) => [x, status]),
      [
        [7, 'playing'],
        [1, 'away'],
      ],
    );
    on.now += 60_000;
    places.tell();
    assert.equal(puts[2]?.length, 2);
  });

  it('are taken away of who leaves, and at the end of who left a moment before', async () => {
    const { places, removed, on } = fixture();
    places.tell();
    await turn();
    on.gone.add('ann');
    places.tell();
    await turn();
    assert.deepEqual(removed, ['s-ann']);
    on.gone.add('bob');
    places.end();
    await turn();
    assert.deepEqual(removed, ['s-ann', 's-bob']);
  });

  it('wait for no store, and are told again when it is back; taken away at the end, after what was under way', async () => {
    const { places, puts, removed, on } = fixture();
    const gate = Promise.withResolvers<void>();
    Object.assign(on, { fails: true, open: gate.promise });
    for (let i = 0; i < 10; i++) places.tell();
    assert.equal(puts.length, 1);
    gate.resolve();
    await turn();
    on.fails = false;
    places.tell();
    assert.equal(puts.length, 2);
    places.end();
    assert.deepEqual(removed, []);
    await turn();
    assert.deepEqual(removed, ['s-ann', 's-bob']);
  });
});
