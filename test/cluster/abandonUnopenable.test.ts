import assert from 'node:assert/strict';
import { abandonUnopenable } from '../../src/cluster/abandon.ts';
import { Fenced } from '../../src/lib/fencing.ts';
import { UnknownKey } from '../../src/lib/sealer.ts';
import { newRating, rated } from '../../src/matchmaking/rating.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';
import { storedTable } from '../persistence/matchStoreContract.ts';
import { MemoryAccounts } from '../support/memory/memoryAccounts.ts';
import { MemoryMatchRecords } from '../support/memory/memoryMatchRecords.ts';
import { MemoryMatchStore } from '../support/memory/memoryMatchStore.ts';

const MATCH = '00000000-0000-4000-8000-00000000aaaa';
const ANN = '00000000-0000-4000-8000-00000000000a';

async function takenOver() {
  const now = () => 7;
  const accounts = new MemoryAccounts(now);
  const records = new MemoryMatchRecords({ accounts, newRating, now });
  const store = new MemoryMatchStore();
  const directory = new MemoryDirectory();
  await directory.claim(ANN, MATCH);
  const own = await store.open(MATCH, 'here', storedTable());
  const logged: object[] = [];
  const log = { error: (context: object) => void logged.push(context) };
  const metrics = createMetrics();
  const needs = { records, store, directory, rate: rated, metrics, now, log };
  const end = () => abandonUnopenable(own, new UnknownKey('0badc0de'), needs);
  const left = async () => [await store.find(MATCH), await directory.of(ANN)];
  return {
    own,
    store,
    records,
    metrics,
    end,
    left,
    logged,
    start: (seats: { id: string; name: string; bot: boolean }[]) => ({
      ...{ setup: { id: MATCH, game: 'relay', seed: 'sealed', seats }, why: '', quality: 1 },
      ...{ rated: true, startedAt: 1 },
    }),
  };
}

describe('a match that is sealed under a key that nobody has', () => {
  it('ends as abandoned, with the key’s id and a code in the log, and its people are free', async () => {
    const at = await takenOver();
    await at.records.started(at.start([{ id: ANN, name: 'Ann', bot: true }]));
    await at.end();
    const record = await at.records.find(MATCH);
    assert.deepEqual([record?.outcome, record?.reason], ['abandoned', 'unknown_key']);
    assert.match(
      await at.metrics.text(),
      /^parlor_matches_finished_total\{game="relay",outcome="abandoned"\} 1$/m,
    );
    assert.deepEqual(await at.left(), [null, null]);
    assert.deepEqual(at.logged, [{ match: MATCH, code: 'unknown_key', key: '0badc0de' }]);
    assert.equal((await at.records.find(MATCH))?.finishedAt, 7);
  });

  it('is ended by who owns it alone: who slept meanwhile writes nothing', async () => {
    const at = await takenOver();
    await at.records.started(at.start([{ id: ANN, name: 'Ann', bot: false }]));
    const other = await at.store.takeOver(at.own, 'there');
    assert.ok(other);
    await assert.rejects(at.end(), Fenced);
    assert.equal((await at.records.find(MATCH))?.outcome, 'running');
    assert.deepEqual(await at.left(), [{ match: MATCH, owner: 'there', epoch: 2 }, MATCH]);
  });

  it('ends once, though who ends it is killed in between', async () => {
    const at = await takenOver();
    await at.records.started(at.start([{ id: ANN, name: 'Ann', bot: false }]));
    const close = at.store.close;
    at.store.close = () => Promise.reject(new Error('killed'));
    await assert.rejects(at.end(), /killed/);
    at.store.close = close;
    await at.end();
    assert.deepEqual(await at.left(), [null, null]);
  });

  it('is forgotten when it had not begun', async () => {
    const at = await takenOver();
    await at.end();
    assert.equal(await at.records.find(MATCH), null);
    assert.deepEqual(await at.left(), [null, null]);
  });
});
