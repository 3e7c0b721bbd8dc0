import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import type { TicketStore } from '../../src/matchmaking/ticketStore.ts';
import type { Ticket } from '../../src/matchmaking/tickets.ts';
import { MemoryTickets } from '../../src/persistence/memory/memoryTickets.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisTickets } from '../../src/persistence/redis/redisTickets.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { newId } from './stores.ts';

function newTicket(more: Partial<Ticket> = {}): Ticket {
  return {
    id: newId(),
    player: newId(),
    name: 'Ada «»',
    game: 'relay',
    regions: {},
    bots: false,
    rating: { mu: 1500.25, sigma: 500, played: 0 },
    enqueuedAt: 1_790_000_000_000.5,
    party: null,
    priority: false,
    state: 'waiting',
    match: null,
    why: 'Just arrived.',
    ...more,
  };
}

const KINDS: Record<string, () => Promise<{ tickets: TicketStore; close(): Promise<void> }>> = {
  memory: async () => ({ tickets: new MemoryTickets(), close: async () => {} }),
  Redis: async () => {
    const redis = quietRedis((await sharedRedis()).url);
    return { tickets: new RedisTickets(redis, freshPrefix()), close: () => closeRedis(redis) };
  },
};

for (const [kind, make] of Object.entries(KINDS)) {
  describe(`tickets in ${kind}`, () => {
    let tickets: TicketStore;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ tickets, close } = await make());
    });
    afterEach(() => close());

    async function added(count: number, more: Partial<Ticket> = {}): Promise<Ticket[]> {
      const all = Array.from({ length: count }, () => newTicket(more));
      for (const ticket of all) await tickets.add(ticket);
      return all;
    }

    it('are found as they were added', async () => {
      const ticket = newTicket({ regions: { eu: 20.5 }, bots: true });
      assert.deepEqual(await tickets.add(ticket), { ticket, added: true });
      assert.deepEqual(await tickets.find(ticket.id), ticket);
      assert.deepEqual(await tickets.waitingOf(ticket.player), ticket);
      assert.equal(await tickets.find(newId()), null);
      assert.equal(await tickets.waitingOf(newId()), null);
    });

    it('are one for each player, over all games', async () => {
      const ticket = newTicket();
      const same = Array.from({ length: 10 }, (_, i) =>
        newTicket({ player: ticket.player, game: i % 2 ? 'relay' : 'holdem' }),
      );
      const answers = await Promise.all([ticket, ...same].map((each) => tickets.add(each)));
      assert.equal(answers.filter((answer) => answer.added).length, 1);
      assert.equal(new Set(answers.map((answer) => answer.ticket.id)).size, 1);
    });

    it('wait by the time they were enqueued', async () => {
      const late = newTicket({ enqueuedAt: 3000 });
      const early = newTicket({ enqueuedAt: 1000 });
      const twins = [newTicket({ enqueuedAt: 2000 }), newTicket({ enqueuedAt: 2000 })];
      for (const ticket of [late, ...twins, early]) await tickets.add(ticket);
      await tickets.add(newTicket({ game: 'holdem' }));
      const ids = (await tickets.waiting('relay')).map(({ id }) => id);
      assert.deepEqual(ids, [early.id, ...twins.map(({ id }) => id).sort(), late.id]);
      assert.deepEqual(await tickets.waiting('chess'), []);
    });

    it('are cancelled once, which makes room for another', async () => {
      const [ticket] = await added(1);
      assert.ok(ticket);
      assert.equal((await tickets.cancel(ticket.id))?.state, 'cancelled');
      assert.equal(await tickets.cancel(ticket.id), null);
      assert.equal(await tickets.cancel(newId()), null);
      assert.equal((await tickets.find(ticket.id))?.state, 'cancelled');
      assert.deepEqual(await tickets.waiting('relay'), []);
      assert.equal(await tickets.waitingOf(ticket.player), null);
      assert.equal((await tickets.add(newTicket({ player: ticket.player }))).added, true);
    });

    it('are all taken for a match, or none', async () => {
      const [one, two, three] = await added(3);
      assert.ok(one && two && three);
      await tickets.cancel(three.id);
      assert.equal(await tickets.commit([one.id, two.id, three.id], newId(), 'x', 0), false);
      assert.equal((await tickets.waiting('relay')).length, 2);
      const match = newId();
      assert.equal(await tickets.commit([one.id, two.id], match, 'Of one strength.', 0), true);
      assert.deepEqual(await tickets.find(one.id), {
        ...one,
        state: 'matched',
        match,
        why: 'Of one strength.',
      });
      assert.equal(await tickets.waitingOf(one.player), null);
      assert.deepEqual(await tickets.waiting('relay'), []);
      assert.equal(await tickets.cancel(one.id), null);
    });

    it('are in one match when many matchers want them at once', async () => {
      const all = await added(9);
      const proposals = Array.from({ length: 12 }, (_, i) => ({
        match: newId(),
        ids: [0, 1, 2].map((n) => all[(i * 2 + n * 3) % 9]?.id ?? ''),
      }));
      const done = await Promise.all(proposals.map(({ match, ids }) => tickets.commit(ids, match, 'x', 0)));
      const taken = proposals.filter((_, i) => done[i]).flatMap(({ ids }) => ids);
      assert.ok(taken.length > 0);
      assert.equal(new Set(taken).size, taken.length);
      for (const [i, { match, ids }] of proposals.entries()) {
        for (const id of ids) assert.equal((await tickets.find(id))?.match === match, done[i]);
      }
    });

    it('are taken again for the same match without harm', async () => {
      const [one, two, three] = await added(3);
      assert.ok(one && two && three);
      const match = newId();
      await tickets.commit([one.id, two.id], match, 'x', 0);
      assert.equal(await tickets.commit([one.id, two.id], match, 'x', 0), true);
      assert.equal(await tickets.commit([one.id, two.id, three.id], match, 'x', 0), false);
      assert.equal((await tickets.find(three.id))?.state, 'waiting');
    });

    it('go back to their place when a table falls through', async () => {
      const [early] = await added(1, { enqueuedAt: 1000 });
      const [late] = await added(1, { enqueuedAt: 2000 });
      const [busy] = await added(1, { enqueuedAt: 3000 });
      assert.ok(early && late && busy);
      const match = newId();
      await tickets.commit([early.id, busy.id], match, 'x', 0);
      await tickets.add(newTicket({ player: busy.player, enqueuedAt: 4000 }));
      const back = await tickets.release(match);
      assert.deepEqual(
        back.map(({ id, state, match: at, enqueuedAt }) => ({ id, state, at, enqueuedAt })),
        [{ id: early.id, state: 'waiting', at: null, enqueuedAt: 1000 }],
      );
      assert.match(back[0]?.why ?? '', /fell through/);
      assert.deepEqual(
        (await tickets.waiting('relay')).map(({ enqueuedAt }) => enqueuedAt),
        [1000, 2000, 4000],
      );
      assert.deepEqual(await tickets.release(match), []);
      assert.deepEqual(await tickets.release(newId()), []);
    });

    it('say why they wait', async () => {
      const [one, two] = await added(2);
      assert.ok(one && two);
      await tickets.cancel(two.id);
      await tickets.explain(new Map([one.id, two.id, newId()].map((id) => [id, 'Nobody else is here.'])));
      assert.equal((await tickets.find(one.id))?.why, 'Nobody else is here.');
      assert.equal((await tickets.find(two.id))?.why, 'Just arrived.');
      assert.equal((await tickets.waitingOf(one.player))?.why, 'Nobody else is here.');
    });

    it('are forgotten when they are closed and old', async () => {
      const [waits, matched, cancelled, recent] = [1000, 1000, 1000, 5000].map((enqueuedAt) =>
        newTicket({ enqueuedAt }),
      );
      assert.ok(waits && matched && cancelled && recent);
      for (const ticket of [waits, matched, cancelled, recent]) await tickets.add(ticket);
      await tickets.commit([matched.id], newId(), 'x', 0);
      await tickets.cancel(cancelled.id);
      await tickets.cancel(recent.id);
      await tickets.forget(5000);
      assert.ok(await tickets.find(waits.id));
      assert.equal(await tickets.find(matched.id), null);
      assert.equal(await tickets.find(cancelled.id), null);
      assert.ok(await tickets.find(recent.id));
    });

    it('may be many', async () => {
      const all = Array.from({ length: 1200 }, (_, i) => newTicket({ enqueuedAt: i }));
      await Promise.all(all.map((ticket) => tickets.add(ticket)));
      await tickets.explain(new Map(all.map(({ id }) => [id, 'Wait.'])));
      const waiting = await tickets.waiting('relay');
      assert.deepEqual(
        waiting,
        all.map((ticket) => ({ ...ticket, why: 'Wait.' })),
      );
      for (const { id } of all) await tickets.cancel(id);
      await tickets.forget(2000);
      assert.equal(await tickets.find(all[0]?.id ?? ''), null);
      assert.equal(await tickets.find(all[1199]?.id ?? ''), null);
    });
  });
}

