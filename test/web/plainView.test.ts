import assert from 'node:assert/strict';
import type { MatchView, PlayerView } from '../../client/matchView.ts';
import { leavingMatch } from '../../web/src/table/leavingMatch.ts';
import { plainView } from '../../web/src/table/plainView.ts';

function player(id: string, seat: number, more: Record<string, unknown> = {}): PlayerView {
  return { id, name: id, seat, bot: false, left: false, connected: true, grace: 60_000, ...more };
}

/** A table of Pig, as docs/tutorial.md has it. */
function pig(...players: PlayerView[]): MatchView {
  const byId = Object.fromEntries(players.map((one) => [one.id, one]));
  return { phase: 'playing', version: 9, deadline: 0, spectators: 1, players: byId, turn: 'ada', pile: 7 };
}

describe('a table of a game without a picture', () => {
  it('shows who plays and the numbers that the game keeps of them', () => {
    const view = plainView(pig(player('bob', 1, { score: 12 }), player('ada', 0, { score: 3 })));
    assert.deepEqual(view.fields, ['score']);
    assert.deepEqual(
      view.players.map(({ name, note, figures }) => [name, note, figures]),
      [
        ['ada', null, [3]],
        ['bob', null, [12]],
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

  it('shows points before anything else, no more than fit, and nothing that is no number', () => {
    const more = { color: 'red', active: true, stack: 1, bet: 2, speed: 3, points: 9 };
    const view = plainView(pig(player('ada', 0, more), player('bob', 1)));
    assert.deepEqual(view.fields, ['points', 'stack', 'bet']);
    assert.deepEqual(view.players[1]?.figures, [null, null, null]);
  });

  it('says nothing about points when one leaves it', () => {
    const state = pig(player('ada', 0), player('bob', 1));
    assert.doesNotMatch(leavingMatch({ game: 'pig', state }, 'ada')?.asked ?? '', /points|behind/);
    assert.match(leavingMatch({ game: 'relay', state }, 'ada')?.asked ?? '', /points/);
    assert.equal(leavingMatch({ game: 'pig', state: null }, 'ada'), null);
  });
});
