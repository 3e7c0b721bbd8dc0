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
      'needs_socket',
      'unanswered',
      'failed',
      'refused',
      'queue_full',
      'match_over',
      'closed',
      'spectator',
      'token_missing',
      'token_invalid',
      'token_expired',
      'token_revoked',
    ];
    for (const code of codes) {
      const told = explain(new ParlorError(code, ''));
      assert.match(told, SENTENCE);
      assert.doesNotMatch(told, /refused: /);
    }
  });

  it('say of a server that answers with a bare status what they say of one that does not answer', () => {
    const unreachable = explain(new ParlorError('unreachable', ''));
    assert.equal(explain(new ParlorError('http_503', 'HTTP status 503.', 503)), unreachable);
    assert.equal(explain(new ParlorError('room_502', 'HTTP status 502.', 502)), unreachable);
    assert.doesNotMatch(explain(new ParlorError('http_418', 'HTTP status 418.', 418)), /418/);
  });

  it('say of a link that is not whole what to look at', () => {
    const told = explain(new ParlorError('invalid_request', 'The path of the request is not valid.', 400));
    assert.match(told, /link/);
    assert.doesNotMatch(told, /request/);
  });

  it('say to a page that is too old that it is to be loaded anew', () => {
    const server = 'This client is older than the server takes. Load a newer one.';
    const told = explain(new ParlorError('client_too_old', server, 409));
    assert.match(told, SENTENCE);
    assert.match(told, /Reload/);
  });

  it('have a sentence when nothing is known', () => {
    assert.match(explain(new ParlorError('brand_new', '')), SENTENCE);
    assert.match(explain(new TypeError('x is undefined')), SENTENCE);
  });
});
