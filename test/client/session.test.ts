import assert from 'node:assert/strict';
import { memoryStorage } from '../../client/KeyValue.ts';
import { FakeServer } from './support/FakeServer.ts';
import { happens } from './support/happens.ts';

describe('Session', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  it('signs in a guest by name', async () => {
    const parlor = server.parlor();

    const player = await parlor.signInAsGuest('Ada');

    assert.deepEqual({ ...player, id: '' }, { id: '', name: 'Ada', guest: true });
    assert.equal(parlor.player, player);
  });

  it('comes back with the stored token', async () => {
    const storage = memoryStorage();
    const first = await server.parlor({ storage }).signInAsGuest('Ada');

    const again = await server.parlor({ storage }).restore();

    assert.deepEqual(again, first);
  });

  it('keeps two players of one process apart', async () => {
    const [ada, bob] = [server.parlor(), server.parlor()];
    await ada.signInAsGuest('Ada');

    const nobody = await bob.restore();
    await bob.signInAsGuest('Bob');

    assert.equal(nobody, null);
    assert.notEqual(ada.player?.id, bob.player?.id);
    assert.deepEqual(await ada.restore(), ada.player);
  });

  it('forgets a token that is not good any more', async () => {
    const storage = memoryStorage();
    await server.parlor({ storage }).signInAsGuest('Ada');
    server.world.revoke(storage.getItem('parlor.token') ?? '');

    const parlor = server.parlor({ storage });

    assert.equal(await parlor.restore(), null);
    assert.equal(storage.getItem('parlor.token'), null);
  });

  it('keeps the token while the server cannot be reached', async () => {
    const storage = memoryStorage();
    await server.parlor({ storage }).signInAsGuest('Ada');
    server.down();

    await assert.rejects(server.parlor({ storage }).restore(), { name: 'ParlorError', code: 'unreachable' });

    assert.notEqual(storage.getItem('parlor.token'), null);
  });

  it('tells why a password is refused', async () => {
    const signingIn = server.parlor().signIn('ada@example.org', 'wrong');

    await assert.rejects(signingIn, { name: 'ParlorError', code: 'invalid_credentials', status: 401 });
  });

  it('closes the connections of a player who signs out, without forfeiting', async () => {
    const { parlor, id, name } = await server.guest();
    const match = await server.match({ id, name });
    await parlor.enterLobby();
    await parlor.resume();
    const dropped = happens(match.seen, 'dropped');

    await parlor.signOut();

    await dropped;
    assert.equal(match.players[id]?.left, false);
    assert.equal(parlor.player, null);
    assert.equal(parlor.match, null);
    assert.equal(parlor.status, 'offline');
    await assert.rejects(parlor.resume(), { code: 'token_invalid' });
  });
});
