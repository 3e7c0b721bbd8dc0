import assert from 'node:assert/strict';
import { FakeServer } from './support/FakeServer.ts';
import { happens } from './support/happens.ts';

describe('Parlor', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  it('enters the lobby and shows what is there', async () => {
    const { parlor } = await server.guest();
    const lobby = happens(parlor, 'lobby');

    await parlor.enterLobby();

    assert.deepEqual(await lobby, { online: 1, playing: 0, queued: 0, matches: [] });
    assert.equal(parlor.status, 'live');
  });

  it('plays', async () => {
    const { parlor, id, name } = await server.guest();
    const match = await server.match({ id, name });

    const mine = await parlor.resume();
    assert.ok(mine);
    const reply = await mine.act({ action: 'score' });

    assert.equal(reply.version, 2);
    assert.deepEqual(
      match.applied.map((one) => one.action),
      ['score'],
    );
  });
});
