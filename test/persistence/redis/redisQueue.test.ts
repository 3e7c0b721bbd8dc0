import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import type { Proposal, Ticket } from '../../../src/matchmaking/tickets.ts';
import { closeRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { RedisQueue } from '../../../src/persistence/redis/redisQueue.ts';
import { freshPrefix, quietRedis, sharedRedis, startRedis, type TestRedis } from '../../support/redis.ts';
import { ids, newTicket, proposalOf } from '../queueTickets.ts';
import { newId } from '../stores.ts';
import { doneTwice } from './doneTwice.ts';

describe('a queue in a Redis that loses its data', () => {
  let redis: Redis;
  let prefix: string;
  /** Where tickets come in, and who makes matches. */
  let entrance: RedisQueue;
  let leader: RedisQueue;

  beforeEach(async () => {
    redis = quietRedis((await sharedRedis()).url);
    prefix = freshPrefix();
    [entrance, leader] = [new RedisQueue(redis, prefix), new RedisQueue(redis, prefix)];
  });
  afterEach(() => closeRedis(redis));

  const lose = async () => void (await redis.del(...(await redis.keys(`${prefix}*`))));
  const refreshed = () => Promise.all([entrance.refresh(), leader.refresh()]);

  async function added(count: number): Promise<Ticket[]> {
    const tickets = Array.from({ length: count }, (_, i) => newTicket({ enqueuedAt: 1000 + i }));
    for (const ticket of tickets) await entrance.add([ticket]);
    return tickets;
  }

  async function proposed(tickets: readonly Ticket[]): Promise<Proposal> {
    const proposal = proposalOf(tickets);
    assert.equal(await leader.propose(proposal), true);
    return proposal;
  }

  it('has tickets back from where they came in', async () => {
    const [first, second] = [
      newTicket({ enqueuedAt: 2000 }),
      newTicket({ enqueuedAt: 1000, priority: true }),
    ];
    await entrance.add([first]);
    await leader.add([second]);
    await lose();
    assert.deepEqual(await leader.waiting('relay'), []);
    await refreshed();
    assert.deepEqual(await entrance.waiting('relay'), [second, first]);
    assert.deepEqual(await redis.zrange(`${prefix}players_queue:relay`, 0, -1), [second.id, first.id]);
  });

  it('has none back that was out of the queue', async () => {
    const [matched, cancelled, waits] = await added(3);
    assert.ok(matched && cancelled && waits);
    const { match } = await proposed([matched]);
    await leader.accept(match, matched.id);
    await leader.commit(match, 1);
    await leader.opened(match);
    await leader.close([cancelled.id], 'cancelled', '');
    await refreshed();
    await lose();
    await refreshed();
    assert.deepEqual(await entrance.waiting('relay'), [waits]);
    assert.deepEqual(await entrance.proposals(), []);
  });

  it('has none back beside another of the same player', async () => {
    const [ticket] = await added(1);
    await lose();
    const again = newTicket({ player: ticket?.player ?? '' });
    await leader.add([again]);
    await refreshed();
    await refreshed();
    assert.deepEqual(await entrance.waiting('relay'), [again]);
    assert.equal(await entrance.find(ticket?.id ?? ''), null);
  });

  it('has a table back with who agreed to it, wherever that was', async () => {
    const tickets = await added(3);
    const proposal = await proposed(tickets);
    const [one = '', two = '', three = ''] = ids(tickets);
    await leader.accept(proposal.match, one);
    await entrance.accept(proposal.match, two);
    await lose();
    await refreshed();
    await refreshed();
    const table = await leader.proposal(proposal.match);
    assert.deepEqual(table?.accepted.toSorted(), [one, two].toSorted());
    assert.deepEqual({ ...table, accepted: [] }, proposal);
    assert.equal(await leader.count('relay'), 3);
    assert.deepEqual(await leader.waiting('relay'), []);
    await entrance.accept(proposal.match, three);
    assert.equal(await leader.commit(proposal.match, 1), true);
  });

  it('has a table back with those who went on, whoever said so', async () => {
    const tickets = await added(4);
    const proposal = await proposed(tickets);
    const [one = '', two = '', three = '', four = ''] = ids(tickets);
    await entrance.accept(proposal.match, one);
    const known = await entrance.accept(proposal.match, four);
    assert.ok(known);
    const next = { ...known, tickets: [one, two, three], accepted: [one] };
    assert.equal(await entrance.goOn(known, next), true);
    await leader.refresh();
    await lose();
    await refreshed();
    await refreshed();
    assert.deepEqual(await leader.proposal(proposal.match), next);
    assert.equal(await leader.find(four), null);
    assert.equal(await leader.count('relay'), 3);
  });

  it('has a table back that everybody agreed to', async () => {
    const tickets = await added(3);
    const { match } = await proposed(tickets);
    for (const id of ids(tickets)) await entrance.accept(match, id);
    assert.equal(await leader.commit(match, 77), true);
    await lose();
    await refreshed();
    const [table] = await entrance.proposals();
    assert.deepEqual([table?.match, table?.state, table?.since], [match, 'matched', 77]);
    assert.equal(await leader.commit(match, 78), false);
    assert.equal((await leader.dissolve(match, ids(tickets), 'Again.')).length, 3);
  });

  it('has those wait whose table cannot be put back', async () => {
    const tickets = await added(3);
    const [one, two, three] = tickets;
    assert.ok(one && two && three);
    const { match } = await proposed(tickets);
    await lose();
    await entrance.refresh();
    const other = new RedisQueue(redis, prefix);
    assert.equal(await other.propose(proposalOf([two])), true);
    await leader.refresh();
    assert.equal(await leader.proposal(match), null);
    assert.deepEqual(ids(await leader.waiting('relay')), [one.id, three.id]);
  });

  it('has those back who were put back, with their priority', async () => {
    const [ticket] = await added(1);
    assert.ok(ticket);
    const { match } = await proposed([ticket]);
    const back = await leader.dissolve(match, [ticket.id], 'Again.');
    await lose();
    await leader.refresh();
    assert.deepEqual(await leader.waiting('relay'), back);
    assert.equal(back[0]?.priority, true);
    assert.equal(await leader.proposal(match), null);
  });
});

describe('a queue whose connection sends twice', function () {
  this.timeout(180_000);
  let server: TestRedis;
  let redis: Redis;
  let queue: RedisQueue;

  before(async () => {
    server = await startRedis();
    redis = quietRedis(server.url);
    queue = new RedisQueue(redis, 'x:');
  });
  after(async () => {
    await closeRedis(redis);
    await server.stop();
  });

  const twice = <T>(call: () => Promise<T>) => doneTwice(server, redis, call);

  it('answers as if it had been sent once', async () => {
    const party = newId();
    const tickets = [newTicket({ party, enqueuedAt: 1 }), newTicket({ party, enqueuedAt: 2 })];
    const [one = '', two = ''] = ids(tickets);
    assert.deepEqual(await twice(() => queue.add(tickets)), { tickets, added: true });

    const proposal = proposalOf(tickets);
    const { match } = proposal;
    assert.equal(await twice(() => queue.propose(proposal)), true);
    assert.deepEqual((await twice(() => queue.accept(match, one)))?.accepted, [one]);
    const known = await queue.accept(match, two);
    assert.ok(known);
    const next = { ...known, why: 'Fewer.' };
    assert.equal(await twice(() => queue.goOn(known, next)), true);
    assert.equal(await twice(() => queue.commit(match, 5)), true);
    assert.equal(await queue.commit(match, 5), false, 'another call is another');

    const back = await twice(() => queue.dissolve(match, [one, two], 'Again.'));
    assert.deepEqual(ids(back), [one, two]);
    assert.deepEqual(await queue.dissolve(match, [one, two], 'Again.'), []);

    const closed = await twice(() => queue.close([two], 'cancelled', 'You left.'));
    assert.deepEqual(ids(closed).toSorted(), [one, two].toSorted());
    assert.deepEqual(await queue.close([two], 'cancelled', 'You left.'), []);

    const player = newId();
    assert.equal(await twice(() => queue.penalize(player, 1000)), 31_000);
    assert.equal(await queue.penalize(player, 1000), 61_000);
  });
});
