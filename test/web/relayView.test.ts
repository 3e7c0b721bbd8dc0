import assert from 'node:assert/strict';
import type { MatchView, PlayerView } from '../../client/matchView.ts';
import { readPuzzle, readRelay } from '../../web/src/games/relay/relayView.ts';

function player(id: string, seat: number, more: Record<string, unknown> = {}): PlayerView {
  return { id, name: id, seat, bot: false, left: false, connected: true, grace: 60_000, ...more };
}

function puzzle(more: Record<string, unknown>): PlayerView {
  return player('ada', 0, {
    puzzle: {
      id: '1-1',
      type: 'sudoku',
      level: 2,
      question: '?',
      data: '{"cells":[1]}',
      opened_at: 0,
      ...more,
    },
  });
}

describe('a relay state in the browser', () => {
  it('lists players in the order of the ring, whatever the order of the map', () => {
    const players = { bob: player('bob', 1), cem: player('cem', 2), ada: player('ada', 0, { points: 73 }) };
    const view: MatchView = { phase: 'playing', version: 4, deadline: 0, spectators: 1, players, decay: 2 };

    const relay = readRelay(view);

    assert.deepEqual(
      relay.players.map(({ id, points }) => [id, points]),
      [
        ['ada', 73],
        ['bob', 0],
        ['cem', 0],
      ],
    );
    assert.equal(relay.decay, 2);
    assert.equal(relay.elapsed, 0);
  });

  it('reads the data of a puzzle, and does without what cannot be read', () => {
    assert.deepEqual(readPuzzle(puzzle({}))?.data, { cells: [1] });
    assert.equal(readPuzzle(puzzle({ data: '' }))?.data, null);
    assert.equal(readPuzzle(puzzle({ data: '{"cells":[1' }))?.data, null);
  });

  it('has no puzzle when there is none to see', () => {
    assert.equal(readPuzzle(undefined), null);
    assert.equal(readPuzzle(player('bob', 1)), null);
    assert.equal(readPuzzle(puzzle({ id: '' })), null);
  });
});
