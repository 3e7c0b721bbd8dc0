import assert from 'node:assert/strict';
import type { Parlor } from '../../client/Parlor.ts';
import { FakeServer } from './support/FakeServer.ts';
import { happens, settle } from './support/happens.ts';

describe('A client that is closed', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  const REQUESTS: [what: string, path: string, ask: (parlor: Parlor) => Promise<unknown>][] = [
    ['queueing', '/api/v1/matchmaking/tickets', (parlor) => parlor.queue({ game: 'relay' })],
    ['opening a party', '/api/v1/parties', (parlor) => parlor.parties.create()],
    ['returning to a match', '/api/v1/players/me/match', (parlor) => parlor.resume()],
  ];
  for (const [what, path, ask] of REQUESTS) {
    it(`does not go on with ${what}`, async () => {
      const { parlor, clock, id, name } = await server.guest();
      await server.match({ id, name });
      const { held, release } = server.hold(path);
      const asked = ask(parlor);
      await held;

      parlor.close();
      assert.equal(clock.pending, 0);
      release();

      await assert.rejects(asked, { code: 'closed' });
      assert.equal(clock.pending, 0);
      assert.equal(parlor.ticket, null);
      assert.equal(parlor.parties.current, null);
      assert.equal(parlor.match, null);
    });
  }

  it('asks for nothing any more', async () => {
    const { parlor, clock } = await server.guest();
    const queued: string[] = [];
    server.world.seen.on('queued', (ticket) => queued.push(ticket));
    parlor.close();

    await assert.rejects(parlor.queue({ game: 'relay' }), { code: 'closed' });
    await assert.rejects(parlor.enterLobby(), { code: 'closed' });

    assert.deepEqual(queued, []);
    assert.equal(clock.pending, 0);
  });

  it('does not take over for a player what another one asked for', async () => {
    const { parlor } = await server.guest();
    const { held, release } = server.hold('/api/v1/matchmaking/tickets');
    const queueing = parlor.queue({ game: 'relay' });
    await held;
    const signedOut = happens(parlor, 'lobby', () => parlor.player === null);

    await Promise.all([parlor.signOut(), signedOut]);
    await parlor.signInAsGuest('Bob');
    release();

    await assert.rejects(queueing, { code: 'closed' });
    await settle();
    assert.equal(parlor.ticket, null);
  });

  it('asks no more how its party is', async () => {
    const { parlor, clock } = await server.guest({ transport: 'http' });
    await parlor.enterLobby();
    await parlor.parties.create();
    await settle();

    parlor.close();

    assert.equal(clock.pending, 0);
    assert.equal(parlor.parties.current, null);
  });
});
