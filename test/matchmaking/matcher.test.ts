import assert from 'node:assert/strict';
import { Random } from '../../src/lib/random.ts';
import {
  defaultPolicy,
  matchTickets,
  smallestTable,
  type WaitingTicket,
} from '../../src/matchmaking/matcher.ts';
import { newRating } from '../../src/matchmaking/rating.ts';

const policy = defaultPolicy;

function ticket(id: string, enqueuedAt = 0, bots = false): WaitingTicket {
  return { id, player: `player-${id}`, rating: newRating(), regions: {}, bots, enqueuedAt };
}

const sizes = (tickets: WaitingTicket[], now: number) =>
  matchTickets(tickets, [], now, policy).matches.map((match) => match.tickets.length);

describe('matcher', () => {
  it('takes a five at once, oldest first', () => {
    const tickets = ['c', 'a', 'e', 'b', 'd', 'f'].map((id, i) => ticket(id, i));
    const { matches } = matchTickets(tickets, [], 6, policy);
    assert.deepEqual(matches[0]?.tickets, ['c', 'a', 'e', 'b', 'd']);
    assert.equal(matches.length, 1);
  });

  it('accepts four after 5 s and three after 10 s of the oldest', () => {
    const four = ['a', 'b', 'c', 'd'].map((id) => ticket(id));
    const three = four.slice(1);
    assert.deepEqual([sizes(four, 4_999), sizes(four, 5_000)], [[], [4]]);
    assert.deepEqual([sizes(three, 9_999), sizes(three, 10_000)], [[], [3]]);
  });

  it('never makes a table of fewer than three people without bots, however long they wait', () => {
    assert.deepEqual(sizes([ticket('a'), ticket('b')], 3_600_000), []);
  });

  it('fills with bots only where everybody agreed', () => {
    const { matches } = matchTickets([ticket('a', 0, true), ticket('b')], [], 1, policy);
    assert.deepEqual(
      matches.map(({ tickets, bots }) => ({ tickets, bots })),
      [{ tickets: ['a'], bots: 4 }],
    );
  });

  it('says of every ticket that waits why', () => {
    const { explanations } = matchTickets([ticket('a'), ticket('b')], [], 1_000, policy);
    assert.equal(explanations.get('a'), '2 of 3 needed are waiting.');
    const more = matchTickets(
      ['a', 'b', 'c'].map((id) => ticket(id)),
      [],
      4_000,
      policy,
    );
    assert.equal(more.explanations.get('c'), '3 are waiting; a table of 3 is made in 6 s unless more come.');
  });

  it('knows the smallest table a wait accepts', () => {
    assert.deepEqual(
      [0, 4_999, 5_000, 9_999, 10_000].map((ms) => smallestTable(ms, policy)),
      [5, 5, 4, 4, 3],
    );
  });

  it('seats nobody twice, loses nobody, overtakes no older one, and repeats itself, over random queues', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = Random.seeded(`matcher-${seed}`);
      const tickets = Array.from({ length: random.int(0, 30) }, (_, i) =>
        ticket(`t${i}`, random.int(0, 20_000), random.chance(0.2)),
      );
      const result = matchTickets(tickets, [], 20_000, policy);
      const seated = result.matches.flatMap((match) => match.tickets);
      const waiting = [...result.explanations.keys()];
      assert.equal(new Set(seated).size, seated.length, `seed ${seed}: somebody sits twice`);
      assert.deepEqual(
        [...seated, ...waiting].sort(),
        tickets.map((t) => t.id).sort(),
        `seed ${seed}: somebody is lost`,
      );
      for (const { tickets: table, bots } of result.matches) {
        const people = tickets.filter((t) => table.includes(t.id));
        assert.ok(table.length + bots >= 3 && table.length + bots <= 5, `seed ${seed}: size`);
        if (bots > 0)
          assert.ok(
            people.every((t) => t.bots),
            `seed ${seed}: bots unasked`,
          );
      }
      const when = (id: string) => tickets.find((t) => t.id === id)?.enqueuedAt ?? 0;
      const withPeople = result.matches.filter((match) => match.bots === 0).flatMap((match) => match.tickets);
      const youngestSeated = Math.max(
        0,
        ...withPeople.filter((id) => !tickets.find((t) => t.id === id)?.bots).map(when),
      );
      assert.ok(
        waiting.every((id) => when(id) >= youngestSeated),
        `seed ${seed}: an older one was overtaken`,
      );
      assert.deepEqual(matchTickets([...tickets].reverse(), [], 20_000, policy).matches, result.matches);
    }
  });
});
