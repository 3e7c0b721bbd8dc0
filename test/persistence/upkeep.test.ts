import assert from 'node:assert/strict';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import type { DataSource } from 'typeorm';
import { startUpkeep } from '../../src/persistence/embedded/upkeep.ts';

describe('upkeep of the embedded Postgres', () => {
  let clock: SinonFakeTimers;

  beforeEach(() => {
    clock = useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => clock.restore());

  /** A database that only remembers what it was asked. */
  function fakeDatabase(answer: (statement: string) => Promise<void>) {
    const statements: string[] = [];
    const query = (statement: string) => {
      statements.push(statement);
      return answer(statement);
    };
    return { statements, database: { query } as unknown as DataSource };
  }

  it('makes a checkpoint every time and a vacuum every twelfth, until it is stopped', async () => {
    const { statements, database } = fakeDatabase(async () => {});
    const stop = startUpkeep(database, { warn: () => assert.fail() }, 1000);
    clock.tick(12_000);
    await stop();
    clock.tick(12_000);
    assert.deepEqual(statements, [...Array(11).fill('CHECKPOINT'), 'VACUUM (ANALYZE)', 'CHECKPOINT']);
  });

  it('goes on after a failure, and tells of it', async () => {
    const warnings: string[] = [];
    const { statements, database } = fakeDatabase(() => Promise.reject(new Error('away')));
    const stop = startUpkeep(database, { warn: (_, message) => warnings.push(message) }, 1000);
    clock.tick(2000);
    await stop();
    assert.deepEqual(statements, ['CHECKPOINT', 'CHECKPOINT']);
    assert.equal(warnings.length, 2);
  });
});
