import assert from 'node:assert/strict';
import type { MatchView } from '../../../client/matchView.ts';
import { CORE_HELD, CORE_LIES } from '../../../src/games/arena/shared/flags.ts';
import { CORE } from '../../../src/games/arena/shared/map.ts';
import { cardOf } from '../../../src/games/holdem/cards.ts';
import { partsOf } from '../../../src/protocol/face.ts';
import { glimpsesOf } from '../../../web/src/games/registry.ts';
import { brightened } from '../../../web/src/hall/brightened.ts';
import { castOf } from '../../../web/src/hall/cast.ts';
import { LOOKERS, mayLook, tableToShow } from '../../../web/src/hall/livePicture.ts';

type Fields = Record<string, unknown>;

function view(table: Fields, ...players: Fields[]): MatchView {
  const seated = players.map((player, seat) => {
    const id = `p${seat}`;
    return [id, { id, name: id, seat, bot: false, left: false, connected: true, ...player }];
  });
  return {
    phase: 'playing',
    version: 1,
    deadline: 0,
    spectators: 0,
    ...table,
    players: Object.fromEntries(seated),
  };
}

function match(id: string, game: string, phase: MatchView['phase'] = 'playing') {
  return { id, game, phase, names: [], spectators: 0, started_at: 0 };
}

describe('a table from afar', () => {
  it('shows in relay who has how much light, and how long it goes on', () => {
    const playing = { points: 50, active: true, passed: 9 };
    const { seats, centre } = glimpsesOf('relay').of(
      view({ elapsed: 60_000, ends_at: 300_000 }, playing, { ...playing, points: 7 }, { active: false }),
    );
    assert.deepEqual(
      seats.map(({ figure, light, mood }) => [figure, light, mood]),
      [
        ['50', 0.5, 'calm'],
        ['7', 0.07, 'sweating'],
        ['out', 0, 'ghost'],
      ],
    );
    assert.equal(centre, '4:00');
  });

  it("shows in hold'em whose turn it is, the open cards, the pot, and nobody's hand", () => {
    const state = view(
      { turn: 1, board: [cardOf('As'), cardOf('Td'), cardOf('2c')], pots: [{ amount: 30 }] },
      { stack: 500, bet: 20, hole: { a: 1, b: 2 } },
      { stack: 1000, bet: 0 },
      { stack: 0, rank: 3 },
      { stack: 250, folded: true },
    );
    const { seats, centre, cards } = glimpsesOf('holdem').of(state);
    assert.deepEqual([centre, cards], ['Pot 50', ['A♠', '10♦', '2♣']]);
    assert.deepEqual(
      seats.map(({ figure, light, mood, turn }) => [figure, light, mood, turn]),
      [
        ['500', 0.5, 'calm', false],
        ['1000', 1, 'calm', true],
        ['out', 0, 'ghost', false],
        ['250', 0.25, 'asleep', false],
      ],
    );
  });

  it('shows in the arena where everybody is, and who has the core', () => {
    const { of, ground, starts = [] } = glimpsesOf('arena');
    assert.ok(starts.length >= 5 && ground?.prize === null, 'before anybody moves');
    const held = of(
      view({ core: CORE_HELD + 1 }, { x: 100, y: 200, hp: 50 }, { x: 32_000, y: 20_000, hp: 0 }),
    );
    assert.deepEqual(
      held.seats.map(({ at }) => at),
      [
        { x: 100, y: 200 },
        { x: 32_000, y: 20_000 },
      ],
    );
    assert.deepEqual(held.ground, { ...ground, prize: { x: 32_000, y: 20_000 } });
    assert.deepEqual(of(view({ core: CORE_LIES })).ground?.prize, CORE);
  });

  it('has other faces at each door, and a table of its own', () => {
    const games = ['relay', 'holdem', 'arena', 'toy'];
    const casts = games.map(castOf);
    for (const cast of casts) {
      const parts = cast.map((face) => partsOf(face));
      for (const part of ['shape', 'colour', 'wear'] as const)
        assert.equal(new Set(parts.map((one) => one?.[part])).size, 5, `five of each ${part}: ${cast}`);
    }
    assert.equal(new Set(casts.map(String)).size, games.length);
    const tables = ['relay', 'holdem', 'toy'].map((game) => glimpsesOf(game).shape);
    assert.deepEqual(tables, ['ring', 'stadium', undefined]);
  });

  it('shows in any other game who sits there', () => {
    const { seats } = glimpsesOf('toy').of(view({}, { seat: 1, score: 7 }, { seat: 0, left: true }));
    assert.deepEqual(
      seats.map(({ id, mood, figure }) => [id, mood, figure]),
      [
        ['p1', 'ghost', ''],
        ['p0', 'calm', '7'],
      ],
    );
    assert.deepEqual(glimpsesOf('constructor').of(view({})).seats, []);
  });

  it('sees who got something since it looked last', () => {
    const seats = (a: string, b: string) => [
      { id: 'a', figure: a },
      { id: 'b', figure: b },
    ];
    assert.deepEqual(brightened(seats('10', '20'), seats('12', '19')), ['a']);
    assert.deepEqual(brightened([], seats('12', '19')), [], 'nobody was there before');
    assert.deepEqual(brightened(seats('10', 'out'), seats('9', 'out')), []);
  });

  it('is the one that has played longest, of the game, and not one\u2019s own', () => {
    const newestFirst = [
      match('d', 'relay', 'countdown'),
      match('c', 'relay'),
      match('b', 'holdem'),
      match('a', 'relay'),
    ];
    const lobby = { matches: newestFirst, online: 3 };
    assert.equal(tableToShow(lobby, 'relay', undefined)?.id, 'a');
    assert.equal(tableToShow(lobby, 'relay', 'a')?.id, 'c');
    assert.equal(tableToShow(lobby, 'arena', undefined), null);
    assert.equal(tableToShow({ matches: null, online: 3 }, 'relay', undefined), null);
  });

  it('is not looked at by more than it bears', () => {
    const looks = [LOOKERS, LOOKERS + 1, null].map((online) => mayLook({ online }));
    assert.deepEqual(looks, [true, false, false]);
    const lobby = { matches: [match('a', 'relay')], online: LOOKERS };
    assert.equal(tableToShow(lobby, 'relay', undefined)?.id, 'a');
    assert.equal(tableToShow({ ...lobby, online: LOOKERS + 1 }, 'relay', undefined), null);
    assert.equal(tableToShow({ ...lobby, online: null }, 'relay', undefined), null);
  });
});
