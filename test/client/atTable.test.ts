import assert from 'node:assert/strict';
import type { NotificationMessage } from '../../src/protocol/notifications.ts';
import { FakeServer } from './support/FakeServer.ts';
import { becomes, happens, joined } from './support/happens.ts';

const notice = (seq: number): NotificationMessage => ({
  ...{ seq, id: `id ${seq}`, epoch: 'e', topic: 'news', priority: 'normal', title: `${seq}`, body: '' },
  data: {},
  created_at: '2030-01-01T00:00:00.000Z',
  expires_at: '2030-01-02T00:00:00.000Z',
});

describe('What is told at a table', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  /** Somebody at a table. */
  async function seated({ lobby = false, watching = false } = {}) {
    const player = await server.guest();
    const { parlor } = player;
    if (lobby) await parlor.enterLobby();
    const match = await server.match(watching ? { id: 'other', name: 'Other' } : player);
    const mine = watching ? await parlor.watch(match.id) : await parlor.resume();
    assert.ok(mine);
    await joined(mine);
    await becomes(mine, 'live');
    const shown: number[] = [];
    parlor.notifications.on('notification', ({ seq }) => shown.push(seq));
    return { ...player, match, mine, shown };
  }
  const told = (parlor: { notifications: { on(event: 'changed', fn: () => void): () => void } }) =>
    new Promise<void>((resolve) => void parlor.notifications.on('changed', resolve));

  for (const watching of [false, true]) {
    it(`is shown and confirmed there to who has no lobby open${watching ? ' and watches' : ''}`, async () => {
      const { parlor, clock, match, shown } = await seated({ watching });
      const came = told(parlor);
      server.broadcast(match, 'notification', notice(1));
      await came;
      assert.deepEqual(shown, [1]);
      const said = happens(server.world.seen, 'said');
      clock.advance(1200);
      await said;
      const seen = happens(server.world.seen, 'said');
      await parlor.notifications.seen([1]);
      await seen;
      assert.deepEqual(server.world.said, [
        ['match', 'received', [1]],
        ['match', 'seen', [1]],
      ]);
      server.broadcast(match, 'notification_state', { seen: [], acted: [], archived: [1] });
      await told(parlor);
      assert.deepEqual(parlor.notifications.items, []);
    });
  }

  it('is shown once to who has a lobby open as well, and confirmed to both', async () => {
    const { parlor, id, clock, match, shown } = await seated({ lobby: true });
    const first = told(parlor);
    server.tell(id, 'notification', notice(1));
    await first;
    const second = told(parlor);
    server.broadcast(match, 'notification', notice(1));
    await second;
    assert.deepEqual(shown, [1]);
    assert.equal(parlor.notifications.items.length, 1);
    const both = ['lobby', 'match'].map((room) =>
      happens(server.world.seen, 'said', (said) => said === room),
    );
    clock.advance(1200);
    await Promise.all(both);
    assert.deepEqual([...server.world.said].sort(), [
      ['lobby', 'received', [1]],
      ['match', 'received', [1]],
    ]);
  });

  it('is asked for over HTTP after it was missed, where no lobby tells it', async () => {
    const { parlor, match, mine } = await seated();
    const came = told(parlor);
    server.broadcast(match, 'notification', notice(7));
    await came;
    const asked = server.hold('/api/v1/notifications');
    const away = happens(mine, 'status');
    server.cut(match);
    await away;
    await asked.held;
    asked.release();
  });
});
