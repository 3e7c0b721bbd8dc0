import assert from 'node:assert/strict';
import { memoryStorage } from '../../client/KeyValue.ts';
import { FakeServer } from './support/FakeServer.ts';
import { becomes, happens, settle } from './support/happens.ts';

describe('Queue', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  for (const transport of ['auto', 'http'] as const) {
    const over = transport === 'auto' ? 'a socket' : 'HTTP';

    it(`gives a ticket and takes it back, over ${over}`, async () => {
      const { parlor } = await server.guest({ transport });
      await parlor.enterLobby();

      const ticket = await parlor.queue({ game: 'relay', bots: true });
      const waiting = parlor.ticket;
      await parlor.cancelQueue();

      assert.equal(ticket?.state, 'waiting');
      assert.deepEqual(waiting, ticket);
      assert.equal(parlor.ticket, null);
      assert.equal(server.world.tickets.get(ticket?.ticket_id ?? '')?.state, 'cancelled');
    });

    it(`leads into the match by itself, over ${over}`, async () => {
      const { parlor, clock, id, name } = await server.guest({ transport });
      await parlor.enterLobby();
      const ticket = await parlor.queue({ game: 'relay' });
      const entered = happens(parlor, 'match');

      const match = await server.match({ id, name });
      server.world.matched(ticket?.ticket_id ?? '', match.id);
      if (transport === 'auto') await server.tellMatch(match, { id, name });
      else clock.advance(2000);

      const mine = await entered;
      assert.equal(mine?.id, match.id);
      assert.equal(mine?.role, 'player');
      assert.equal(parlor.ticket, null);
      assert.equal((await mine?.act({ action: 'score' }))?.version, 2);
    });
  }

  it('shows the place in the queue as it changes', async () => {
    const { parlor, id } = await server.guest();
    await parlor.enterLobby();
    const ticket = await parlor.queue({ game: 'relay' });
    const changed = happens(parlor, 'ticket');

    const { ticket_id } = ticket ?? {};
    server.tell(id, 'queue_update', { ticket_id, position: 2, estimated_wait: 9, waiting: 4, why: 'Soon.' });

    assert.deepEqual(await changed, { ...ticket, position: 2, estimated_wait: 9, waiting: 4, why: 'Soon.' });
  });

  it('keeps the ticket over a reload', async () => {
    const storage = memoryStorage();
    const before = await server.guest({ storage });
    await before.parlor.enterLobby();
    const ticket = await before.parlor.queue({ game: 'relay' });
    before.parlor.close();

    const after = server.parlor({ storage });
    await after.restore();
    const back = happens(after, 'ticket');
    await after.enterLobby();

    assert.deepEqual(await back, ticket);
  });

  it('shows a ticket that was queued in another tab', async () => {
    const { parlor, id } = await server.guest();
    await parlor.enterLobby();
    const shown = happens(parlor, 'ticket');

    const ticket = server.world.enqueue(id, { game: 'relay' });
    server.tell(id, 'queue_update', ticket);

    assert.equal((await shown)?.ticket_id, ticket.ticket_id);
  });

  it('notices a ticket that was cancelled elsewhere', async () => {
    const { parlor, clock } = await server.guest();
    await parlor.enterLobby();
    const ticket = await parlor.queue({ game: 'relay' });
    server.world.cancel(ticket?.ticket_id ?? '');
    const gone = happens(parlor, 'ticket');

    clock.advance(15_000);

    assert.equal(await gone, null);
  });

  it('goes on over HTTP when the lobby loses its socket, and asks more often', async () => {
    const { parlor, clock, id, name } = await server.guest();
    await parlor.enterLobby();
    const ticket = await parlor.queue({ game: 'relay' });
    server.sockets = 'refused';
    const away = happens(parlor, 'status');
    server.cutLobby(id);
    await away;
    const asked = happens(server.world.seen, 'asked');
    parlor.wake();
    await asked;
    await becomes(parlor, 'polling');
    await happens(parlor, 'ticket');
    const match = await server.match({ id, name });
    server.world.matched(ticket?.ticket_id ?? '', match.id);
    const entered = happens(parlor, 'match');

    clock.advance(2000);

    assert.equal((await entered)?.id, match.id);
  });

  it('leaves no timer behind when the client is closed', async () => {
    const { parlor, clock } = await server.guest();
    await parlor.enterLobby();
    await parlor.queue({ game: 'relay' });
    const before = clock.pending;

    parlor.close();

    assert.ok(before > 0);
    assert.equal(clock.pending, 0);
  });

  it('enters the match when the message about it was lost', async () => {
    const { parlor, clock, id, name } = await server.guest();
    await parlor.enterLobby();
    const ticket = await parlor.queue({ game: 'relay' });
    const match = await server.match({ id, name });
    server.world.matched(ticket?.ticket_id ?? '', match.id);
    const entered = happens(parlor, 'match');

    clock.advance(15_000);

    assert.equal((await entered)?.id, match.id);
  });

  it('does not take back a ticket that was cancelled while it was asked for', async () => {
    const { parlor, clock } = await server.guest({ transport: 'http' });
    await parlor.queue({ game: 'relay' });
    const late = happens(server.world.seen, 'asked');
    server.world.holdTickets = true;
    clock.advance(2000);
    await late;

    await parlor.cancelQueue();
    server.world.releaseTickets('waiting');
    await settle();

    assert.equal(parlor.ticket, null);
    assert.equal(clock.pending, 0);
  });

  it('leads back into the running match instead', async () => {
    const { parlor, id, name } = await server.guest();
    await parlor.enterLobby();
    const match = await server.match({ id, name });

    const ticket = await parlor.queue({ game: 'busy' });

    assert.equal(ticket, null);
    assert.equal(parlor.match?.id, match.id);
    assert.equal(parlor.match?.status, 'live');
  });

  it('gets its ticket back when the table falls through', async () => {
    const { parlor, clock, id, name } = await server.guest();
    await parlor.enterLobby();
    const ticket = await parlor.queue({ game: 'relay' });
    const match = await server.match({ id, name });
    server.world.matched(ticket?.ticket_id ?? '', match.id);
    const entered = happens(parlor, 'match');
    await server.tellMatch(match, { id, name });
    const mine = await entered;
    assert.ok(mine);
    await becomes(mine, 'live');
    const closed = happens(mine, 'closed');

    server.world.giveBack(ticket?.ticket_id ?? '', match);
    await server.endRoom(match);
    await closed;
    const back = happens(parlor, 'ticket');
    clock.advance(2000);

    assert.equal((await back)?.ticket_id, ticket?.ticket_id);
  });

  it('names no regions when there is only one, however far it is', async () => {
    const { parlor } = await server.guest();
    await parlor.enterLobby();
    await settle();

    await parlor.queue({ game: 'relay' });

    assert.deepEqual(server.world.queueRequests, [{ game: 'relay', bots: false }]);
  });

  it('does not wait until the regions are measured', async () => {
    const { parlor } = await server.guest();
    const asked = [1, 2, 3].map(() => server.hold('/healthz'));
    await parlor.enterLobby();
    await Promise.all(asked.map(({ held }) => held));

    const ticket = await parlor.queue({ game: 'relay' });

    assert.equal(ticket?.state, 'waiting');
    for (const { release } of asked) release();
  });

  it('says nothing of the end of a ticket that one did not have here', async () => {
    const storage = memoryStorage();
    const { parlor, id } = await server.guest({ storage });
    const ticket = server.world.enqueue(id, { game: 'relay' });
    server.world.cancel(ticket.ticket_id);
    storage.setItem('parlor.ticket', ticket.ticket_id);
    const asked = happens(server.world.seen, 'asked');

    await parlor.enterLobby();
    await asked;
    await parlor.api.statistics(); // answered after the question for the ticket
    await settle();

    assert.equal(parlor.endedTicket, null);
    assert.equal(storage.getItem('parlor.ticket'), null);
  });

  it('measures the regions once, however often the lobby is entered', async () => {
    const { parlor, id } = await server.guest();
    let asked = 0;
    const stop = server.world.seen.on('measured', () => {
      asked += 1;
    });
    await parlor.enterLobby();
    await parlor.api.statistics();
    const again = happens(server.world.seen, 'lobby_joined');
    const live = happens(parlor, 'status', (status) => status === 'live');

    server.cutLobby(id);
    await happens(parlor, 'status', (status) => status !== 'live');
    parlor.wake();
    await Promise.all([again, live]);
    for (let round = 0; round < 2; round++) await parlor.api.statistics(); // time for questions to be answered
    stop();

    assert.equal(asked, 3);
  });
});
