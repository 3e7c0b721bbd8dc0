import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchQueue } from '../../../src/matchmaking/matcher/matcher.ts';
import { defaultPolicy as policy } from '../../../src/matchmaking/matcher/policy.ts';
import type { OpenRoom, QueuedTicket } from '../../../src/matchmaking/matcher/types.ts';
import { NOW, waiting } from './queue.ts';

const three = ['a', 'b', 'c'].map((id) => waiting(id, 1_500, 60));
const whyOf = (queue: QueuedTicket[], id: string) =>
  matchQueue(queue, [], NOW, policy).explanations.get(id)?.why ?? '';

const odd = fc.oneof(
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, -1, 1e308, 5e-324),
  fc.double(),
);
const usual = (value: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: odd });
const name = fc.integer({ min: 0, max: 25 });

const queues = fc.array(
  fc.record({
    id: name.map((n) => `t${n}`),
    player: name.map((n) => `p${n}`),
    rating: fc.record({
      mu: usual(fc.double({ min: 1_300, max: 1_700, noNaN: true })),
      sigma: usual(fc.constant(80)),
      played: fc.constant(9),
    }),
    regions: fc.dictionary(
      fc.constantFrom('eu', 'us', '__proto__', ''),
      usual(fc.integer({ min: 5, max: 300 })),
      {
        maxKeys: 2,
      },
    ),
    bots: fc.boolean(),
    enqueuedAt: usual(fc.integer({ min: NOW - 500_000, max: NOW + 5_000 })),
    party: fc.option(
      fc.integer({ min: 0, max: 3 }).map((n) => `party-${n}`),
      { freq: 4, nil: null },
    ),
    priority: fc.boolean(),
    blocked: fc.array(
      name.map((n) => `p${n}`),
      { maxLength: 2 },
    ),
    recent: fc.dictionary(
      name.map((n) => `p${n}`),
      usual(fc.integer({ min: NOW - 3_600_000, max: NOW })),
      { maxKeys: 3 },
    ),
  }),
  { maxLength: 24 },
);

const rooms: fc.Arbitrary<OpenRoom[]> = fc.array(
  fc.record({
    id: fc.constantFrom('r1', 'r2'),
    region: fc.constantFrom(null, 'eu', 'nowhere'),
    free: usual(fc.integer({ min: 0, max: 3 })),
    openedAt: usual(fc.integer({ min: NOW - 60_000, max: NOW })),
    people: fc.array(
      fc.record({
        player: fc.integer({ min: 20, max: 40 }).map((n) => `p${n}`),
        rating: fc.record({
          mu: usual(fc.constant(1_500)),
          sigma: usual(fc.constant(80)),
          played: fc.constant(1),
        }),
        blocked: fc.constant([]),
      }),
      { maxLength: 2 },
    ),
  }),
  { maxLength: 3 },
);

