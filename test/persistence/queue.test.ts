import assert from 'node:assert/strict';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { PostgresQueue } from '../../src/persistence/postgres/postgresQueue.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisQueue } from '../../src/persistence/redis/redisQueue.ts';
import { MemoryQueue } from '../support/memory/memoryQueue.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { describeQueue, type OpenQueue } from './queueContract.ts';
import { addTickets, ids, proposalOf } from './queueTickets.ts';
import { describeTables } from './tableContract.ts';

function describeBoth(kind: string, open: OpenQueue): void {
  describeQueue(kind, open);
  describeTables(kind, open);
}

describeBoth('memory', async () => ({ queue: new MemoryQueue(), close: async () => {} }));

describeBoth('Redis', async () => {
  const redis = quietRedis((await sharedRedis()).url);
  return { queue: new RedisQueue(redis, freshPrefix()), close: () => closeRedis(redis) };
});

describeBoth('the embedded Postgres', async () => ({
  queue: new PostgresQueue(await freshEmbedded()),
  close: async () => {},
}));

describe('a real Postgres', function () {
  this.timeout(180_000);
  let database: DataSource;

  before(async () => {
    database = await openDatabase(await freshPostgres(), { poolSize: 5 });
  });
  after(() => database?.destroy());

  const empty = async () => {
    await database.query('TRUNCATE queue_tickets, queue_proposals, queue_let_downs');
    return { queue: new PostgresQueue(database), close: async () => {} };
  };
  describeBoth('it', empty);

  it('keeps the queue for the next process', async () => {
    const { queue } = await empty();
    const [one, two] = await addTickets(queue, 2);
    assert.ok(one && two);
    const proposal = proposalOf([one]);
    await queue.propose(proposal);
    const next = new PostgresQueue(database);
    assert.deepEqual(await next.waiting('relay'), [two]);
    assert.deepEqual(await next.accept(proposal.match, one.id), { ...proposal, accepted: [one.id] });
    assert.equal(await next.commit(proposal.match, 1), true);
    assert.deepEqual(ids(await next.dissolve(proposal.match, [one.id], 'Again.')), [one.id]);
  });
});
