import assert from 'node:assert/strict';
import { NAMELESS } from '../../src/lib/nameless.ts';
import type { MatchRecord } from '../../src/match/records.ts';
import { companionsOf } from '../../src/players/companions.ts';

function match(startedAt: number, ...people: string[]): MatchRecord {
  const players = people.map((id, seat) => {
    const name = id === 'gone' ? NAMELESS : `${id} at ${startedAt}`;
    return {
      id,
      name,
      face: 'star-plum-hat',
      bot: id === 'bot',
      seat,
      rank: 1,
      score: 1,
      left: false,
      rating: null,
    };
  });
  const over = {
    outcome: 'finished' as const,
    reason: null,
    why: '',
    quality: null,
    rated: true,
    finishedAt: 1,
    gameMs: 1,
  };
  return { id: String(startedAt), game: 'relay', startedAt, players, ...over };
}

describe('companions', () => {
  it('are the people of the matches, the latest first, as they were called then', () => {
    const found = companionsOf('me', [
      match(3, 'ann', 'me', 'bot'),
      match(2, 'me', 'ben', 'ann'),
      match(1, 'gone', 'me'),
    ]);
    assert.deepEqual(found, [
      { id: 'ann', name: 'ann at 3', face: 'star-plum-hat', met: 3, matches: 2 },
      { id: 'ben', name: 'ben at 2', face: 'star-plum-hat', met: 2, matches: 1 },
    ]);
  });
});