describe('tickets in a Redis that loses its data', () => {
  let redis: Redis;
  let prefix: string;

  beforeEach(async () => {
    redis = quietRedis((await sharedRedis()).url);
    prefix = freshPrefix();
  });
  afterEach(() => closeRedis(redis));

  const lose = async () => void (await redis.del(...(await redis.keys(`${prefix}*`))));

  it('are put back by the processes at which they came in', async () => {
    const [one, two] = [new RedisTickets(redis, prefix), new RedisTickets(redis, prefix)];
    const [first, second] = [newTicket({ enqueuedAt: 2000 }), newTicket({ enqueuedAt: 1000 })];
    await one.add(first);
    await two.add(second);
    await lose();
    assert.deepEqual(await one.waiting('relay'), []);
    await Promise.all([one.refresh(), two.refresh()]);
    assert.deepEqual(await one.waiting('relay'), [second, first]);
    assert.deepEqual(await redis.zrange(`${prefix}players_queue:relay`, 0, -1), [second.id, first.id]);
  });

  it('are not put back when they waited no more', async () => {
    const [one, leader] = [new RedisTickets(redis, prefix), new RedisTickets(redis, prefix)];
    const [matched, cancelled, waits] = [newTicket(), newTicket(), newTicket()];
    for (const ticket of [matched, cancelled, waits]) await one.add(ticket);
    await leader.commit([matched.id], newId(), 'x', 0);
    await one.cancel(cancelled.id);
    await one.refresh();
    await lose();
    await one.refresh();
    await leader.refresh();
    assert.deepEqual(
      (await one.waiting('relay')).map(({ id }) => id),
      [waits.id],
    );
  });

  it('are not put back beside another of the same player', async () => {
    const [one, two] = [new RedisTickets(redis, prefix), new RedisTickets(redis, prefix)];
    const ticket = newTicket();
    await one.add(ticket);
    await lose();
    const again = newTicket({ player: ticket.player });
    await two.add(again);
    await one.refresh();
    await one.refresh();
    assert.deepEqual(await one.waiting('relay'), [again]);
    assert.equal(await one.find(ticket.id), null);
  });

  it('that were released are put back by who released them', async () => {
    const tickets = new RedisTickets(redis, prefix);
    const ticket = newTicket();
    await tickets.add(ticket);
    const match = newId();
    await tickets.commit([ticket.id], match, 'x', 0);
    await tickets.release(match);
    await lose();
    await tickets.refresh();
    assert.equal((await tickets.find(ticket.id))?.state, 'waiting');
  });
});
