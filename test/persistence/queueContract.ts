import assert from 'node:assert/strict';
import type { TicketQueue } from '../../src/matchmaking/ticketQueue.ts';
import type { Ticket } from '../../src/matchmaking/tickets.ts';
import { addTickets, ids, newTicket, proposalOf } from './queueTickets.ts';
import { newId } from './stores.ts';

/** Opens an empty one. */
export type OpenQueue = () => Promise<{ queue: TicketQueue; close(): Promise<void> }>;

/** What every `TicketQueue` keeps to with tickets that wait. */
export function describeQueue(kind: string, open: OpenQueue) {
  describe(`the queue in ${kind}`, function () {
    this.timeout(180_000);
    let queue: TicketQueue;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ queue, close } = await open());
    });
    afterEach(() => close?.());

    const added = (count: number, more?: Partial<Ticket>) => addTickets(queue, count, more);

    it('has tickets as they were added', async () => {
      const ticket = newTicket({ regions: { eu: 20.5 }, bots: true, priority: true });
      assert.deepEqual(await queue.add([ticket]), { tickets: [ticket], added: true });
      assert.deepEqual(await queue.find(ticket.id), ticket);
      assert.deepEqual(await queue.openOf(ticket.player), ticket);
      assert.equal(await queue.find(newId()), null);
      assert.equal(await queue.find('nothing'), null);
      assert.equal(await queue.openOf('nobody'), null);
    });

    it('has one ticket of each player, over all games', async () => {
      const ticket = newTicket();
      const same = Array.from({ length: 10 }, (_, i) =>
        newTicket({ player: ticket.player, game: i % 2 ? 'relay' : 'holdem' }),
      );
      const answers = await Promise.all([ticket, ...same].map((each) => queue.add([each])));
      assert.equal(answers.filter(({ added }) => added).length, 1);
      assert.equal(new Set(answers.flatMap(({ tickets }) => ids(tickets))).size, 1);
      assert.equal((await queue.count('relay')) + (await queue.count('holdem')), 1);
    });

    it('takes a party as a whole or not at all', async () => {
      const party = newId();
      const [busy] = await added(1);
      const three = [newTicket({ party }), newTicket({ party }), newTicket({ party, player: busy?.player })];
      assert.deepEqual(await queue.add(three), { tickets: [busy], added: false });
      assert.equal(await queue.count('relay'), 1);
      const two = three.slice(0, 2);
      assert.deepEqual(await queue.add(two), { tickets: two, added: true });
      assert.deepEqual(await queue.add(two), { tickets: two, added: true });
      assert.equal(await queue.count('relay'), 3);
    });

    it('has one party of people who queue in two at once', async () => {
      const players = Array.from({ length: 6 }, newId);
      const parties = Array.from({ length: 6 }, (_, i) =>
        [0, 1, 2].map((n) => newTicket({ party: `p${i}`, player: players[(i + n) % 6] ?? '' })),
      );
      const answers = await Promise.all(parties.map((tickets) => queue.add(tickets)));
      const taken = parties.filter((_, i) => answers[i]?.added).flat();
      assert.ok(taken.length > 0);
      assert.equal(new Set(taken.map(({ player }) => player)).size, taken.length);
      assert.deepEqual(ids(await queue.waiting('relay')).toSorted(), ids(taken).toSorted());
    });

    it('goes by priority, then by time', async () => {
      const [late, early] = [newTicket({ enqueuedAt: 3000 }), newTicket({ enqueuedAt: 1000 })];
      const twins = [newTicket({ enqueuedAt: 2000 }), newTicket({ enqueuedAt: 2000 })];
      const first = newTicket({ enqueuedAt: 9000, priority: true });
      for (const ticket of [late, ...twins.toReversed(), early, first]) await queue.add([ticket]);
      await queue.add([newTicket({ game: 'holdem' })]);
      assert.deepEqual(await queue.waiting('relay'), [first, early, ...twins, late]);
      assert.deepEqual(await queue.waiting('chess'), []);
      assert.equal(await queue.count('relay'), 5);
      assert.equal(await queue.count('chess'), 0);
    });

    it('closes what waits, once, which makes room for another', async () => {
      const [ticket] = await added(1);
      assert.ok(ticket);
      const closed = { ...ticket, state: 'cancelled', why: 'You left.' };
      assert.deepEqual(await queue.close([ticket.id, newId(), 'x'], 'cancelled', 'You left.'), [closed]);
      assert.deepEqual(await queue.close([ticket.id], 'expired', 'Gone.'), []);
      assert.deepEqual(await queue.find(ticket.id), closed);
      assert.deepEqual(await queue.waiting('relay'), []);
      assert.equal(await queue.openOf(ticket.player), null);
      assert.equal((await queue.add([newTicket({ player: ticket.player })])).added, true);
      assert.deepEqual(await queue.close([], 'expired', ''), []);
    });

    it('closes a party with one of it', async () => {
      const party = newId();
      const three = [1, 2, 3].map((enqueuedAt) => newTicket({ party, enqueuedAt }));
      await queue.add(three);
      const [other] = await added(1, { party: newId() });
      const closed = await queue.close([three[1]?.id ?? ''], 'expired', 'Somebody of your party is gone.');
      assert.deepEqual(ids(closed).toSorted(), ids(three).toSorted());
      assert.ok(closed.every((ticket) => ticket.state === 'expired' && /party/.test(ticket.why)));
      assert.deepEqual(await queue.waiting('relay'), [other]);
    });

    it('calls a table off only while it is being agreed on', async () => {
      const tickets = await addTickets(queue, 3);
      const proposal = proposalOf(tickets);
      await queue.propose(proposal);
      const [one, two, three] = tickets;
      assert.ok(one && two && three);
      assert.deepEqual(
        ids((await queue.callOff(proposal.match, [one.id, two.id], 'Again.')) ?? []),
        ids([one, two]),
      );
      assert.equal((await queue.find(three.id))?.state, 'cancelled');
      assert.equal(await queue.callOff(proposal.match, [one.id], 'Again.'), null);
      const second = proposalOf([one, two]);
      await queue.propose(second);
      for (const { id } of [one, two]) await queue.accept(second.match, id);
      assert.equal(await queue.commit(second.match, 1), true);
      assert.equal(await queue.callOff(second.match, [one.id, two.id], 'Too late.'), null);
      assert.equal((await queue.find(one.id))?.state, 'matched');
    });

    it('says of those who wait why', async () => {
      const [one, gone] = await added(2);
      assert.ok(one && gone);
      await queue.close([gone.id], 'cancelled', 'You left.');
      await queue.explain(new Map([one.id, gone.id, newId(), 'x'].map((id) => [id, 'Nobody else is here.'])));
      await queue.explain(new Map());
      assert.equal((await queue.openOf(one.player))?.why, 'Nobody else is here.');
      assert.equal((await queue.find(gone.id))?.why, 'You left.');
    });

    it('keeps those out for longer who let others down again', async () => {
      const [player, other] = [newId(), newId()];
      assert.equal(await queue.coolDown(player, 0), 0);
      const start = 1_790_000_000_000;
      const lengths: number[] = [];
      let now = start;
      for (let i = 0; i < 7; i++) {
        const until = await queue.penalize(player, now);
        lengths.push((until - now) / 1000);
        assert.equal(await queue.coolDown(player, until - 1), until);
        assert.equal(await queue.coolDown(player, until), 0);
        now = until;
      }
      assert.deepEqual(lengths, [30, 60, 120, 240, 480, 900, 900]);
      assert.equal(await queue.coolDown(other, start), 0);
      const tomorrow = now + 24 * 3_600_000;
      assert.equal(await queue.penalize(player, tomorrow), tomorrow + 30_000);
    });

    it('counts each time when somebody is penalized twice at once', async () => {
      const player = newId();
      const untils = await Promise.all([1, 2, 3].map(() => queue.penalize(player, 1000)));
      assert.deepEqual(
        untils.toSorted((a, b) => a - b),
        [31_000, 61_000, 121_000],
      );
    });

    it('may be long', async () => {
      const all = Array.from({ length: 1200 }, (_, i) => newTicket({ enqueuedAt: i }));
      for (let i = 0; i < all.length; i += 5) await queue.add(all.slice(i, i + 5));
      await queue.explain(new Map(all.map(({ id }) => [id, 'Wait.'])));
      assert.deepEqual(
        await queue.waiting('relay'),
        all.map((ticket) => ({ ...ticket, why: 'Wait.' })),
      );
      assert.equal((await queue.close(ids(all), 'expired', 'Gone.')).length, 1200);
      await queue.forget(2000);
      assert.equal(await queue.find(all[0]?.id ?? ''), null);
      assert.equal(await queue.find(all[1199]?.id ?? ''), null);
    });
  });
}