describe('at the door of the matcher', () => {
  it('whatever comes gets a sane result: who is seated is sound and sits once, the rest is told why', () => {
    let tables = 0;
    fc.assert(
      fc.property(queues, rooms, (queue, open) => {
        const { matches, explanations } = matchQueue(queue, open, NOW, policy);
        const seated = matches.flatMap(({ tickets }) => tickets);
        tables += matches.length;
        assert.equal(new Set(seated).size, seated.length);
        assert.deepEqual(new Set([...seated, ...explanations.keys()]), new Set(queue.map(({ id }) => id)));
        const sitting = queue.filter(({ id }) => seated.includes(id));
        assert.equal(sitting.length, seated.length, 'an id that two tickets have is nobody’s');
        assert.equal(new Set(sitting.map(({ player }) => player)).size, sitting.length);
        for (const { rating, enqueuedAt, regions } of sitting) {
          assert.ok([rating.mu, rating.sigma, enqueuedAt, ...Object.values(regions)].every(Number.isFinite));
          assert.ok(rating.sigma >= 0 && Object.values(regions).every((ms) => ms >= 0));
        }
        for (const { spread, quality } of matches)
          assert.ok(Number.isFinite(spread) && quality >= 0 && quality <= 1, `${spread} ${quality}`);
        for (const { why } of explanations.values()) assert.doesNotMatch(why, /undefined|±NaN|NaN s/);
        const reversed = matchQueue(queue.toReversed(), open.toReversed(), NOW, policy);
        assert.deepEqual(reversed, { matches, explanations });
      }),
      { seed: 79, numRuns: 500 },
    );
    assert.ok(tables > 100, `only ${tables} tables`);
  });

  it('refuses a ticket that cannot be computed with, and its party with it', () => {
    const bad: [Partial<QueuedTicket>, RegExp][] = [
      [{ rating: { mu: Number.NaN, sigma: 80, played: 1 } }, /its rating is NaN/],
      [{ rating: { mu: 1e300, sigma: 80, played: 1 } }, /its rating is 1e\+300/],
      [{ rating: { mu: 1_500, sigma: -1, played: 1 } }, /uncertainty of its rating is -1/],
      [{ rating: undefined as never }, /its rating is undefined/],
      [{ enqueuedAt: Number.NEGATIVE_INFINITY }, /enqueued at -Infinity/],
      [{ regions: { eu: -5 } }, /latency to eu is -5/],
      [{ regions: { eu: Number.NaN } }, /latency to eu is NaN/],
      [JSON.parse('{"rating": {"mu": null, "sigma": 80}}'), /its rating is null/],
      [JSON.parse('{"rating": {"mu": 1500, "sigma": null}}'), /uncertainty of its rating is null/],
      [JSON.parse('{"regions": {"eu": null}}'), /latency to eu is null/],
      [{ id: 'a' }, /another ticket has its id/],
      [{ player: 'player-a' }, /its player has another ticket/],
    ];
    for (const [flaw, why] of bad) {
      const ticket = waiting('bad', 1_500, 60, { ...flaw, party: 'p' });
      const mate = waiting('mate', 1_500, 60, { party: 'p' });
      const queue = [
        ...three,
        ...three.map((t) => ({ ...t, id: `${t.id}2`, player: `${t.id}2` })),
        ticket,
        mate,
      ];
      assert.match(whyOf(queue, ticket.id), why);
      assert.match(whyOf(queue, 'mate'), /A ticket of your party cannot be matched/);
      assert.ok(matchQueue(queue, [], NOW, policy).matches.length > 0, 'the others go on');
    }
  });

  it('refuses a ticket of a party without a name: those of nobody are not together', () => {
    const queue = three.map((ticket) => ({ ...ticket, party: undefined as never }));
    assert.deepEqual(matchQueue(queue, [], NOW, policy).matches, []);
    assert.match(whyOf(queue, 'a'), /its party has no name/);
  });

  it('refuses who sits at an open table, and leaves out a room that cannot be computed with', () => {
    const person = { player: 'player-a', rating: { mu: 1_500, sigma: 80, played: 1 }, blocked: [] };
    const room: OpenRoom = { id: 'r', region: null, free: 1, people: [person], openedAt: NOW };
    const { matches, explanations } = matchQueue(three, [room], NOW, policy);
    assert.match(explanations.get('a')?.why ?? '', /sits at an open table/);
    assert.deepEqual([matches.length, matches[0]?.room], [1, 'r']);
    for (const flaw of [{ free: Number.NaN }, { free: Number.POSITIVE_INFINITY }, { openedAt: Number.NaN }])
      assert.equal(matchQueue(three, [{ ...room, people: [], ...flaw }], NOW, policy).matches[0]?.room, null);
  });

  it('has no sense of absurd waits but that they are long', () => {
    const ages = [0, -1e15, NOW + 1e12].map((enqueuedAt, i) => waiting(`${i}`, 100 * i, 0, { enqueuedAt }));
    assert.equal(matchQueue(ages, [], NOW, policy).matches.length, 1);
  });

  it('throws what names the number when the clock, the pace or the policy is wrong', () => {
    assert.throws(() => matchQueue(three, [], Number.NaN, policy), /now is NaN/);
    assert.throws(() => matchQueue(three, [], NOW, policy, Number.NaN), /pace is NaN/);
    assert.throws(() => matchQueue(three, [], NOW, policy, { everyMs: 1, regions: { eu: 0 } }), /pace is 0/);
    const wrong: [object, RegExp][] = [
      [{ aims: [] }, /policy\.aims/],
      [{ partyBonus: Number.NaN }, /policy\.partyBonus is NaN/],
      [{ latency: { ...policy.latency, capMs: -1 } }, /policy\.latency\.capMs is -1/],
      [{ seats: { min: 4, max: 3 } }, /policy\.seats are 4 to 3/],
      [{ seats: { min: 0, max: 5 } }, /policy\.seats are 0 to 5/],
    ];
    for (const [change, error] of wrong)
      assert.throws(() => matchQueue(three, [], NOW, { ...policy, ...change }), error);
  });
});
