import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStorage } from '../../client/KeyValue.ts';
import { Parlor } from '../../client/Parlor.ts';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { isInShare } from '../../src/lib/isInShare.ts';
import { happens } from '../client/support/happens.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';

const HALF = 50;
/** Five are matched at once. */
const OVER_SOCKETS = 3;
const OVER_HTTP = 2;

describe('a server with SOCKETS_PERCENT', function () {
  this.timeout(180_000); // starts a server twice, on a machine that may be busy
  let dataDir: string;
  let env: Record<string, string>;
  let server: ParlorProcess;
  const parlors: Parlor[] = [];
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'parlor-sockets-'));
    env = { PARLOR_DATA_DIR: dataDir, PORT: String(await freePort()), RATE_LIMIT_FACTOR: '100' };
    server = await startParlor({ ...env, SOCKETS_PERCENT: String(HALF) });
  });
  after(async () => {
    for (const parlor of parlors) parlor.close();
    await server?.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('has some play over sockets and the others over HTTP, at one table', async () => {
    const [sockets, http] = [await guests(OVER_SOCKETS, true), await guests(OVER_HTTP, false)];
    assert.deepEqual(
      [...sockets, ...http].map(({ status }) => status),
      ['live', 'live', 'live', 'polling', 'polling'],
    );
    const matches = await Promise.all([...sockets, ...http].map(play));
    assert.equal(new Set(matches.map(({ id }) => id)).size, 1);
    for (const match of matches) {
      const { version } = await match.act({ action: 'skip' });
      assert.ok(version > 0);
      const { status } = match;
      assert.equal(status, matches.indexOf(match) < OVER_SOCKETS ? 'live' : 'polling');
    }
    await Promise.all(matches.map((match) => match.leave()));
  });

  it('refuses no socket of a client that does not know that', async () => {
    for (;;) {
      const plain = await PlainPlayer.signIn(server.url, 'Plain');
      if (isInShare(plain.id, HALF)) continue;
      const room = await plain.client.joinOrCreate('lobby');
      assert.ok(room.sessionId);
      await room.leave();
      return;
    }
  });

  it('takes everybody back to HTTP when it is started again with 0', async () => {
    const [parlor] = await guests(1, true);
    assert.equal(parlor?.status, 'live');
    const polling = happens(parlor, 'status', (status) => status === 'polling');
    await server.stop();
    server = await startParlor({ ...env, SOCKETS_PERCENT: '0' });
    await polling;
  });

  /** Players in the lobby, of those who are to play over sockets or of the others. */
  async function guests(count: number, overSockets: boolean): Promise<Parlor[]> {
    const found: Parlor[] = [];
    while (found.length < count) {
      const parlor = new Parlor(server.url, { storage: memoryStorage() });
      const { id } = await parlor.signInAsGuest(`Guest ${parlors.length + 1}`);
      parlors.push(parlor);
      if (isInShare(id, HALF) !== overSockets) continue;
      await parlor.enterLobby();
      found.push(parlor);
    }
    return found;
  }

  /** The match of a player who queues and agrees, once it is played. */
  async function play(parlor: Parlor) {
    parlor.on('ready_check', (check) => {
      if (check && !check.own) void parlor.acceptTable().catch(() => {}); // somebody was quicker
    });
    const entered = happens(parlor, 'match');
    await parlor.queue({ game: 'relay' });
    await entered;
    const { match } = parlor;
    assert.ok(match);
    if (match.state?.phase !== 'playing') await happens(match, 'state', ({ phase }) => phase === 'playing');
    return match;
  }
});
