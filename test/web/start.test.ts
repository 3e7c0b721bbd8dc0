import assert from 'node:assert/strict';
import { type KeyValue, memoryStorage } from '../../client/KeyValue.ts';
import { start } from '../../web/src/session/start.ts';
import { FakeServer } from '../client/support/FakeServer.ts';
import { becomes } from '../client/support/happens.ts';
import { ManualClock } from '../client/support/ManualClock.ts';

describe('the start of a visit', () => {
  let server: FakeServer;
  let storage: KeyValue;
  let clock: ManualClock;
  before(async () => {
    server = await FakeServer.start();
  });
  beforeEach(() => {
    storage = memoryStorage();
    clock = new ManualClock();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  /** A client with the storage of an earlier visit. */
  async function again() {
    const player = await server.parlor({ storage }).signInAsGuest('Ada');
    return { player, parlor: server.parlor({ storage, clock }) };
  }

  it('goes on trying to sign in with the token while the server cannot do it', async () => {
    const { player, parlor } = await again();
    server.refuse('/auth/userdata', 502, 429);
    const [once, twice] = [clock.isSet((ms) => ms === 1000), clock.isSet((ms) => ms === 2000)];

    const started = start(parlor, clock);
    await once;
    clock.advance(1000);
    await twice;
    clock.advance(2000);
    await started;

    assert.deepEqual(parlor.player, player);
  });

  it('returns to the match although the lobby cannot be entered yet', async () => {
    const { player, parlor } = await again();
    const match = await server.match(player);
    server.refuse('/matchmake/joinOrCreate/lobby', 503);

    assert.equal((await start(parlor, clock))?.id, match.id);
  });

  it('returns to the match later when the server cannot tell of it yet', async () => {
    const { player, parlor } = await again();
    const match = await server.match(player);
    server.refuse('/api/v1/players/me/match', 503);
    const later = clock.isSet((ms) => ms === 3000);

    await assert.rejects(start(parlor, clock), { status: 503 });
    await later;
    clock.advance(3000);

    await becomes(parlor, 'live');
    assert.equal(parlor.match?.id, match.id);
  });
});
