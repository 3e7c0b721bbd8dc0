import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Random } from '../../../src/lib/random.ts';
import { columnsOf } from '../../../src/matchmaking/matcher/columns.ts';
import { crowdOf } from '../../../src/matchmaking/matcher/crowd.ts';
import { matchQueue } from '../../../src/matchmaking/matcher/matcher.ts';
import { paceHere } from '../../../src/matchmaking/matcher/pace.ts';
import { defaultPolicy, latencyAfter } from '../../../src/matchmaking/matcher/policy.ts';
import type { OpenRoom, ProposedMatch, QueuedTicket } from '../../../src/matchmaking/matcher/types.ts';
import { NOW, waiting } from './queue.ts';

const policy = defaultPolicy;
const SEED = 4_071;

const regions = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.dictionary(fc.constantFrom('eu', 'us', 'ap'), fc.integer({ min: 5, max: 320 })),
  },
);

/** Few ratings and regions, so that equals, ties and conflicts are frequent. */
const queues = fc
  .array(
    fc.record({
      mu: fc.oneof(fc.constantFrom(1_400, 1_500, 1_600), fc.double({ min: 300, max: 2_900, noNaN: true })),
      sigma: fc.constantFrom(80, 500),
      seconds: fc.integer({ min: 0, max: 400 }),
      bots: fc.boolean(),
      regions,
      party: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 3 }),
      priority: fc.boolean(),
      blocked: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 2 }),
      met: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3_600 })), {
        maxLength: 3,
      }),
    }),
    { maxLength: 40 },
  )
  .map((people) =>
    people.map(({ mu, sigma, seconds, party, blocked, met, ...more }, i) =>
      waiting(`${i}`, mu, seconds, {
        ...more,
        rating: { mu, sigma, played: 9 },
        party: party === null ? null : `party-${party}`,
        blocked: blocked.map((b) => `player-${b}`),
        recent: Object.fromEntries(met.map(([m, ago]) => [`player-${m}`, NOW - ago * 1_000])),
      }),
    ),
  );

