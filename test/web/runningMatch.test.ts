import assert from 'node:assert/strict';
import type { MatchConnection } from '../../client/MatchConnection.ts';
import { runningMatch } from '../../web/src/session/runningMatch.ts';

const match = (about: object) =>
  ({ role: 'player', closed: null, result: null, ...about }) as unknown as MatchConnection;

describe("one's own running match", () => {
  it('is the one that one plays, until it is over or left', () => {
    const mine = match({});
    assert.equal(runningMatch(mine), mine);
    assert.equal(runningMatch(match({ closed: 'opened_elsewhere' })), null);
    assert.equal(runningMatch(match({ result: {} })), null);
    assert.equal(runningMatch(null), null);
  });

  it('is never one that one watches', () => {
    assert.equal(runningMatch(match({ role: 'spectator' })), null);
  });
});
