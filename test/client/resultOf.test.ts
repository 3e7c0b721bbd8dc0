import assert from 'node:assert/strict';
import type { MatchRecordView } from '../../client/Api.ts';
import { resultOf } from '../../client/resultOf.ts';

const RATING = { before: { mu: 1500, sigma: 500, played: 0 }, after: { mu: 1520, sigma: 480, played: 1 } };
const record = (outcome: string, why: string | null = 'They waited.') =>
  ({
    id: 'm',
    outcome,
    standings: [{ id: 'ada', rank: 1, score: 3 }],
    players: [
      { id: 'ada', rating: RATING },
      { id: 'bot', rating: null },
    ],
    why,
  }) as unknown as MatchRecordView;

describe('the result in a record', () => {
  it('is none while the match runs', () => {
    assert.equal(resultOf(record('running')), null);
  });

  it('is as the room tells it, with the ratings that changed', () => {
    assert.deepEqual(resultOf(record('finished')), {
      match_id: 'm',
      outcome: 'finished',
      standings: [{ id: 'ada', rank: 1, score: 3 }],
      rating_changes: [{ player: 'ada', ...RATING }],
      why: 'They waited.',
    });
    assert.equal(resultOf(record('abandoned', null))?.why, '');
  });
});