const rooms: fc.Arbitrary<OpenRoom[]> = fc
  .array(
    fc.record({
      region: fc.constantFrom(null, 'eu', 'us', 'nowhere'),
      free: fc.integer({ min: 0, max: 3 }),
      people: fc.array(
        fc.record({
          player: fc.integer({ min: 100, max: 140 }).map((n) => `player-${n}`),
          rating: fc
            .double({ min: 800, max: 2_200, noNaN: true })
            .map((mu) => ({ mu, sigma: 80, played: 9 })),
          blocked: fc.array(
            fc.integer({ min: 0, max: 40 }).map((b) => `player-${b}`),
            { maxLength: 2 },
          ),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      openedAt: fc.integer({ min: NOW - 60_000, max: NOW }),
    }),
    { maxLength: 3 },
  )
  .map((open) => open.map((room, i) => ({ id: `room-${i}`, ...room })));

/** Checks something of every table that is made of many queues. */
function everyTable(
  check: (table: QueuedTicket[], match: ProposedMatch, queue: QueuedTicket[], open: OpenRoom[]) => void,
) {
  let tables = 0;
  fc.assert(
    fc.property(queues, rooms, (queue, open) => {
      for (const match of matchQueue(queue, open, NOW, policy).matches) {
        tables++;
        check(
          match.tickets.map((id) => queue[Number(id)] as QueuedTicket),
          match,
          queue,
          open,
        );
      }
    }),
    { seed: SEED, numRuns: 250 },
  );
  assert.ok(tables > 250, `only ${tables} tables were made: nothing was checked`);
}

/**
 * The region, or those that are equally good, where the worst latency of a ticket's party is least: the party always
 * reaches it.
 */
function bestOf(table: QueuedTicket[], { id, party }: QueuedTicket): string[] {
  const mates = table.filter((one) => one.id === id || (party !== null && one.party === party));
  const lists = mates.map(({ regions }) => regions).filter((regions) => Object.keys(regions).length > 0);
  const worst = (name: string) =>
    Math.max(...lists.map((regions) => regions[name] ?? Number.POSITIVE_INFINITY));
  const names = Object.keys(lists[0] ?? {}).filter((name) => Number.isFinite(worst(name)));
  const least = Math.min(...names.map(worst));
  return names.filter((name) => worst(name) === least);
}

function pairs(table: QueuedTicket[]): [QueuedTicket, QueuedTicket][] {
  return table.flatMap((a, i) => table.slice(i + 1).map((b): [QueuedTicket, QueuedTicket] => [a, b]));
}

describe('matcher, for any queue', () => {
  it('seats nobody twice and loses nobody', () => {
    fc.assert(
      fc.property(queues, rooms, (queue, open) => {
        const { matches, explanations } = matchQueue(queue, open, NOW, policy);
        const all = [...matches.flatMap(({ tickets }) => tickets), ...explanations.keys()];
        assert.deepEqual(all.sort(), queue.map(({ id }) => id).sort());
      }),
      { seed: SEED, numRuns: 250 },
    );
  });

  it('makes the same tables of the same queue in any order', () => {
    fc.assert(
      fc.property(queues, rooms, fc.string(), (queue, open, seed) => {
        const random = Random.seeded(seed);
        assert.deepEqual(
          matchQueue(random.shuffle(queue), random.shuffle(open), NOW, policy),
          matchQueue(queue, open, NOW, policy),
        );
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('makes tables of three to five, smaller ones only with bots to whom everybody agreed', () => {
    everyTable((table, { bots, room }, _, open) => {
      const { free } = open.find(({ id }) => id === room) ?? { free: policy.seats.max };
      assert.ok(table.length >= 1 && table.length <= free);
      if (room !== null) return assert.equal(bots, 0);
      if (bots === 0) return assert.ok(table.length >= policy.seats.min);
      assert.equal(table.length + bots, policy.seats.max);
      assert.ok(table.every((ticket) => ticket.bots));
      assert.ok(table.some(({ enqueuedAt }) => NOW - enqueuedAt >= policy.botsAfterMs));
    });
  });

  it('never lets players meet one of whom blocked the other', () => {
    everyTable((table, { room }, _, open) => {
      for (const [a, b] of pairs(table)) {
        assert.ok(!a.blocked.includes(b.player) && !b.blocked.includes(a.player));
      }
      for (const there of open.find(({ id }) => id === room)?.people ?? [])
        for (const { player, blocked } of table)
          assert.ok(!blocked.includes(there.player) && !there.blocked.includes(player));
    });
  });

  it('keeps parties whole', () => {
    everyTable((table, _, queue) => {
      for (const { party } of table)
        if (party !== null)
          assert.ok(queue.every((ticket) => ticket.party !== party || table.includes(ticket)));
    });
  });

  it('keeps everybody in the windows of all others, unless one is starved', () => {
    everyTable((table, _, queue) => {
      const { columns } = columnsOf(queue, NOW);
      const crowd = crowdOf(columns, NOW, policy, paceHere(columns, NOW));
      const unitOf = new Map<QueuedTicket, number>();
      for (let u = 0; u < crowd.count; u++)
        for (const m of crowd.members.subarray(crowd.first[u], crowd.first[u + 1]))
          unitOf.set(queue[m] as QueuedTicket, u);
      for (const [a, b] of pairs(table)) {
        const [u, v] = [unitOf.get(a) as number, unitOf.get(b) as number];
        if (u === v || crowd.starved[u] || crowd.starved[v]) continue;
        const apart = Math.abs((crowd.mu[u] as number) - (crowd.mu[v] as number));
        assert.ok(apart <= (crowd.window[u] as number) && apart <= (crowd.window[v] as number));
      }
    });
  });

  it('puts a table where everybody reaches it', () => {
    everyTable((table, { region }) => {
      const listing = table.filter((ticket) => Object.keys(ticket.regions).length > 0);
      if (region === null) return assert.equal(listing.length, 0);
      for (const ticket of listing) {
        const nearest = Math.min(...Object.values(ticket.regions));
        const limit = Math.max(nearest, latencyAfter(NOW - ticket.enqueuedAt, policy));
        const latency = ticket.regions[region] ?? Number.POSITIVE_INFINITY;
        assert.ok(latency <= limit || bestOf(table, ticket).includes(region));
        assert.ok(latency < Number.POSITIVE_INFINITY);
      }
    });
  });

  it('lets nobody be overtaken by an equal who came later', () => {
    const equals = fc.array(
      fc.record({
        mu: fc.constantFrom(1_500, 1_800, 2_100),
        seconds: fc.integer({ min: 0, max: 10 }),
        bots: fc.boolean(),
        home: fc.constantFrom('eu', 'us'),
        priority: fc.boolean(),
      }),
      { minLength: 10, maxLength: 40 },
    );
    let overtakable = 0;
    fc.assert(
      fc.property(equals, (people) => {
        const queue = people.map(({ mu, seconds, bots, home, priority }, i) =>
          waiting(`${i}`, mu, seconds, { bots, regions: { [home]: 30 }, priority }),
        );
        const { matches } = matchQueue(queue, [], NOW, policy);
        const seated = new Set(matches.flatMap(({ tickets }) => tickets));
        for (const left of queue.filter(({ id }) => !seated.has(id))) {
          for (const taken of queue.filter(({ id }) => seated.has(id))) {
            const same = (t: QueuedTicket) => JSON.stringify([t.rating, t.regions, t.bots]);
            if (same(left) !== same(taken)) continue;
            overtakable++;
            assert.ok(left.enqueuedAt >= taken.enqueuedAt || (taken.priority && !left.priority));
          }
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
    assert.ok(overtakable > 100);
  });
});
