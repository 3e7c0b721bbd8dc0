import assert from 'node:assert/strict';
import { isUnavailable, unsure } from '../../src/lib/unavailable.ts';

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('isUnavailable', () => {
  for (const [what, error] of Object.entries({
    'a refused connection': coded('ECONNREFUSED'),
    'a server that shuts down': coded('57P01'),
    'a connection that failed, by class': coded('08006'),
    'too many connections': coded('53300'),
    'a statement that ran for too long': coded('57014'),
    'a query nobody answered': new Error('Query read timeout'),
    'a store that does not answer in time': new Error('no answer within 1000 ms'),
    'a pool that waited too long': new Error('timeout exceeded when trying to connect'),
    'a connection that ended': new Error('Connection terminated unexpectedly'),
    'a Redis that is away': new Error('Connection is closed.'),
    'what TypeORM wraps': Object.assign(new Error('query failed'), { driverError: coded('ECONNRESET') }),
    'what has such a cause': new Error('cannot save', { cause: coded('EPIPE') }),
    'a store that lost something just now': unsure('who owns it'),
    'a queue of writes that is full': new Error('too many writes wait'),
    'a queue of lookups that is full': new Error('too many lookups wait'),
    'both addresses of a host refused': new AggregateError([coded('ECONNREFUSED')]),
  })) {
    it(`sees it in ${what}`, () => assert.equal(isUnavailable(error), true));
  }

  it('does not see it elsewhere', () => {
    const circle = new Error('round');
    circle.cause = circle;
    for (const error of [new TypeError('x'), coded('23505'), coded('ENOENT'), circle, 'ECONNREFUSED', null]) {
      assert.equal(isUnavailable(error), false);
    }
  });
});
