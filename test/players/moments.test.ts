import assert from 'node:assert/strict';
import type { MatchRecord } from '../../src/match/records.ts';
import { momentsOf } from '../../src/players/moments.ts';

interface Played {
  rank?: number;
  score?: number;
  game?: string;
  others?: 'people' | 'bots';
  outcome?: MatchRecord['outcome'];
  left?: boolean;
}

function match({
  rank = 2,
  score = 10,
  game = 'relay',
  others = 'people',
  outcome = 'finished',
  left = false,
}: Played): MatchRecord {
  const seat = (id: string, place: number, bot: boolean) => ({
    id,
    name: id,
    bot,
    seat: place,
    rating: null,
  });
  return {
    id: 'm',
    game,
    outcome,
    reason: null,
    why: '',
    quality: null,
    rated: true,
    startedAt: 0,
    finishedAt: 1,
    gameMs: 1,
    players: [
      { ...seat('me', 0, false), rank, score, left },
      { ...seat('other', 1, others === 'bots'), rank: rank === 1 ? 2 : 1, score: 5, left: false },
    ],
  };
}

const of = (now: Played, before: Played[] = [], whole = true) =>
  momentsOf('me', match(now), before.map(match), whole);

describe('moments', () => {
  it('are the first match of a game, whatever else was played', () => {
    assert.deepEqual(of({}, [{ game: 'holdem' }]), [{ kind: 'first_match' }]);
    assert.deepEqual(of({}, [{}]), []);
    assert.deepEqual(of({}, [], false), [], 'nobody knows what was before');
  });

  it('are the first win among people', () => {
    assert.deepEqual(of({ rank: 1 }, [{ rank: 1, others: 'bots' }, {}]), [{ kind: 'first_win' }]);
    assert.deepEqual(of({ rank: 1, others: 'bots' }, [{}, {}]), [], 'bots are nobody');
    assert.deepEqual(of({ rank: 1 }, [{}, { rank: 1 }]), [], 'there was one before');
  });

  it('are wins one after the other, and a match among bots is none and breaks none', () => {
    const row = of({ rank: 1 }, [{ rank: 1 }, { rank: 3, others: 'bots' }, { rank: 1 }, {}, { rank: 1 }]);
    assert.deepEqual(row, [{ kind: 'wins_in_a_row', count: 3 }]);
  });

  it('are a score higher than ever, once there is an ever', () => {
    assert.deepEqual(of({ score: 30 }, [{ score: 20 }, { score: 25, others: 'bots' }]), [
      { kind: 'best_score', score: 30, before: 25 },
    ]);
    assert.deepEqual(of({ score: 30 }, [{ score: 20 }]), []);
    assert.deepEqual(of({ score: 30 }, [{ score: 30 }, { score: 1 }]), []);
  });

  it('are round numbers of matches', () => {
    const nine = Array.from({ length: 9 }, () => ({ score: 50 }));
    assert.deepEqual(of({}, nine), [{ kind: 'matches', count: 10 }]);
    assert.deepEqual(of({}, [...nine, { outcome: 'abandoned' as const }]), [{ kind: 'matches', count: 10 }]);
  });

  it('are none for who left, was not there, or where it was abandoned', () => {
    assert.deepEqual(of({ left: true }), []);
    assert.deepEqual(of({ outcome: 'abandoned' }), []);
    assert.deepEqual(momentsOf('somebody', match({}), [], true), []);
  });
});
