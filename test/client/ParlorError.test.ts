import assert from 'node:assert/strict';
import { ParlorError } from '../../client/ParlorError.ts';

describe('ParlorError', () => {
  it('tells how long to wait: what the server said, a minute at most, and a second when it forgot', () => {
    const wait = (code: string, details?: Record<string, unknown>) =>
      new ParlorError(code, 'Slower.', 429, details).retryAfterMs;
    assert.equal(wait('rate_limited', { retry_after_ms: 250 }), 250);
    assert.equal(wait('too_fast', { retry_after_ms: '1500' }), 1500);
    assert.equal(wait('rate_limited', { retry_after_ms: 1e9 }), 60_000);
    for (const odd of [undefined, null, -5, 'soon', Number.NaN])
      assert.equal(wait('rate_limited', { retry_after_ms: odd }), 1000);
    assert.equal(wait('unreachable'), 0);
  });
});
