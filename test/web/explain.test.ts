import assert from 'node:assert/strict';
import { ParlorError } from '../../client/ParlorError.ts';
import { RELAY_REFUSALS } from '../../src/games/relay/refusals.ts';
import { explain } from '../../web/src/session/explain.ts';

const SENTENCE = /^[A-Z].*\.$/;

describe('errors for people', () => {
  it('say what the server said about a refusal', () => {
    for (const [code, message] of Object.entries(RELAY_REFUSALS)) {
      assert.equal(explain(new ParlorError(code, message)), message);
    }
  });

  it('have a sentence for every failure of the client', () => {
    const codes = [
      'unreachable',
      'timeout',
      'needs_socket',
      'queue_full',
      'closed',
      'signed_out',
      'spectator',
    ];
    for (const code of codes) assert.match(explain(new ParlorError(code, '')), SENTENCE);
  });

  it('have a sentence when nothing is known', () => {
    assert.match(explain(new ParlorError('brand_new', '')), SENTENCE);
    assert.match(explain(new TypeError('x is undefined')), SENTENCE);
  });
});
