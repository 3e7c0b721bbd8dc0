import assert from 'node:assert/strict';
import type { Parlor } from '../../client/Parlor.ts';
import { FakeServer } from './support/FakeServer.ts';
import { happens } from './support/happens.ts';

const notice = (data: Record<string, unknown>) => ({
  ...{ seq: 1, id: 'one', epoch: 'e', topic: 'match', priority: 'high' as const, title: 'A table', body: '' },
  data,
  created_at: '2030-01-01T00:00:00.000Z',
  expires_at: '2030-01-01T00:01:00.000Z',
});

const UNTIL = Date.parse('2030-01-01T00:00:30.000Z');

describe('the ready check', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  /** A player who is asked, over a socket or not. */
  async function asked(transport: 'auto' | 'http') {
    const player = await server.guest({ transport });
    const { parlor, clock, id } = player;
    await parlor.enterLobby();
    const ticket_id = (await parlor.queue({ game: 'relay' }))?.ticket_id ?? '';
    const check = happens(parlor, 'ready_check');
    server.world.propose(ticket_id, 5000);
    if (transport === 'http') clock.advance(2000);
    else server.tell(id, 'ready_check', { ticket_id, deadline: 5000, accepted: 1, needed: 3, own: false });
    return { ...player, ticket_id, check: await check };
  }

  for (const transport of ['auto', 'http'] as const) {
    const over = transport === 'auto' ? 'a socket' : 'HTTP';

    it(`asks, and takes a yes, over ${over}`, async () => {
      const { parlor, ticket_id, check } = await asked(transport);

      await parlor.acceptTable();

      assert.deepEqual(check, { ticket_id, deadline: 5000, accepted: 1, needed: 3, own: false });
      assert.deepEqual(parlor.readyCheck, { ...check, accepted: 2, own: true });
      assert.equal(parlor.ticket?.state, 'proposed');
    });

    it(`takes a no, and says until when one may not queue, over ${over}`, async () => {
      const { parlor } = await asked(transport);

      await parlor.declineTable();

      assert.equal(parlor.ticket, null);
      assert.equal(parlor.readyCheck, null);
      assert.equal(parlor.endedTicket?.why, 'You declined.');
      assert.deepEqual(parlor.coolDown, { until: UNTIL, message: 'You declined.' });
    });
  }

  it('shows how many agreed, and that the table fell through', async () => {
    const { parlor, id, check, ticket_id } = await asked('auto');
    const more = happens(parlor, 'ready_check');
    server.tell(id, 'ready_check', { ...check, accepted: 2 });
    assert.equal((await more).accepted, 2);

    const back = happens(parlor, 'ticket');
    server.tell(id, 'queue_update', { ticket_id, state: 'waiting', why: 'Somebody declined.' });

    assert.equal((await back)?.why, 'Somebody declined.');
    assert.equal(parlor.readyCheck, null);
  });

  it('says how a ticket ended that one did not answer for, until one queues again', async () => {
    const { parlor, id, ticket_id } = await asked('auto');
    const gone = happens(parlor, 'ticket', (ticket) => ticket === null);
    server.tell(id, 'queue_update', { ticket_id, state: 'cancelled', why: 'You did not answer.' });
    await gone;
    const { endedTicket } = parlor;

    await parlor.queue({ game: 'relay' });

    assert.equal(endedTicket?.why, 'You did not answer.');
    assert.equal(parlor.endedTicket, null);
  });

  it('is shown on a device that is told of it and did not queue', async () => {
    const { ticket_id, ...player } = await asked('auto');
    const other = await server.otherTab(player);
    await other.enterLobby();
    assert.equal(other.readyCheck, null);
    const check = happens(other, 'ready_check');
    server.tell(player.id, 'notification', notice({ kind: 'ready_check', ticket: ticket_id }));
    assert.equal((await check).ticket_id, ticket_id);
  });

  it('that led to a table leads there on a device that is told of it, unless one is open', async () => {
    const player = await server.guest();
    await player.parlor.enterLobby();
    const match = await server.match(player);
    const entered = happens(player.parlor, 'match');
    server.tell(player.id, 'notification', notice({ kind: 'match_found', match: match.id }));
    assert.equal((await entered)?.id, match.id);
  });

  it('cannot be answered when there is none', async () => {
    const { parlor } = await server.guest();
    await parlor.enterLobby();

    await assert.rejects(parlor.acceptTable(), { name: 'ParlorError', code: 'no_ready_check' });
    await parlor.queue({ game: 'relay' });
    await assert.rejects(parlor.declineTable(), { code: 'no_ready_check' });
  });

  it('keeps until when one may not queue, and forgets it when one may', async () => {
    const { parlor } = await server.guest();
    await parlor.enterLobby();

    await assert.rejects(parlor.queue({ game: 'cooling' }), { code: 'cooling_down' });
    const cooling = parlor.coolDown;
    await parlor.queue({ game: 'relay' });

    assert.deepEqual(cooling, { until: UNTIL + 30_000, message: 'Wait a minute.' });
    assert.equal(parlor.coolDown, null);
  });

  it('forgets with the player what was theirs', async () => {
    const { parlor } = await asked('auto');
    await parlor.declineTable();

    await parlor.signOut();

    assert.deepEqual([parlor.ticket, parlor.endedTicket, parlor.coolDown], [null, null, null]);
  });

  it('runs by the time of the server, however wrong the clock is', async () => {
    const { parlor } = await server.guest();
    const before = Date.now();
    await parlor.api.statistics();

    assert.ok(Math.abs(serverNowOf(parlor) - before) < 2000);
  });

  it('keeps the cool-down of a ticket that one cancelled while a table was proposed', async () => {
    const { parlor, ticket_id } = await asked('http');
    const ticket = server.world.tickets.get(ticket_id);
    assert.ok(ticket);
    server.world.tickets.set(ticket_id, { ...ticket, cool_down_until: '2030-01-01T00:00:30.000Z' });

    await parlor.cancelQueue();

    assert.equal(parlor.coolDown?.until, UNTIL);
    assert.equal(parlor.ticket, null);
  });
});

/** The client's own clock stands in 1970 here. */
function serverNowOf(parlor: Parlor): number {
  return parlor.serverNow;
}
