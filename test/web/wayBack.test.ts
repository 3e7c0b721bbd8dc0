import assert from 'node:assert/strict';
import type { MatchConnection } from '../../client/MatchConnection.ts';
import { wayBack } from '../../web/src/components/wayBack.ts';

const match = (more: Partial<MatchConnection>) =>
  ({ role: 'player', closed: null, result: null, ...more }) as MatchConnection;

describe('the way back to a match', () => {
  it('is shown while it runs, here or in another tab', () => {
    assert.equal(wayBack(match({})), 'here');
    assert.equal(wayBack(match({ closed: 'opened_elsewhere' })), 'elsewhere');
  });

  it('is for who has a seat alone', () => {
    assert.equal(wayBack(match({ role: 'spectator' })), null);
    assert.equal(wayBack(match({ role: 'spectator', closed: 'opened_elsewhere' })), null);
  });

  it('ends with the match', () => {
    assert.equal(wayBack(null), null);
    assert.equal(wayBack(match({ closed: 'over' })), null);
    assert.equal(wayBack(match({ closed: 'left' })), null);
  });
});
