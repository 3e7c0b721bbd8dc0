import assert from 'node:assert/strict';
import type { MatchView, PlayerView } from '../../client/matchView.ts';
import { leavingPlain } from '../../web/src/games/plain/leavingPlain.ts';
import { plainView, shown } from '../../web/src/games/plain/plainView.ts';

function player(id: string, seat: number, more: Record<string, unknown> = {}): PlayerView {
  return {
    id,
    name: id.toUpperCase(),
    seat,
    bot: false,
    left: false,
    connected: true,
    grace: 60_000,
    ...more,
  };
}

/** A table of Pig, as docs/tutorial.md has it. */
function pig(...players: PlayerView[]): MatchView {
  const byId = Object.fromEntries(players.map((one) => [one.id, one]));
  return { phase: 'playing', version: 9, deadline: 0, spectators: 1, players: byId, turn: 'ada', pile: 7 };
}

describe('a table of a game without a picture', () => {
  it('shows who plays and what the game keeps of them, points and scores first', () => {
    const view = plainView(
      pig(player('bob', 1, { bet: 2, score: 12 }), player('ada', 0, { bet: 0, score: 3 })),
    );
    assert.deepEqual(view.fields, ['score', 'bet']);
    assert.deepEqual(
      view.players.map(({ name, note, values }) => [name, note, values]),
      [
        ['ADA', null, ['3', '0']],
        ['BOB', null, ['12', '2']],
      ],
    );
  });

  it('says who left and who is away; bots never are', () => {
    const away = { connected: false };
    const all = [
      player('ada', 0, away),
      player('bob', 1, { left: true }),
      player('bot', 2, { bot: true, ...away }),
    ];
    assert.deepEqual(
      plainView(pig(...all)).players.map(({ note }) => note),
      ['away', 'left', null],
    );
  });

  it('shows what is the viewer’s own, and nothing where others hide it', () => {
    const view = plainView(pig(player('ada', 0, { dice: [3, 5] }), player('bob', 1)));
    assert.deepEqual(view.fields, ['dice']);
    assert.deepEqual(
      view.players.map(({ values }) => values),
      [['3, 5'], [null]],
    );
  });

  it('shows whatever else the table has, players by their names', () => {
    const view = plainView(pig(player('ada', 0), player('bob', 1)));
    assert.deepEqual(view.facts, [
      { field: 'turn', text: 'ADA' },
      { field: 'pile', text: '7' },
    ]);
  });

  it('says what numbers stand for, where the game says it', () => {
    const cards = ['2c', '2d', '2h'];
    const words = { board: cards, hole: cards, seats: 'seat', turn: 'seat' } as const;
    const state = {
      ...pig(player('ada', 0, { hole: { a: 1, b: 255 } }), player('bob', 4)),
      ...{ turn: 4, board: [2, 0], pots: [{ amount: 4, seats: [0, 4] }], button: -1 },
    };
    const { facts, players } = plainView(state, {
      ...words,
      board: [...cards],
      hole: [...cards],
      button: 'seat',
    });
    assert.deepEqual(
      facts.map(({ text }) => text),
      ['BOB', '7', '2h, 2c', '(Amount: 4, Seats: ADA, BOB)', '–'],
    );
    assert.deepEqual(players[0]?.values, ['2d, –']);
  });

  it('reads any value, and lets none be endless', () => {
    const nameOf = (id: string) => (id === 'a' ? 'Ann' : undefined);
    assert.equal(shown([], nameOf), '–');
    assert.equal(shown('', nameOf), '–');
    assert.equal(shown(true, nameOf), 'yes');
    assert.equal(shown({ pot: [{ amount: 5, for: ['a', 'b'] }] }, nameOf), 'Pot: (Amount: 5, For: Ann, b)');
    assert.equal(shown({ a: 4, other: null }, nameOf), 'Ann: 4, Other: –');
    assert.equal(shown('x'.repeat(5000), nameOf).length, 200);
    const deep = { a1: { b: { c: { d: { e: 1 } } } } };
    assert.match(shown(deep, nameOf), /…/);
  });

  it('says nothing about points when one leaves it', () => {
    const state = pig(player('ada', 0), player('bob', 1));
    assert.doesNotMatch(leavingPlain(state, 'ada').asked, /points|behind/);
    const alone = pig(player('ada', 0), player('bot', 1, { bot: true }));
    assert.match(leavingPlain(alone, 'ada').asked, /ends when you go/);
  });
});
