import assert from 'node:assert/strict';
import { memoryStorage } from '../../client/KeyValue.ts';
import { enter } from '../../web/src/session/enter.ts';
import { FakeServer } from '../client/support/FakeServer.ts';

describe('entering', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  it('makes a guest of who has no token', async () => {
    const parlor = server.parlor();

    await enter(parlor, 'Ada');

    assert.equal(parlor.player?.name, 'Ada');
    assert.equal(parlor.status, 'live');
  });

  it('is who another tab signed in as meanwhile', async () => {
    const storage = memoryStorage();
    const [first, second] = [server.parlor({ storage }), server.parlor({ storage })];
    await enter(first, 'Ada');

    await enter(second, 'Bob');

    assert.deepEqual(second.player, first.player);
  });

  it('makes no guest of whose token could not be looked at', async () => {
    const storage = memoryStorage();
    await server.parlor({ storage }).signInAsGuest('Ada');
    const token = storage.getItem('parlor.token');
    const parlor = server.parlor({ storage });
    server.refuse('/auth/userdata', 503);

    await assert.rejects(enter(parlor, 'Bob'), { status: 503 });

    assert.equal(parlor.player, null);
    assert.equal(storage.getItem('parlor.token'), token);
  });
});
