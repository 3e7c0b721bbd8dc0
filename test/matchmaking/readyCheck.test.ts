import assert from 'node:assert/strict';
import { isolated } from '../../src/lib/isolated.ts';
import { Problem } from '../../src/lib/problem.ts';
import { Random } from '../../src/lib/random.ts';
import type { TicketQueue } from '../../src/matchmaking/ticketQueue.ts';
import { easyPolicy, queueFixture } from './queueFixture.ts';

const FIVE = ['a', 'b', 'c', 'd', 'e'];
const THREE = FIVE.slice(0, 3);
const refusedWith = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

/** The queue, as if each table were proposed at one that is open. */
function withRoom(queue: TicketQueue, room: string): TicketQueue['propose'] {
  const propose = queue.propose.bind(queue);
  return (proposal) => propose({ ...proposal, room });
}

describe('a ready check', () => {
  it('asks everybody at the table without saying who else is asked', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    for (const [player, ticket_id] of tickets) {
      const told = at.lastTold(player, 'ready_check');
      assert.deepEqual(told, { ticket_id, deadline: at.now() + 10_000, accepted: 0, needed: 5, own: false });
    }
    const before = JSON.stringify(
      at.told.filter(({ player }) => player === 'a').map(({ payload }) => payload),
    );
    for (const id of [...tickets].filter(([player]) => player !== 'a').map(([, id]) => id))
      assert.ok(!before.includes(id));
    assert.equal((await at.service.ofPlayer('a'))?.needed, 5);
    assert.equal(at.opened.length, 0);
  });

  it('is said once of each who is asked, for who has no lobby open', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    const deadline = at.now() + 10_000;
    const expected = [...tickets].map(([player, ticket]) => [player, { game: 'toy', ticket, deadline }]);
    assert.deepEqual(new Map(at.asking as never), new Map(expected as never));
    for (const [player, ticket] of [...tickets].slice(0, 2)) await at.service.accept(ticket, player);
    assert.equal(at.asking.length, 5, 'and not at each answer');
  });

  it('opens the table once all have accepted, whoever accepts twice', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    for (const [player, id] of tickets) {
      assert.equal(at.opened.length, 0);
      await Promise.all([at.service.accept(id, player), at.service.accept(id, player)]);
    }
    assert.equal(at.opened.length, 1);
    const view = await at.service.ticket(tickets.get('a') ?? '', 'a');
    assert.deepEqual(
      [view.state, view.match_id, view.why],
      ['matched', at.opened[0]?.match, at.opened[0]?.why],
    );
    await assert.rejects(at.service.cancel(view.ticket_id, 'a'), refusedWith('already_matched'));
    assert.equal((await at.service.accept(view.ticket_id, 'a')).state, 'matched');
  });

  it('opens a table for the region that all reach', async () => {
    const at = queueFixture({ policies: new Map([['toy', { ...easyPolicy, readyCheckMs: 0 }]]) });
    for (const id of FIVE)
      await at.service.enqueue({ id }, { game: 'toy', regions: { eu: 20, us: 90 }, bots: false });
    await at.pass(1_000);
    assert.equal(at.opened[0]?.region, 'eu');
  });

  it('says of the people of a table with whom they came', async () => {
    const at = queueFixture();
    at.parties.set('a', ['a', 'b', 'c']);
    for (const player of ['a', 'd', 'e']) await at.join(player);
    await at.pass(1_000);
    for (const player of FIVE) {
      const ticket = await at.service.ofPlayer(player);
      await at.service.accept(ticket?.ticket_id ?? '', player);
    }
    const parties = at.opened[0]?.players.map(({ id, party }) => [id, party]) ?? [];
    const friends = 'party of a';
    assert.deepEqual(Object.fromEntries(parties), { a: friends, b: friends, c: friends, d: null, e: null });
  });

  it('puts the others back at the front, with their age, when somebody declines', async () => {
    const at = queueFixture();
    const tickets = await at.askedLater(...THREE);
    const { enqueued_at } = await at.service.ticket(tickets.get('a') ?? '', 'a');
    await at.service.accept(tickets.get('a') ?? '', 'a');
    await at.join('early bird');
    await at.service.decline(tickets.get('c') ?? '', 'c');
    const again = await at.service.ticket(tickets.get('a') ?? '', 'a');
    assert.deepEqual([again.state, again.enqueued_at], ['waiting', enqueued_at]);
    const waiting = await at.queue.waiting('toy');
    assert.deepEqual(
      waiting.map(({ player }) => player),
      ['a', 'b', 'early bird'],
    );
    assert.equal((await at.service.ticket(tickets.get('c') ?? '', 'c')).state, 'cancelled');
    assert.equal(at.lastTold('a', 'queue_update')?.state, 'waiting');
    assert.equal(at.lastTold('c', 'queue_update')?.state, 'cancelled');
    assert.ok(Date.parse(String(at.lastTold('c', 'queue_update')?.cool_down_until)) > at.now());
  });

  it('goes on with those who accept when somebody declines, and opens their table when all have', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    const accept = (player: string) => at.service.accept(tickets.get(player) ?? '', player);
    for (const player of ['a', 'b']) await accept(player);
    await at.service.decline(tickets.get('c') ?? '', 'c');
    for (const player of ['a', 'd']) {
      const told = at.lastTold(player, 'ready_check');
      assert.deepEqual([told?.accepted, told?.needed, told?.own], [2, 4, player === 'a']);
      const view = await at.service.ofPlayer(player);
      assert.deepEqual([view?.state, view?.accepted, view?.needed], ['proposed', 2, 4]);
    }
    assert.equal(at.lastTold('c', 'queue_update')?.state, 'cancelled');
    await assert.rejects(at.join('c'), refusedWith('cooling_down'));
    assert.equal(at.opened.length, 0);
    for (const player of ['d', 'e']) await accept(player);
    const [order] = at.opened;
    assert.deepEqual(
      order?.players.map(({ id }) => id),
      ['a', 'b', 'd', 'e'],
    );
    assert.match(order?.why ?? '', /^4 players within 0 points of each other; 1 more did not agree\.$/);
    assert.equal((await at.service.ticket(tickets.get('a') ?? '', 'a')).why, order?.why);
    assert.equal(
      at.told.some(({ player, type }) => player === 'c' && type === 'match_found'),
      false,
    );
  });

  it('goes on at the deadline without those who did not answer, while three are left', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    for (const player of THREE) await at.service.accept(tickets.get(player) ?? '', player);
    for (let second = 0; second < 11; second++) await at.pass(1_000);
    assert.deepEqual(
      at.opened.map(({ players }) => players.map(({ id }) => id)),
      [THREE],
    );
    for (const player of ['d', 'e']) {
      assert.equal((await at.service.ticket(tickets.get(player) ?? '', player)).state, 'cancelled');
      assert.ok((await at.queue.coolDown(player, at.now())) > 0);
    }
    for (const player of THREE) assert.equal(await at.queue.coolDown(player, at.now()), 0);
  });

  it('goes on with a party only if all of it accepted', async () => {
    const at = queueFixture();
    at.parties.set('a', ['a', 'b']);
    for (const player of ['a', 'c', 'd', 'e']) await at.join(player);
    await at.pass(1_000);
    for (const player of ['a', 'c', 'd', 'e']) {
      const { ticket_id = '' } = (await at.service.ofPlayer(player)) ?? {};
      await at.service.accept(ticket_id, player);
    }
    for (let second = 0; second < 11; second++) await at.pass(1_000);
    assert.deepEqual(
      at.opened.map(({ players }) => players.map(({ id }) => id)),
      [['c', 'd', 'e']],
    );
    assert.equal(await at.queue.coolDown('a', at.now()), 0, 'who accepted is not to blame for their friend');
    assert.ok((await at.queue.coolDown('b', at.now())) > 0);
  });

  it('fills up with bots where all at the table agreed to them, however few are left', async () => {
    const at = queueFixture();
    const tickets = new Map<string, string>();
    for (const player of ['a', 'b', 'c']) tickets.set(player, (await at.join(player, true)).ticket_id);
    await at.pass(1_000);
    await at.service.accept(tickets.get('a') ?? '', 'a');
    for (const player of ['b', 'c']) await at.service.decline(tickets.get(player) ?? '', player);
    assert.deepEqual(
      at.opened.map(({ players, bots }) => [players.length, bots]),
      [[1, 4]],
    );
  });

  it('goes on where a process died after those were taken out who did not agree', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    for (const player of THREE) await at.service.accept(tickets.get(player) ?? '', player);
    const [known] = await at.queue.proposals();
    assert.ok(known);
    const rest = known.tickets.filter((id) => known.accepted.includes(id));
    assert.equal(await at.queue.goOn(known, { ...known, tickets: rest, accepted: rest }), true); // and then it died
    await at.pass(1_000);
    assert.deepEqual(
      at.opened.map(({ players }) => players.map(({ id }) => id)),
      [THREE],
    );
  });

  it('counts an answer that comes while those who did not answer are taken out', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    for (const player of THREE) await at.service.accept(tickets.get(player) ?? '', player);
    const goOn = at.queue.goOn.bind(at.queue);
    let first = true;
    at.queue.goOn = async (known, next) => {
      if (first) await at.queue.accept(known.match, tickets.get('d') ?? '');
      first = false;
      return goOn(known, next);
    };
    for (let second = 0; second < 11; second++) await at.pass(1_000);
    assert.deepEqual(
      at.opened.map(({ players }) => players.map(({ id }) => id)),
      [['a', 'b', 'c', 'd']],
    );
    assert.equal(await at.queue.coolDown('d', at.now()), 0);
  });

  it('cools down who declines, longer each time', async () => {
    const at = queueFixture();
    let last = 0;
    for (let round = 0; round < 3; round++) {
      const tickets = await at.asked(...FIVE);
      await at.service.decline(tickets.get('c') ?? '', 'c');
      const refusal: Problem = await at.join('c').then(
        () => assert.fail('may queue'),
        (error) => error,
      );
      assert.equal(refusal.code, 'cooling_down');
      const wait = Number(refusal.details?.retry_after);
      assert.ok(wait > last, `${wait} after ${last}`);
      last = wait;
      at.later(wait * 1000 + 1);
    }
  });

  it('takes silence for a decline, after the deadline', async () => {
    const at = queueFixture();
    const tickets = await at.askedLater(...THREE);
    for (const player of ['a', 'b']) await at.service.accept(tickets.get(player) ?? '', player);
    await at.pass(10_000);
    assert.equal((await at.service.ticket(tickets.get('a') ?? '', 'a')).state, 'proposed');
    await at.pass(1_000);
    assert.equal((await at.service.ticket(tickets.get('c') ?? '', 'c')).state, 'cancelled');
    assert.notEqual((await at.service.ticket(tickets.get('a') ?? '', 'a')).state, 'cancelled');
    await assert.rejects(at.join('c'), refusedWith('cooling_down'));
    assert.equal((await at.join('a')).ticket_id, tickets.get('a'));
  });

  it('takes a whole party out when one of it declines', async () => {
    const at = queueFixture();
    at.parties.set('a', ['a', 'b']);
    const tickets = await at.askedLater('a', 'c', 'd');
    const bo = (await at.service.ofPlayer('b'))?.ticket_id ?? '';
    await at.service.decline(tickets.get('a') ?? '', 'a');
    assert.equal((await at.service.ticket(bo, 'b')).state, 'cancelled');
    assert.equal(at.lastTold('b', 'queue_update')?.why, `${isolated('a')} declined the table.`);
    assert.equal(
      at.lastTold('c', 'queue_update')?.why,
      'Somebody declined; you are at the front.',
      'no stranger is named',
    );
    assert.equal((await at.service.ticket(tickets.get('c') ?? '', 'c')).state, 'waiting');
    at.parties.delete('a');
    assert.equal((await at.join('b')).state, 'waiting');
  });

  it('asks nobody for a table of one person and bots, nor where the policy does without', async () => {
    const alone = queueFixture();
    await alone.join('a', true);
    await alone.pass(1_000);
    assert.equal(alone.opened[0]?.bots, 4);
    const without = queueFixture({ policies: new Map([['toy', { ...easyPolicy, readyCheckMs: 0 }]]) });
    await without.asked(...FIVE);
    assert.equal(without.opened.length, 1);
  });

  it('puts people back at the front when no table could be opened', async () => {
    let broken = true;
    const at = queueFixture({
      openTable: async () => {
        if (broken) throw new Error('no process is free');
      },
    });
    const { ticket_id, enqueued_at } = await at.join('a', true);
    await at.pass(1_000);
    const after = await at.service.ticket(ticket_id, 'a');
    assert.deepEqual([after.state, after.enqueued_at], ['waiting', enqueued_at]);
    broken = false;
    await at.pass(1_000);
    assert.equal((await at.service.ticket(ticket_id, 'a')).state, 'matched');
  });

  it('gives back who came to a table that fell through, and cools down who did not', async () => {
    const at = queueFixture({ policies: new Map([['toy', { ...easyPolicy, readyCheckMs: 0 }]]) });
    const tickets = await at.asked(...FIVE);
    await at.release(at.opened[0]?.match ?? '', ['a', 'b']);
    assert.equal((await at.service.ticket(tickets.get('a') ?? '', 'a')).state, 'waiting');
    assert.equal((await at.service.ticket(tickets.get('c') ?? '', 'c')).state, 'cancelled');
    await assert.rejects(at.join('c'), refusedWith('cooling_down'));
    await at.release(at.opened[0]?.match ?? '', ['a', 'b']);
    assert.equal((await at.join('a')).ticket_id, tickets.get('a'));
  });

  it('goes on where a process died: all had accepted, or the table was never opened', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    const match = (await at.queue.find(tickets.get('a') ?? ''))?.match ?? '';
    for (const id of tickets.values()) await at.queue.accept(match, id); // and then it died
    await at.pass(1_000);
    assert.equal(at.opened[0]?.match, match);

    const other = queueFixture();
    const lost = await other.asked(...FIVE);
    const never = (await other.queue.find(lost.get('a') ?? ''))?.match ?? '';
    for (const id of lost.values()) await other.queue.accept(never, id);
    await other.queue.commit(never, other.now()); // and then it died
    for (const player of FIVE) other.inMatch.set(player, never);
    await other.pass(14_000);
    assert.equal((await other.service.ticket(lost.get('a') ?? '', 'a')).state, 'matched');
    await other.pass(2_000);
    assert.equal(other.inMatch.size, 0);
    const states = await Promise.all(
      [...lost].map(async ([who, id]) => (await other.service.ticket(id, who)).state),
    );
    assert.ok(
      states.every((state) => state === 'waiting' || state === 'proposed'),
      states.join(),
    );
  });

  it('goes on with what it can where nobody is sure of another table, and with that one the next time', async () => {
    const at = queueFixture();
    const matches: string[] = [];
    for (const people of [FIVE, ['f', 'g', 'h', 'i', 'j']]) {
      const tickets = [...(await at.asked(...people)).values()];
      const match = (await at.queue.find(tickets[0] ?? ''))?.match ?? '';
      for (const id of tickets) await at.queue.accept(match, id);
      await at.queue.commit(match, at.now()); // and then it died
      matches.push(match);
    }
    const left = async () => (await at.queue.proposals()).filter(({ match }) => matches.includes(match));
    at.notSure.add(matches[0] ?? '');
    await at.pass(16_000);
    assert.deepEqual(
      (await left()).map(({ match }) => match),
      [matches[0]],
    );
    at.notSure.clear();
    await at.pass(1_000);
    assert.deepEqual(await left(), []);
  });

  it('leaves alone what was opened when its process died before it could say so', async () => {
    const at = queueFixture();
    at.queue.opened = async () => {}; // and then it died
    const tickets = await at.asked(...FIVE);
    for (const [player, id] of tickets) await at.service.accept(id, player);
    Reflect.deleteProperty(at.queue, 'opened');
    assert.equal((await at.queue.proposals()).length, 1);
    await at.pass(16_000);
    assert.deepEqual(await at.queue.proposals(), []);
    assert.equal((await at.service.ticket(tickets.get('a') ?? '', 'a')).state, 'matched');
    assert.equal(at.opened.length, 1);
  });

  it('goes on with a whole party when a stranger declines, and takes it out whole with one of it', async () => {
    for (const decliner of ['e', 'b']) {
      const at = queueFixture();
      at.parties.set('a', ['a', 'b', 'c']);
      for (const player of ['a', 'd', 'e']) await at.join(player);
      await at.pass(1_000);
      const ticket = await at.service.ofPlayer(decliner);
      await at.service.decline(ticket?.ticket_id ?? '', decliner);
      const back = (await at.queue.waiting('toy')).map(({ player }) => player).toSorted();
      assert.deepEqual(back, decliner === 'e' ? [] : ['d', 'e']);
      const asked = (await at.queue.proposals()).flatMap((proposal) => proposal.tickets);
      const players = await Promise.all(asked.map(async (id) => (await at.queue.find(id))?.player));
      assert.deepEqual(players.toSorted(), decliner === 'e' ? ['a', 'b', 'c', 'd'] : []);
    }
  });

  it('seats who waits at an open table, under its id, and asks for none while nobody waits', async () => {
    let asked = 0;
    const settled = { mu: 1500, sigma: 500, played: 0 };
    const at = queueFixture({
      openRooms: async () => {
        asked += 1;
        const people = ['x', 'y', 'z'].map((player) => ({ player, rating: settled, blocked: [] }));
        return [{ id: 'open', region: null, free: 1, people, openedAt: 1_000_000 }];
      },
    });
    await at.pass(1_000);
    assert.equal(asked, 0);
    const { ticket_id } = await at.join('a');
    await at.pass(1_000);
    await at.pass(60_000);
    assert.deepEqual(
      at.opened.map(({ room, players }) => [room, players.map(({ id }) => id)]),
      [['open', ['a']]],
    );
    assert.equal((await at.service.ticket(ticket_id, 'a')).state, 'matched');
  });

  it('counts who sits down at an open table as people more, not as a table of one', async () => {
    const settled = { mu: 1500, sigma: 500, played: 0 };
    let open: string | undefined;
    const at = queueFixture({
      policies: new Map([['toy', { ...easyPolicy, readyCheckMs: 0 }]]),
      openRooms: async () => {
        const people = ['x', 'y', 'z'].map((player) => ({ player, rating: settled, blocked: [] }));
        return open ? [{ id: open, region: null, free: 2, people, openedAt: 1_000_000 }] : [];
      },
    });
    await at.askedLater(...THREE);
    open = at.opened[0]?.match;
    await at.join('late');
    await at.pass(2_000);
    at.later(2_000); // tables are read anew then
    const [statistics] = await at.service.statistics();
    assert.deepEqual(statistics?.sizes, { 4: 1 });
    assert.equal(statistics?.matches_made, 1);
    assert.equal(statistics?.over_time.at(-1)?.players, 4);
  });

  it('is agreed on or called off, and not both, when one accepts and declines at once', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    for (const player of FIVE.slice(1)) await at.service.accept(tickets.get(player) ?? '', player);
    const own = tickets.get('a') ?? '';
    await Promise.allSettled([at.service.accept(own, 'a'), at.service.decline(own, 'a')]);
    const states = await Promise.all(
      [...tickets].map(async ([who, id]) => (await at.service.ticket(id, who)).state),
    );
    assert.equal(at.opened.length, 1);
    assert.deepEqual(states.slice(1), Array(4).fill('matched'));
    assert.equal(at.opened[0]?.players.length, states[0] === 'matched' ? 5 : 4);
    const cooled = await at.queue.coolDown('a', at.now());
    assert.equal(cooled > 0, states[0] === 'cancelled');
  });

  it('blames nobody for what ran out while nobody made matches', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    const missed = (await at.queue.find(tickets.get('a') ?? ''))?.match ?? '';
    await at.pass(20_000);
    assert.equal(await at.queue.proposal(missed), null);
    for (const [player, id] of tickets) {
      const { state } = await at.service.ticket(id, player);
      assert.ok(state === 'waiting' || state === 'proposed', state);
      assert.equal(await at.queue.coolDown(player, at.now()), 0);
    }
  });

  it('blames nobody for what ran out while the queue’s store was away, however it comes back', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    const { proposals, callOff } = at.queue;
    const away = () => Promise.reject(new Error('Connection terminated'));
    at.queue.proposals = away;
    for (let second = 0; second < 12; second++) await assert.rejects(at.pass(1_000));
    at.queue.proposals = proposals;
    at.queue.callOff = away;
    await at.pass(1_000);
    at.queue.callOff = callOff;
    await at.pass(1_000);
    for (const [player, id] of tickets) {
      assert.equal(await at.queue.coolDown(player, at.now()), 0);
      const { state } = await at.service.ticket(id, player);
      assert.ok(state === 'waiting' || state === 'proposed', state);
    }
  });

  it('blames nobody who was bound to the very table that could not be opened, and lets them go', async () => {
    for (const room of [null, 'open']) {
      const at = queueFixture({
        openTable: async ({ match, players }) => {
          for (const { id } of players) at.inMatch.set(id, room ?? match);
          throw new Error('Command timed out');
        },
      });
      if (room) at.needs.queue.propose = withRoom(at.queue, room);
      const tickets = await at.asked(...FIVE);
      for (const [player, id] of tickets) await at.service.accept(id, player);
      const waiting = await at.queue.waiting('toy');
      assert.deepEqual(waiting.map(({ player, priority }) => [player, priority]).toSorted(), [
        ...FIVE.map((player) => [player, true]),
      ]);
      for (const player of FIVE) assert.equal(await at.queue.coolDown(player, at.now()), 0);
    }
  });

  it('lets go later whom it could not let go at once', async () => {
    let away = true;
    const at = queueFixture({
      openTable: async ({ match, players }) => {
        for (const { id } of players) at.inMatch.set(id, match);
        throw new Error('Command timed out');
      },
      unbind: async () => {
        if (away) throw new Error('Command timed out');
        at.inMatch.clear();
      },
    });
    const tickets = await at.asked(...FIVE);
    for (const [player, id] of tickets) await at.service.accept(id, player);
    await at.pass(16_000);
    assert.equal((await at.service.ticket(tickets.get('a') ?? '', 'a')).state, 'matched');
    away = false;
    await at.pass(1_000);
    assert.equal(at.inMatch.size, 0);
    for (const [player, id] of tickets) {
      assert.equal(await at.queue.coolDown(player, at.now()), 0);
      assert.match((await at.service.ticket(id, player)).state, /^(waiting|proposed)$/);
    }
  });

  it('goes on with other tables while one cannot be looked after', async () => {
    let broken: string | undefined;
    const at = queueFixture({
      wasOpened: async ({ match }) => {
        if (match === broken) throw new Error('no such table');
        return false;
      },
    });
    await at.asked(...FIVE, 'f', 'g', 'h', 'i', 'j');
    const tables = await at.queue.proposals();
    for (const { match, tickets } of tables) {
      for (const id of tickets) await at.queue.accept(match, id);
      await at.queue.commit(match, at.now()); // and then their process died
    }
    broken = tables[0]?.match;
    await assert.rejects(at.pass(16_000), /no such table/);
    const known = new Set(tables.map(({ match }) => match));
    const left = (await at.queue.proposals()).filter(({ match }) => known.has(match));
    assert.deepEqual([tables.length, left.map(({ match }) => match)], [2, [broken]]);
  });

  it('cools down who sat down elsewhere after having agreed', async () => {
    const at = queueFixture({
      openTable: async () => {
        throw new Error('player a is in match private');
      },
    });
    const tickets = await at.asked(...FIVE);
    for (const [player, id] of tickets) {
      if (player === 'e') at.inMatch.set('a', 'private');
      await at.service.accept(id, player);
    }
    assert.ok((await at.queue.coolDown('a', at.now())) > 0);
    assert.equal((await at.service.ticket(tickets.get('b') ?? '', 'b')).state, 'waiting');
  });

  it('opens nothing for tickets that were given back while it slept', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    const commit = at.queue.commit.bind(at.queue);
    at.queue.commit = async (match, now) => {
      const done = await commit(match, now);
      await at.queue.dissolve(match, [...tickets.values()], 'somebody else was quicker');
      return done;
    };
    for (const [player, id] of tickets) await at.service.accept(id, player);
    assert.equal(at.opened.length, 0);
  });

  it('never has a ticket at two tables, nor loses one, with two matchmakers and any luck', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = Random.seeded(`two matchmakers ${seed}`);
      const at = queueFixture();
      const other = queueFixture({ ...at.needs });
      const players = Array.from({ length: 23 }, (_, i) => `p${i}`);
      for (const player of players) await at.join(player);
      for (let round = 0; round < 12; round++) {
        await Promise.all([at.pass(1_500), other.passes.pass()]);
        for (const player of random.shuffle(players)) {
          const view = await at.service.ofPlayer(player);
          if (view?.state !== 'proposed') continue;
          const who = random.pick([at, other]).service;
          const answer = random.chance(0.9)
            ? who.accept(view.ticket_id, player)
            : who.decline(view.ticket_id, player);
          await answer.catch((error) => assert.ok(error instanceof Problem, error));
        }
      }
      const seated = at.opened.flatMap((order) => order.players.map(({ id }) => id));
      assert.equal(new Set(seated).size, seated.length, `seed ${seed}: somebody is at two tables`);
      assert.ok(at.opened.every(({ players: people }) => people.length >= 3));
      for (const player of players) {
        const open = await at.service.ofPlayer(player);
        const cooled = (await at.queue.coolDown(player, 0)) > 0;
        assert.equal(seated.includes(player), open === null && !cooled, `seed ${seed}: ${player}`);
      }
    }
  });
});
