import assert from 'node:assert/strict';
import { abandonUnrestorable } from '../../src/cluster/abandon.ts';
import { holdem } from '../../src/games/holdem/holdem.ts';
import { Fenced } from '../../src/lib/fencing.ts';
import { hmacSha256 } from '../../src/lib/hmac.ts';
import type { FrozenMatch } from '../../src/match/frozenMatch.ts';
import type { StoredTable, TakenOver } from '../../src/match/matchStore.ts';
import type { MatchResult } from '../../src/match/records.ts';
import { newRating, rated } from '../../src/matchmaking/rating.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { holdemMaker } from '../../src/schema/holdem.ts';
import type { HostedGame } from '../../src/table/hosting.ts';
import { openMatch, PEOPLE } from '../games/holdem/people.ts';
import { ids, MATCH, tableFixture } from '../support/hostedToy.ts';
import { MemoryAccounts } from '../support/memory/memoryAccounts.ts';
import { MemoryMatchRecords } from '../support/memory/memoryMatchRecords.ts';

const [a, b, c] = ids as [string, string, string];

/** A table that was taken over after `pass` ms, its checkpoint changed like this, and all that is needed to end it. */
async function takenOver(pass: number, change: (table: StoredTable) => void = () => {}) {
  const at = await tableFixture();
  await at.table.list();
  await at.here(a, b, c);
  await at.pass(pass);
  const begun = at.table.state.phase === 'playing';
  if (begun) await at.table.act(a, { request_id: 'r1', action: 'take' });
  if (begun) await at.table.people.leave(b);
  await at.table.handOver();
  const taken = (await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there')) as TakenOver;
  change(taken.table);
  const now = () => 7;
  const records = new MemoryMatchRecords({ accounts: new MemoryAccounts(now), newRating, now });
  const { store, directory } = at;
  const requeued: string[][] = [];
  const requeue = async (_: string, players: string[]) => void requeued.push(players);
  const metrics = createMetrics();
  const logged: string[] = [];
  const log = {
    error: (_: object, message: string) => void logged.push(`error: ${message}`),
    info: (_: object, message: string) => void logged.push(`info: ${message}`),
  };
  const needs = {
    store,
    directory,
    records,
    rate: rated,
    requeue,
    metrics,
    now,
    log,
    hosted: () => undefined,
  };
  const left = async () => [await store.find(MATCH), await directory.of(a), await directory.list()];
  return { taken, needs, records, requeued, logged, left };
}

interface Kept {
  hands: number;
  match_secret: string;
  hand_count?: number;
  players: { value: string | null }[];
}

const NOTHING = [null, null, []];

describe('a match that cannot be restored', () => {
  it('ends as abandoned with what is known of it, and its people are free', async () => {
    const at = await takenOver(3_100);
    await abandonUnrestorable(at.taken, at.needs);
    const match = await at.records.find(MATCH);
    assert.deepEqual([match?.outcome, match?.reason], ['abandoned', 'cannot_go_on']);
    assert.deepEqual(
      match?.players.map(({ id, left, rank }) => [id, left, rank]),
      [
        [a, false, null],
        [b, true, null],
        [c, false, null],
      ],
    );
    assert.deepEqual(
      (await at.records.replay(MATCH))?.journal.map(({ kind, by }) => [kind, by]),
      [
        ['act', a],
        ['leave', b],
      ],
    );
    assert.deepEqual(await at.records.ledger(MATCH), []); // only the rules could tell
    assert.deepEqual(await at.left(), NOTHING);
  });

  it('ends with all that its game keeps when its journal can be played again, and else with what was promised', async () => {
    const hosted = () => ({ game: holdem, maker: holdemMaker }) as unknown as HostedGame;
    const open = openMatch();
    for (const id of PEOPLE) open.commit(id);
    for (const id of PEOPLE.slice(1)) open.reveal(id);
    open.wait(2_600);
    open.fold();
    const { journal } = open.match;
    const frozen = JSON.parse(JSON.stringify(open.match.freeze())) as FrozenMatch;
    const kept = async (match: FrozenMatch, entries = journal) => {
      const at = await takenOver(3_100, (table) => Object.assign(table, { game: 'holdem', match }));
      const results: MatchResult[] = [];
      at.needs.records.finished = async (result) => {
        results.push(result);
        return [];
      };
      await abandonUnrestorable({ ...at.taken, journal: entries }, { ...at.needs, hosted });
      const [{ records = [] } = {}] = results;
      const fairness = records.find(({ kind }) => kind === 'fairness');
      return { hands: records.filter(({ kind }) => kind === 'hand').length, ...fairness?.data } as Kept;
    };
    const secret = Buffer.from(hmacSha256(open.setup.seed, 'match secret')).toString('hex');
    const told = ({ hands, match_secret, hand_count, players }: Kept) => {
      return [hands, match_secret, hand_count, players.filter(({ value }) => value !== null).length];
    };
    const broken = { ...frozen, secret: null, minds: 'no' as never };
    assert.deepEqual(told(await kept(broken)), [1, secret, 1, 2]);
    const unknown = [{ ...journal[0], by: 'nobody' }, ...journal.slice(1)] as typeof journal;
    assert.deepEqual(told(await kept(broken, unknown)), [0, secret, undefined, 2]);
    assert.deepEqual(told(await kept({ ...broken, state: null }, unknown)), [0, secret, undefined, 0]);
  });

  it('ends all the same when no part of it can be read', async () => {
    const broken = [
      (table: StoredTable) => Object.assign(table.match as FrozenMatch, { state: null, minds: 'no' }),
      (table: StoredTable) => Object.assign(table, { match: {}, options: null }),
      (table: StoredTable) => Object.assign(table, { match: null, sessions: null }),
    ];
    for (const change of broken) {
      const at = await takenOver(3_100, change);
      await abandonUnrestorable(at.taken, at.needs);
      assert.deepEqual(await at.left(), NOTHING);
    }
    const at = await takenOver(3_100, broken[0]);
    await abandonUnrestorable(at.taken, at.needs);
    assert.equal((await at.records.find(MATCH))?.outcome, 'abandoned');
  });

  it('gives those back to the queue who waited for a match that had not begun', async () => {
    const at = await takenOver(0, ({ state }) => {
      const { players } = state as { players: Record<string, { connected: boolean }> };
      Object.assign(players[a] ?? {}, { connected: true });
    });
    const bound: (string | null)[] = [];
    const requeue = at.needs.requeue;
    at.needs.requeue = async (match, players) => {
      bound.push(await at.needs.directory.of(a)); // the matcher would think that they play already
      await requeue(match, players);
    };
    await abandonUnrestorable(at.taken, at.needs);
    assert.deepEqual(at.requeued, [[a]]);
    assert.deepEqual(bound, [null]);
    assert.equal(await at.records.find(MATCH), null);
    assert.deepEqual(await at.left(), NOTHING);
  });

  it('queues nobody again, and tells of no fault, when an operator cancelled it', async () => {
    const begun = await takenOver(3_100);
    await abandonUnrestorable({ ...begun.taken, cancelled: true }, begun.needs);
    assert.equal((await begun.records.replay(MATCH))?.journal.length, 2);
    assert.equal((await begun.records.find(MATCH))?.reason, 'cancelled');
    const at = await takenOver(0, ({ state }) => {
      const { players } = state as { players: Record<string, { connected: boolean }> };
      Object.assign(players[a] ?? {}, { connected: true });
    });
    await abandonUnrestorable({ ...at.taken, cancelled: true }, at.needs);
    assert.deepEqual(at.requeued, []);
    assert.deepEqual(await at.left(), NOTHING);
    assert.deepEqual(at.logged, ['info: a match was cancelled by a restore: abandoned']);
  });

  it('is ended by who owns it alone: who slept meanwhile writes nothing', async () => {
    const at = await takenOver(3_100);
    assert.ok(await at.needs.store.takeOver(at.taken.own, 'another'));
    await assert.rejects(abandonUnrestorable(at.taken, at.needs), Fenced);
    assert.equal(await at.records.find(MATCH), null);
    assert.equal(await at.needs.directory.of(a), MATCH);
  });

  it('stays stored while the records are away, and ends once when they are back', async () => {
    const at = await takenOver(3_100);
    const results: MatchResult[] = [];
    const finished = at.records.finished.bind(at.records);
    let away = true;
    at.records.finished = async (result, rate) => {
      if (away) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
      results.push(result);
      return finished(result, rate);
    };
    await assert.rejects(abandonUnrestorable(at.taken, at.needs), /away/);
    assert.equal((await at.needs.store.find(MATCH))?.epoch, 2);
    away = false;
    const close = at.needs.store.close;
    at.needs.store.close = () => Promise.reject(new Error('killed'));
    await assert.rejects(abandonUnrestorable(at.taken, at.needs), /killed/);
    at.needs.store.close = close;
    await abandonUnrestorable(at.taken, at.needs);
    assert.deepEqual([results.length, results[0]?.journal.length], [2, 2]);
    assert.deepEqual(await at.left(), NOTHING);
  });
});
