import assert from 'node:assert/strict';
import { Random } from '../../src/lib/random.ts';
import type { TicketQueue } from '../../src/matchmaking/ticketQueue.ts';
import { NEXT_STATES, type Proposal, type Ticket } from '../../src/matchmaking/tickets.ts';
import type { TicketState } from '../../src/protocol/ticket.ts';
import type { OpenQueue } from './queueContract.ts';
import { addTickets, ids, newTicket, proposalOf } from './queueTickets.ts';
import { newId } from './stores.ts';

/** What every `TicketQueue` keeps to with tables that are agreed on. */
export function describeTables(kind: string, open: OpenQueue) {
  describe(`tables of the queue in ${kind}`, function () {
    this.timeout(180_000);
    let queue: TicketQueue;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ queue, close } = await open());
    });
    afterEach(() => close?.());

    const added = (count: number, more?: Partial<Ticket>) => addTickets(queue, count, more);

    /** Proposed, and agreed on by all. */
    async function agreed(tickets: readonly Ticket[]): Promise<string> {
      const proposal = proposalOf(tickets);
      assert.equal(await queue.propose(proposal), true);
      for (const { id } of tickets) await queue.accept(proposal.match, id);
      return proposal.match;
    }

    const state = async (ticket: Ticket | undefined) => (await queue.find(ticket?.id ?? ''))?.state;

    it('proposes a table of all, or of none', async () => {
      const [one, two, gone] = await added(3);
      assert.ok(one && two && gone);
      await queue.close([gone.id], 'cancelled', '');
      assert.equal(await queue.propose(proposalOf([one, two, gone])), false);
      assert.equal(await queue.propose(proposalOf([one, two, newTicket()])), false);
      assert.deepEqual(await queue.waiting('relay'), [one, two]);
      assert.deepEqual(await queue.proposals(), []);

      const proposal = proposalOf([one, two]);
      assert.equal(await queue.propose(proposal), true);
      const at = { state: 'proposed', match: proposal.match, why: proposal.why };
      assert.deepEqual(await queue.find(one.id), { ...one, ...at });
      assert.deepEqual(await queue.openOf(two.player), { ...two, ...at });
      assert.deepEqual(await queue.waiting('relay'), []);
      assert.equal(await queue.count('relay'), 2);
      assert.deepEqual(await queue.proposal(proposal.match), proposal);
      assert.deepEqual(await queue.proposals(), [
        { ...proposal, state: 'proposed', since: proposal.deadline },
      ]);
      assert.equal(await queue.proposal(newId()), null);
      assert.equal(await queue.proposal('x'), null);
    });

    it('has those who are proposed keep their place and their only ticket', async () => {
      const [one] = await added(1);
      assert.ok(one);
      assert.equal(await queue.propose(proposalOf([one])), true);
      const again = await queue.add([newTicket({ player: one.player })]);
      assert.deepEqual([again.added, ids(again.tickets)], [false, [one.id]]);
      assert.deepEqual(await queue.close([one.id], 'cancelled', ''), []);
      assert.equal(await state(one), 'proposed');
    });

    it('has a ticket at one table when many propose at once', async () => {
      const all = await added(9);
      const proposals = Array.from({ length: 12 }, (_, i) =>
        proposalOf([0, 1, 2].map((n) => all[(i * 2 + n * 3) % 9] ?? newTicket())),
      );
      const done = await Promise.all(proposals.map((proposal) => queue.propose(proposal)));
      const taken = proposals.filter((_, i) => done[i]).flatMap(({ tickets }) => tickets);
      assert.ok(taken.length > 0);
      assert.equal(new Set(taken).size, taken.length);
      for (const [i, { match, tickets }] of proposals.entries()) {
        for (const id of tickets) assert.equal((await queue.find(id))?.match === match, done[i]);
      }
      const open = (await queue.proposals()).flatMap(({ tickets }) => tickets);
      const waiting = ids(await queue.waiting('relay'));
      assert.deepEqual([...open, ...waiting].toSorted(), ids(all).toSorted());
    });

    it('loses nobody when players go while they are proposed', async () => {
      const all = await added(12);
      const proposals = [0, 3, 6, 9].map((from) => proposalOf(all.slice(from, from + 3)));
      const leaving = [1, 4, 7, 10].map((i) => all[i]?.id ?? '');
      const [proposed, closed] = await Promise.all([
        Promise.all(proposals.map((proposal) => queue.propose(proposal))),
        Promise.all(leaving.map((id) => queue.close([id], 'cancelled', 'You left.'))),
      ]);
      for (const [i, went] of proposed.entries()) assert.equal(closed[i]?.length === 1, !went);
    });

    it('counts who agrees, once each', async () => {
      const [one, two] = await added(2);
      assert.ok(one && two);
      const proposal = proposalOf([one, two]);
      await queue.propose(proposal);
      const { match } = proposal;
      assert.deepEqual(await queue.accept(match, two.id), { ...proposal, accepted: [two.id] });
      assert.deepEqual(await queue.accept(match, two.id), { ...proposal, accepted: [two.id] });
      assert.equal(await queue.accept(match, newId()), null);
      assert.equal(await queue.commit(match, 5), false);
      assert.equal(await state(one), 'proposed');
      assert.deepEqual((await queue.accept(match, one.id))?.accepted.toSorted(), [one.id, two.id].toSorted());
      assert.equal(await queue.accept(newId(), one.id), null);
    });

    it('has one caller go on when all agreed', async () => {
      const tickets = await added(5);
      const proposal = proposalOf(tickets);
      await queue.propose(proposal);
      const { match } = proposal;
      const answers = await Promise.all(ids(tickets).map((id) => queue.accept(match, id)));
      const counts = answers.map((answer) => answer?.accepted.length ?? 0);
      assert.equal(Math.max(...counts), 5);
      const gone = await Promise.all([1, 2, 3, 4, 5].map((now) => queue.commit(match, now)));
      assert.deepEqual(gone.toSorted(), [false, false, false, false, true]);
      for (const ticket of tickets) assert.equal(await state(ticket), 'matched');
      assert.equal(await queue.count('relay'), 0);
      assert.equal(await queue.openOf(tickets[0]?.player ?? ''), null);
      const [open] = await queue.proposals();
      assert.deepEqual([open?.match, open?.state, open?.since], [match, 'matched', gone.indexOf(true) + 1]);
      assert.equal(await queue.accept(match, tickets[0]?.id ?? ''), null);
      assert.equal(await queue.commit(newId(), 1), false);
    });

    it('goes on with fewer, if it is still as it was known', async () => {
      const tickets = await added(5);
      const proposal = proposalOf(tickets);
      await queue.propose(proposal);
      const { match } = proposal;
      const [one, two, three, four, five] = ids(tickets) as [string, string, string, string, string];
      const known = await queue.accept(match, two);
      assert.ok(known);
      await queue.accept(match, one);
      const less = (from: Proposal, ...left: string[]): Proposal => {
        const accepted = from.accepted.filter((id) => left.includes(id));
        return { ...from, tickets: left, accepted, spread: 1.5, why: 'Fewer «».' };
      };
      assert.equal(await queue.goOn(known, less(known, one, two, three, four)), false, 'another agreed');
      assert.equal((await queue.find(five))?.state, 'proposed');
      const now = await queue.proposal(match);
      assert.ok(now);
      const next = less(now, one, two, three, four);
      const done = await Promise.all([1, 2, 3].map(() => queue.goOn(now, next)));
      assert.deepEqual(done.toSorted(), [false, false, true], 'one caller goes on');
      assert.deepEqual(await queue.proposal(match), next);
      assert.deepEqual(await queue.proposals(), [{ ...next, state: 'proposed', since: next.deadline }]);
      const out = await queue.find(five);
      assert.deepEqual([out?.state, out?.match], ['cancelled', null]);
      assert.equal(await queue.openOf(out?.player ?? ''), null);
      assert.equal((await queue.add([newTicket({ player: out?.player ?? '' })])).added, true);
      assert.equal((await queue.find(three))?.why, 'Fewer «».');
      assert.equal(await queue.accept(match, five), null, 'who is out does not agree any more');
      assert.equal(await queue.commit(match, 1), false);
      for (const id of [three, four]) await queue.accept(match, id);
      assert.equal(await queue.commit(match, 1), true);
      assert.equal(await queue.goOn(next, less(next, one, two, three)), false, 'it is agreed on');
      assert.deepEqual(ids(await queue.dissolve(match, ids(tickets), '')), [one, two, three, four]);
      assert.equal(await queue.goOn(next, next), false, 'it is over');
    });

    it('either goes on with fewer or counts who agrees at this moment', async () => {
      const tickets = await added(5);
      const proposal = proposalOf(tickets);
      await queue.propose(proposal);
      const left = ids(tickets).slice(0, 4);
      const last = ids(tickets)[4] ?? '';
      const next = { ...proposal, tickets: left };
      const [gone, agreed] = await Promise.all([
        queue.goOn(proposal, next),
        queue.accept(proposal.match, last),
      ]);
      assert.equal(gone, agreed === null);
      assert.equal((await queue.find(last))?.state, gone ? 'cancelled' : 'proposed');
    });

    it('is done with a table that is open', async () => {
      const tickets = await added(3);
      const match = await agreed(tickets);
      await queue.opened(match);
      assert.equal((await queue.proposals()).length, 1, 'it is only agreed on');
      await queue.commit(match, 1);
      await queue.opened(match);
      await queue.opened(match);
      await queue.opened(newId());
      assert.deepEqual(await queue.proposals(), []);
      assert.deepEqual((await queue.proposal(match))?.tickets, ids(tickets));
      assert.equal(await queue.commit(match, 2), false);
      for (const ticket of tickets) assert.equal(await state(ticket), 'matched');
    });

    it('puts those back first whose table falls through, and closes the rest', async () => {
      const [early, one, two, decliner] = await added(4);
      assert.ok(early && one && two && decliner);
      const proposal = proposalOf([one, two, decliner]);
      await queue.propose(proposal);
      const back = await queue.dissolve(proposal.match, [two.id, one.id, newId()], 'You are at the front.');
      const again = { priority: true, why: 'You are at the front.' };
      assert.deepEqual(back, [
        { ...one, ...again },
        { ...two, ...again },
      ]);
      assert.deepEqual(await queue.waiting('relay'), [...back, early]);
      assert.deepEqual(await queue.openOf(one.player), back[0]);
      const closed = await queue.find(decliner.id);
      assert.deepEqual([closed?.state, closed?.match], ['cancelled', null]);
      assert.equal(await queue.openOf(decliner.player), null);
      assert.deepEqual(await queue.proposals(), []);
      assert.equal(await queue.proposal(proposal.match), null);
      assert.equal(await queue.accept(proposal.match, one.id), null);
      assert.deepEqual(await queue.dissolve(proposal.match, [one.id], ''), []);
      assert.deepEqual(await queue.dissolve(newId(), [one.id], ''), []);
      assert.equal(await queue.count('relay'), 3);
    });

    it('takes back a table that was matched or opened', async () => {
      for (const opened of [false, true]) {
        const [here, queuedAgain, away] = await added(3);
        assert.ok(here && queuedAgain && away);
        const match = await agreed([here, queuedAgain, away]);
        await queue.commit(match, 1);
        if (opened) await queue.opened(match);
        const other = newTicket({ player: queuedAgain.player });
        assert.equal((await queue.add([other])).added, true);
        const back = await queue.dissolve(match, [here.id, queuedAgain.id], 'Again.');
        assert.deepEqual(back, [{ ...here, priority: true, why: 'Again.' }]);
        assert.deepEqual([await state(queuedAgain), await state(away)], ['cancelled', 'cancelled']);
        assert.deepEqual(await queue.openOf(queuedAgain.player), other);
        assert.deepEqual(ids(await queue.waiting('relay')), [here.id, other.id]);
        await queue.close([here.id, other.id], 'cancelled', '');
      }
    });

    it('either goes on with a table or dissolves it', async () => {
      const tickets = await added(3);
      const match = await agreed(tickets);
      const [, back] = await Promise.all([queue.commit(match, 1), queue.dissolve(match, ids(tickets), '')]);
      assert.equal(back.length, 3);
      assert.equal((await queue.waiting('relay')).length, 3);
      assert.equal(await queue.commit(match, 2), false);
    });

    it('puts nobody back twice when several dissolve at once', async () => {
      const tickets = await added(3);
      const { match } = proposalOf(tickets);
      await queue.propose(proposalOf(tickets, { match }));
      const all = await Promise.all([1, 2, 3].map(() => queue.dissolve(match, ids(tickets), '')));
      assert.deepEqual(ids(all.flat()), ids(tickets));
      assert.equal(await queue.propose(proposalOf(tickets)), true);
    });

    for (const seed of [1, 2, 3]) {
      it(`moves tickets only as they may move, whatever is asked of it (seed ${seed})`, async () => {
        const random = Random.seeded(String(seed));
        const all = await added(6);
        const known = new Map<string, TicketState>(all.map(({ id }) => [id, 'waiting']));
        let matches = [newId()];
        const some = () => all.filter(() => random.chance(0.5));
        const match = () => random.pick(matches);
        const asks = [
          () => queue.close([random.pick(all).id], random.pick(['cancelled', 'expired']), ''),
          async () => {
            const waits = all.filter(({ id }) => known.get(id) === 'waiting');
            const proposal = proposalOf(random.chance(0.8) ? waits.slice(0, 3) : some());
            if (await queue.propose(proposal)) matches = [proposal.match, ...matches.slice(0, 2)];
          },
          async () => void (await Promise.all(all.map(({ id }) => queue.accept(matches[0] ?? '', id)))),
          () => queue.commit(match(), 1),
          () => queue.opened(match()),
          async () => {
            const known = await queue.proposal(match());
            if (known) await queue.goOn(known, { ...known, tickets: known.tickets.slice(1), accepted: [] });
          },
          () => queue.callOff(match(), ids(some()), ''),
          () => queue.dissolve(match(), ids(some()), ''),
        ];
        const seen = new Set<string>();
        for (let step = 0; step < 60; step++) {
          if (step % 6 === 5)
            for (const ticket of all.splice(0, 3, ...(await added(3)))) known.delete(ticket.id);
          await random.pick(asks)();
          for (const { id } of all) {
            const from = known.get(id) ?? 'waiting';
            const to = (await queue.find(id))?.state ?? 'expired';
            if (from !== to) assert.ok(NEXT_STATES[from].includes(to), `${from} → ${to} at step ${step}`);
            if (from !== to) seen.add(to);
            known.set(id, to);
          }
        }
        assert.ok(seen.size >= 4, `it only came to ${[...seen]}`);
      });
    }

    it('forgets what is over and old', async () => {
      const all = [1000, 1000, 1000, 1000, 1000, 5000].map((enqueuedAt) => newTicket({ enqueuedAt }));
      const [waits, proposed, matched, done, cancelled, recent] = all;
      assert.ok(waits && proposed && matched && done && cancelled && recent);
      for (const ticket of all) await queue.add([ticket]);
      await queue.propose(proposalOf([proposed]));
      for (const ticket of [matched, done]) await queue.commit(await agreed([ticket]), 1);
      const opened = (await queue.find(done.id))?.match ?? '';
      await queue.opened(opened);
      await queue.close([cancelled.id, recent.id], 'cancelled', '');
      await queue.forget(5000);
      const left = [waits, proposed, matched, recent];
      for (const ticket of all) assert.equal((await queue.find(ticket.id)) !== null, left.includes(ticket));
      assert.deepEqual(await queue.dissolve(opened, [done.id], ''), []);
    });
  });
}
