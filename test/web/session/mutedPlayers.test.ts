import assert from 'node:assert/strict';
import { mutedPlayers, namesWanted } from '../../../web/src/session/mutedPlayers.ts';

describe('the muted players that are shown', () => {
  const named = [
    { id: 'a', name: 'Ada' },
    { id: 'b', name: 'Bob' },
  ];

  it('are those of the server, whoever was muted in this browser', () => {
    const shown = mutedPlayers(['b', 'c'], named);
    assert.deepEqual(shown, [
      { id: 'b', name: 'Bob' },
      { id: 'c', name: 'Somebody' },
    ]);
    assert.deepEqual(namesWanted(['b', 'c'], named), ['c']);
    assert.deepEqual(mutedPlayers([], named), []);
  });
});
