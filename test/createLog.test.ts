import assert from 'node:assert/strict';
import { QueryFailedError } from 'typeorm';
import { createLog } from '../src/createLog.ts';

describe('the log', () => {
  it('tells of failed statements, and not with which values', () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: 'info', region: 'here' }, { write: (line) => void lines.push(line) });
    const driverError = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (a)=(secret).',
    });
    const failed = new QueryFailedError(
      'INSERT INTO t VALUES ($1)',
      ['a secret', Buffer.from('b')],
      driverError,
    );
    log.warn({ err: failed }, 'it failed');
    log.warn({ err: new Error('as before') }, 'it failed, too');
    const [first, second] = lines.map((line) => JSON.parse(line));
    assert.doesNotMatch(lines.join(), /secret/);
    assert.deepEqual(
      [first.err.message, first.err.code, first.err.query, first.region],
      ['duplicate key', '23505', 'INSERT INTO t VALUES ($1)', 'here'],
    );
    assert.equal(second.err.message, 'as before');
    assert.match(second.err.stack, /createLog\.test/);
  });
});
