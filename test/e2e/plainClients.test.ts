import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import type { Room } from '@colyseus/sdk';
import { relay } from '../../src/games/relay/relay.ts';
import { canonical } from '../../src/match/canonical.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { relayMaker } from '../../src/schema/relay.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer, solveSum } from '../support/plainPlayer.ts';

describe('a server as operators run it, and clients that nobody here wrote', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  before(async () => {
    server = await startParlor();
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
    assert.doesNotMatch(server.output(), /"level":60/, 'it failed as a whole');
  });

  const signIn = (...names: string[]) =>
    Promise.all(names.map((name) => PlainPlayer.signIn(server.url, name)));

  it('play relay to its end over sockets and HTTP mixed, and read result, ledger and replay', async () => {
    const [ada, ben, cy] = (await signIn('Ada', 'Ben', 'Cy')) as [PlainPlayer, PlainPlayer, PlainPlayer];
    const { room } = await queueOverSocket(ada);
    const [, match] = await Promise.all([ben, cy].map((player) => player.queueOverHttp({ game: 'relay' })));
    assert.ok(match);
    const adasRoom = await room;
    assert.equal(adasRoom.roomId, match);
    await Promise.all([ada, ben, cy].map((player) => player.stateWhen(match, (s) => s.phase === 'playing')));

    await solveOneSum(ben, match);
    await giveUpPoints([ben, cy], match);
    const gone = adasRoom.connection.isOpen;
    assert.ok(gone);
    for (let skips = 0; skips < 60; skips++) {
      const reply = await ada.actInRoom(adasRoom, { action: 'skip' });
      if ('code' in reply) break;
    }
    const over = await fetchWhen(ada, `/api/v1/matches/${match}`, (body) => body.outcome === 'finished');
    await adasRoom.leave();
    assert.equal(over.players.length, 3);
    assert.deepEqual(over.players.map((p: { rank: number }) => p.rank).sort()[0], 1);

    const { body: points } = await ada.ask('GET', `/api/v1/matches/${match}/points`);
    assert.ok(
      points.ledger.some(
        (line: { kind: string; giver: string }) => line.kind === 'award' && line.giver === ben.id,
      ),
    );
    const balance = (id: string) =>
      points.ledger.reduce(
        (sum: number, line: { debit: string; credit: string; amount: number }) =>
          sum + (line.credit === id ? line.amount : 0) - (line.debit === id ? line.amount : 0),
        0,
      );
    for (const player of [ada, ben, cy]) assert.equal(balance(player.id), points.points[player.id]);

    const { body: recorded } = await ada.ask('GET', `/api/v1/matches/${match}/replay`);
    const again = replay(relay, relayMaker, recorded.setup, recorded.journal, recorded.game_ms);
    assert.equal(stateHash(again.state), recorded.state_hash);
    assert.equal(canonical(again.state), canonical(recorded.final_state));

    const { body: history } = await ada.ask('GET', `/api/v1/players/${ada.id}/matches`);
    assert.equal(history.matches[0].id, match);
    const { body: board } = await ada.ask('GET', '/api/v1/leaderboards/relay?around=me');
    assert.ok(board.entries.some((row: { player: string }) => row.player === ada.id));
  });

  it('play a whole match over HTTP alone, with bots, one request once', async () => {
    const [ada] = (await signIn('Ada')) as [PlainPlayer];
    const match = await ada.queueOverHttp({ game: 'relay', bots: true });
    const { body: way } = await ada.ask('GET', '/api/v1/players/me/match');
    assert.equal(way.match_id, match);
    const state = await ada.stateWhen(match, (s) => s.phase === 'playing');
    assert.ok(state.players[ada.id]?.puzzle?.id);
    assert.equal(Object.values(state.players).filter((player) => player.puzzle).length, 1);

    const [first, second] = await Promise.all(
      [1, 2].map(() => ada.act(match, { action: 'skip' }, 'the-same')),
    );
    assert.deepEqual(first, second);
    const after = await ada.stateWhen(match, () => true);
    assert.equal((after.players[ada.id]?.points ?? 0) > 100 - 2 * 5, true, 'skipped once');

    await ada.ask('POST', `/api/v1/matches/${match}/leave`);
    const over = await fetchWhen(ada, `/api/v1/matches/${match}`, (body) => body.outcome !== 'running');
    assert.equal(over.outcome, 'abandoned');
    assert.equal((await ada.ask('GET', '/api/v1/players/me/match')).status, 404);
  });

  it('get a code for everything that is wrong', async () => {
    const [ada, eve] = (await signIn('Ada', 'Eve')) as [PlainPlayer, PlainPlayer];
    const match = await ada.queueOverHttp({ game: 'relay', bots: true });
    await ada.stateWhen(match, (s) => s.phase === 'playing');
    const code = async (answer: Promise<{ status: number; body: { code: string } }>) => {
      const { status, body } = await answer;
      assert.ok(status >= 400, String(status));
      return body.code;
    };
    assert.equal(await code(eve.act(match, { action: 'skip' })), 'not_seated');
    assert.equal(await code(ada.act(match, { action: 'fly' })), 'invalid_action');
    assert.equal(
      await code(ada.act(match, { action: 'answer', puzzle_id: 'p', answer: 'x'.repeat(65) })),
      'invalid_action',
    );
    assert.equal(
      await code(ada.act(match, { action: 'answer', puzzle_id: 'nonsense', answer: '1' })),
      'no_such_puzzle',
    );
    assert.equal(
      await code(ada.act('00000000-0000-4000-8000-000000000000', { action: 'skip' })),
      'match_not_running',
    );
    assert.equal(
      await code(ada.ask('POST', '/api/v1/matchmaking/tickets', { game: 'relay' })),
      'already_in_match',
    );
    assert.equal(await code(ada.ask('GET', `/api/v1/matches/${match}/replay`)), 'match_not_finished');
    const stranger = await fetch(`${server.url}/api/v1/players/me`, {
      headers: { authorization: 'Bearer nonsense' },
    });
    assert.equal(((await stranger.json()) as { code: string }).code, 'token_invalid');
    await ada.ask('POST', `/api/v1/matches/${match}/leave`);
  });

  it('play by copying from the README', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, commands = ''] = /```sh\n(# A whole match needs no socket\.[^`]*)```/.exec(readme) ?? [];
    const here = commands.replaceAll('localhost:2567', new URL(server.url).host);
    const { stdout } = await promisify(execFile)('bash', ['-c', here]);
    const way = JSON.parse(stdout.trim().slice(stdout.trim().lastIndexOf('{"match_id"')));
    assert.equal(way.game, 'relay', stdout);
    assert.equal(way.players.length, 5);
  });

  it('find no open door: rooms, monitor, big bodies, other origins', async () => {
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      });
    assert.equal((await post('/matchmake/create/relay', '{}')).status, 403);
    assert.equal((await post('/matchmake/joinOrCreate/relay', '{}')).status, 403);
    assert.equal(
      (await post('/matchmake/joinOrCreate/lobby', JSON.stringify({ x: 'y'.repeat(20_000) }))).status,
      413,
    );
    assert.equal((await post('/matchmake/joinOrCreate/lobby', '{}')).status, 401);
    assert.equal((await fetch(`${server.url}/monitor`)).status, 401);
    const basic = `Basic ${btoa(`operator:${server.operatorPassword}`)}`;
    assert.equal((await fetch(`${server.url}/monitor/`, { headers: { authorization: basic } })).status, 200);
    const crossSite = { authorization: basic, 'sec-fetch-site': 'cross-site' };
    assert.equal((await fetch(`${server.url}/monitor/api`, { headers: crossSite })).status, 403);
    const evil = await fetch(`${server.url}/healthz`, { headers: { origin: 'http://evil.example' } });
    assert.equal(evil.headers.get('access-control-allow-origin'), null);
    assert.equal((await fetch(`${server.url}/`)).url, `${server.url}/app`);
    assert.match(await rawRequest(server.port, 'GET *:x HTTP/1.1'), /^HTTP\/1\.1 400/);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
  });

  async function queueOverSocket(player: PlainPlayer): Promise<{ room: Promise<Room> }> {
    const lobby = await player.client.joinOrCreate('lobby');
    lobby.onMessage('*', () => {});
    const room = new Promise<Room>((resolve) => {
      lobby.onMessage('match_found', async ({ seat }: { seat: never }) => {
        const joined = await player.client.consumeSeatReservation(seat);
        joined.onMessage('*', () => {});
        await lobby.leave();
        resolve(joined as Room);
      });
    });
    lobby.onMessage('ready_check', ({ ticket_id, own }: { ticket_id: string; own: boolean }) => {
      if (!own) lobby.request('accept', { ticket_id });
    });
    await lobby.request('queue', { game: 'relay' });
    return { room };
  }

  /** Skips until there is a sum, and solves it. */
  async function solveOneSum(player: PlainPlayer, match: string): Promise<void> {
    for (;;) {
      const { body: puzzle } = await player.ask('GET', `/api/v1/matches/${match}/puzzle`);
      const answer = solveSum(puzzle);
      if (answer === null) {
        await player.act(match, { action: 'skip' });
        continue;
      }
      const { body } = await player.ask('POST', `/api/v1/matches/${match}/puzzle/answer`, {
        puzzle_id: puzzle.puzzle_id,
        answer,
        request_id: 'solved',
      });
      assert.equal(body.correct, true, JSON.stringify(body));
      return;
    }
  }

  /** Skips as long as there are points for it: the rest decays in seconds. */
  async function giveUpPoints(players: PlainPlayer[], match: string): Promise<void> {
    for (const player of players) {
      for (let skips = 0; skips < 60; skips++) {
        const { status } = await player.act(match, { action: 'skip' });
        if (status !== 200) break;
      }
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: whatever the path answers
  async function fetchWhen(player: PlainPlayer, path: string, wanted: (body: any) => boolean): Promise<any> {
    const deadline = AbortSignal.timeout(40_000);
    for (;;) {
      deadline.throwIfAborted();
      const { body } = await player.ask('GET', path);
      if (wanted(body)) return body;
    }
  }
});

/** A WebSocket upgrade with this request line, and how the answer begins. */
function rawRequest(port: number, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    socket.write(
      `${line}\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
  });
}
