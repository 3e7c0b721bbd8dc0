import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Room } from '@colyseus/sdk';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { relay } from '../../src/games/relay/relay.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { relayMaker } from '../../src/schema/relay.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';

describe('one machine, killed in the middle of a match', function () {
  this.timeout(180_000); // starts a database twice, on a machine that may be busy
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'parlor-restart-'));
  });
  /** What a test that fails in the middle leaves running would keep the next one from its data. */
  const servers: ParlorProcess[] = [];
  const start = async (env: Record<string, string>) => {
    const server = await startParlor(env);
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.kill();
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  for (const how of ['kill', 'stop'] as const) {
    it(`goes on with it after a ${how} and a restart, with all that was acknowledged`, async () => {
      const env = { PARLOR_DATA_DIR: dataDir, PORT: String(await freePort()) };
      const first = await start(env);
      const ada = await PlainPlayer.signIn(first.url, 'Ada');
      const { match, room } = await playing(ada);
      const acknowledged: string[] = [];
      for (let skips = 0; skips < 3; skips++) {
        const request = `skip-${skips}`;
        const reply = await ada.actInRoom(room, { action: 'skip' }, request);
        assert.ok('version' in reply, JSON.stringify(reply));
        acknowledged.push(request);
      }
      const before = await ada.stateWhen(match, () => true);
      const back = new Promise<void>((resolve) => void room.onReconnect.once(() => resolve()));

      await first[how]();
      const second = await start(env);
      const { body: way } = await ada.ask('GET', '/api/v1/players/me/match');
      assert.equal(way.match_id, match, 'it is back before anybody can ask for it');
      const after = await ada.stateWhen(match, () => true); // at once: it runs from here on, whoever is back
      await back;

      const again = await ada.actInRoom(room, { action: 'skip' }, 'skip-2');
      assert.ok('version' in again, JSON.stringify(again));
      const points = (state: typeof before) => state.players[ada.id]?.points ?? 0;
      assert.ok(
        points(after) <= points(before) && points(after) > points(before) - 10,
        'nobody decays meanwhile',
      );
      assert.equal((await ada.ask('GET', '/api/v1/players/me/match')).body.match_id, match);

      await room.leave();
      const recorded = await recordOf(ada, match);
      const kept = recorded.journal.map((entry: { request_id: string }) => entry.request_id);
      for (const request of acknowledged)
        assert.equal(kept.filter((id: string) => id === request).length, 1, request);
      const replayed = replay(relay, relayMaker, recorded.setup, recorded.journal, recorded.game_ms);
      assert.equal(stateHash(replayed.state), recorded.state_hash);
      assert.equal(await second.stop(), 0);
    });
  }

  it('keeps the queue: the same ticket, with its age', async () => {
    const env = { PARLOR_DATA_DIR: dataDir, PORT: String(await freePort()) };
    const first = await start(env);
    const ada = await PlainPlayer.signIn(first.url, 'Ada');
    const { body: ticket } = await ada.ask('POST', '/api/v1/matchmaking/tickets', { game: 'relay' });
    await first.kill();
    const second = await start(env);
    const { body: after } = await ada.ask('GET', `/api/v1/matchmaking/tickets/${ticket.ticket_id}`);
    assert.deepEqual([after.state, after.enqueued_at], ['waiting', ticket.enqueued_at]);
    const { body: again } = await ada.ask('POST', '/api/v1/matchmaking/tickets', { game: 'relay' });
    assert.equal(again.ticket_id, ticket.ticket_id);
    await second.stop();
  });

  /** A match with bots that runs, and the player's room in it. */
  async function playing(player: PlainPlayer): Promise<{ match: string; room: Room }> {
    const match = await player.queueOverHttp({ game: 'relay', bots: true });
    const room = await player.client.joinById(match);
    room.onMessage('*', () => {});
    room.onError(() => {});
    Object.assign(room.reconnection, { minUptime: 0, maxDelay: 300, maxRetries: 100 });
    await player.stateWhen(match, (state) => state.phase === 'playing');
    return { match, room: room as Room };
  }

  // biome-ignore lint/suspicious/noExplicitAny: the document of the replay
  async function recordOf(player: PlainPlayer, match: string): Promise<any> {
    const deadline = AbortSignal.timeout(20_000);
    for (;;) {
      deadline.throwIfAborted();
      const { status, body } = await player.ask('GET', `/api/v1/matches/${match}/replay`);
      if (status === 200) return body;
    }
  }
});
