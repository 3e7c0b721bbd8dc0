import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { defaultPolicy } from '../../src/matchmaking/matcher.ts';
import { type MatchmakingNeeds, MatchmakingService, type TableOrder } from '../../src/matchmaking/service.ts';
import { MemoryTickets } from '../../src/persistence/memory/memoryTickets.ts';

/** The queue on a virtual clock, with what it opened and told. */
function queue(needs: Partial<MatchmakingNeeds> = {}) {
  let time = 1_000_000;
  let last = 0;
  const opened: TableOrder[] = [];
  const told: { player: string; type: string; payload: unknown }[] = [];
  const gone = new Map<string, number>();
  const inMatch = new Map<string, string>();
  const service = new MatchmakingService({
    tickets: new MemoryTickets(),
    policies: new Map([['toy', defaultPolicy]]),
    ratings: async () => new Map(),
    matchOf: async (player) => inMatch.get(player) ?? null,
    goneFor: async (player) => gone.get(player) ?? 0,
    openTable: async (order) => void opened.push(order),
    wasOpened: async (match) => opened.some((order) => order.match === match),
    unbind: async (match) => {
      for (const [player, bound] of inMatch) if (bound === match) inMatch.delete(player);
    },
    tell: async (player, type, payload) => void told.push({ player, type, payload }),
    now: () => time,
    newId: () => {
      last += 1;
      return `id-${last}`;
    },
    log: { warn: () => {} },
    waited: () => {},
    ...needs,
  });
  const join = (player: string, bots = false) =>
    service.enqueue({ id: player, name: player }, { game: 'toy', regions: {}, bots });
  return {
    service,
    opened,
    told,
    gone,
    inMatch,
    join,
    pass: (ms: number) => {
      time += ms;
      return service.pass();
    },
  };
}

const refusedWith = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

describe('matchmaking service', () => {
  it('puts people back whose table never came, as its maker died', async () => {
    const tickets = new MemoryTickets();
    const at = queue({ tickets });
    const waiting = [await at.join('ada'), await at.join('bo'), await at.join('cy')];
    const ids = waiting.map((ticket) => ticket.ticket_id);
    await tickets.commit(ids, 'lost', 'x', 1_000_000);
    for (const player of ['ada', 'bo', 'cy']) at.inMatch.set(player, 'lost');
    await at.pass(10_000);
    assert.equal(at.opened.length, 0);
    await at.pass(10_000);
    const [order] = at.opened;
    assert.deepEqual(order?.players.map(({ id }) => id).sort(), ['ada', 'bo', 'cy']);
  });

  it('gives a player one ticket, whoever asks how often, with the first enqueue time', async () => {
    const at = queue();
    const first = await at.join('ada');
    await at.pass(5_000);
    const second = await at.join('ada');
    assert.equal(second.ticket_id, first.ticket_id);
    assert.equal(second.enqueued_at, first.enqueued_at);
    assert.equal(second.position, 1);
  });

  it('opens a table for five and marks their tickets with the match and the reason', async () => {
    const at = queue();
    const views = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((player) => at.join(player)));
    await at.pass(1_000);
    assert.equal(at.opened.length, 1);
    const ticket = await at.service.ticket(views[0]?.ticket_id ?? '', 'a');
    assert.equal(ticket.state, 'matched');
    assert.equal(ticket.match_id, at.opened[0]?.match);
    assert.equal(ticket.why, at.opened[0]?.why);
    assert.equal((await at.service.statistics())[0]?.matches_made, 1);
  });

  it('puts people back with their age when no table could be opened', async () => {
    let broken = true;
    const at = queue({
      openTable: async () => {
        if (broken) throw new Error('no process is free');
      },
    });
    const before = await at.join('a', true);
    await at.pass(1_000);
    const after = await at.service.ticket(before.ticket_id, 'a');
    assert.equal(after.state, 'waiting');
    assert.equal(after.enqueued_at, before.enqueued_at);
    broken = false;
    await at.pass(1_000);
    assert.equal((await at.service.ticket(before.ticket_id, 'a')).state, 'matched');
  });

  it('does not seat who cancelled while the table was being made', async () => {
    const at = queue();
    const views = await Promise.all(['a', 'b', 'c'].map((player) => at.join(player)));
    await at.service.cancel(views[1]?.ticket_id ?? '', 'b');
    await at.pass(60_000);
    assert.equal(at.opened.length, 0);
  });

  it('drops the ticket of a player who is gone for more than 30 s', async () => {
    const at = queue();
    const view = await at.join('a');
    at.gone.set('a', 30_000);
    await at.pass(1_000);
    assert.equal((await at.service.ticket(view.ticket_id, 'a')).state, 'waiting');
    at.gone.set('a', 30_001);
    await at.pass(1_000);
    assert.equal((await at.service.ticket(view.ticket_id, 'a')).state, 'cancelled');
  });

  it('drops the ticket of a player who sits at a table by now, and seats the others', async () => {
    const at = queue();
    const views = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((player) => at.join(player)));
    at.inMatch.set('a', 'm1');
    await at.pass(1_000);
    assert.equal((await at.service.ticket(views[0]?.ticket_id ?? '', 'a')).state, 'cancelled');
    assert.deepEqual(
      at.opened[0]?.players.map((player) => player.id),
      ['b', 'c', 'd', 'e', 'f'],
    );
  });

  it('tells everybody who waits their position, once a pass', async () => {
    const at = queue();
    await at.join('a');
    await at.join('b');
    await at.pass(1_000);
    const updates = at.told.filter((t) => t.type === 'queue_update');
    assert.deepEqual(
      updates.map((t) => [t.player, (t.payload as { position: number }).position]),
      [
        ['a', 1],
        ['b', 2],
      ],
    );
  });

  it('refuses with a code: unknown game, a player in a match, another’s ticket, a late cancel, no ready check', async () => {
    const at = queue();
    at.inMatch.set('busy', 'm1');
    const mine = await at.join('a', true);
    const request = { game: 'chess', regions: {}, bots: false };
    await assert.rejects(at.service.enqueue({ id: 'a', name: 'a' }, request), refusedWith('unknown_game'));
    await assert.rejects(at.join('busy'), refusedWith('already_in_match'));
    await assert.rejects(at.service.ticket(mine.ticket_id, 'b'), refusedWith('unknown_ticket'));
    await assert.rejects(at.service.accept(mine.ticket_id, 'a'), refusedWith('no_ready_check'));
    await at.pass(1_000);
    await assert.rejects(at.service.cancel(mine.ticket_id, 'a'), refusedWith('already_matched'));
  });

  it('runs one pass at a time', async () => {
    let release = () => {};
    const at = queue({
      openTable: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    await at.join('a', true);
    const first = at.pass(1_000);
    await new Promise(setImmediate);
    await at.pass(1_000);
    release();
    await first;
    assert.equal((await at.service.statistics())[0]?.matches_made, 1);
  });
});
