import assert from 'node:assert/strict';
import { memoryStorage } from '../../client/KeyValue.ts';
import { FakeServer } from './support/FakeServer.ts';
import { happens, settle } from './support/happens.ts';

describe('Muting', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  const PATH = '/api/v1/players/me/mutes';
  const told = () => happens(server.world.seen, 'muted');

  for (const transport of ['auto', 'http'] as const) {
    it(`is the server's to keep, over ${transport === 'auto' ? 'a socket' : 'HTTP'}: another device has it`, async () => {
      const { parlor, id, name } = await server.guest({ transport });
      await parlor.enterLobby();
      const muting = told();
      parlor.mute('bob');
      assert.deepEqual([...parlor.muted], ['bob']);
      await muting;
      const other = await server.otherTab({ id, name });
      const known = happens(other, 'muted');
      other.followMuted();
      assert.deepEqual(await known, ['bob']);
      const unmuting = told();
      other.unmute('bob');
      assert.equal(other.muted.size, 0);
      await unmuting;
      assert.deepEqual(await parlor.api.muted(), []);
      await parlor.api.statistics();
    });
  }

  it('is told again when that failed, in its order, and what was taken back meanwhile not at all', async () => {
    const { parlor, clock } = await server.guest({ transport: 'http' });
    const refused = server.refuse(PATH, 503);
    parlor.mute('bob');
    await refused;
    await parlor.api.statistics();
    await settle();
    const first = told();
    clock.advance(1000);
    assert.equal(await first, 'bob');
    const last = told();
    parlor.mute('cy');
    await last;
    assert.deepEqual(await parlor.api.muted(), ['bob', 'cy']);
    const { held, release } = server.hold(PATH);
    parlor.unmute('bob');
    await held;
    parlor.mute('bob');
    const again = happens(server.world.seen, 'muted');
    release();
    await again;
    await told();
    assert.deepEqual([...(await parlor.api.muted())].sort(), ['bob', 'cy']);
    assert.deepEqual([...parlor.muted].sort(), ['bob', 'cy']);
  });

  it('is told at the next visit when the page was closed before', async () => {
    const storage = memoryStorage();
    const { parlor } = await server.guest({ storage });
    const refused = server.refuse(PATH, 503);
    parlor.mute('bob');
    await refused;
    parlor.close();
    const muting = told();
    await server.parlor({ storage }).restore();
    assert.equal(await muting, 'bob');
    await settle();
  });

  it('is undone when the server refuses it, and that is told', async () => {
    const { parlor } = await server.guest();
    const problem = happens(parlor, 'problem');
    parlor.mute('one-too-many');
    assert.equal((await problem).code, 'too_many_muted');
    await settle();
    assert.equal(parlor.muted.size, 0);
  });

  it('is for who signs in what was muted before, and nobody else’s afterwards', async () => {
    const parlor = server.parlor();
    parlor.mute('bob');
    const muting = told();
    await parlor.signInAsGuest('Ada');
    assert.equal(await muting, 'bob');
    await parlor.signOut();
    assert.equal(parlor.muted.size, 0);
    await parlor.signInAsGuest('Cy');
    assert.deepEqual(await parlor.api.muted(), []);
  });
});
