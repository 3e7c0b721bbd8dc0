import assert from 'node:assert/strict';
import type { ChatMessage } from '../../client/ChatLog.ts';
import { FakeServer } from './support/FakeServer.ts';
import { happens, settle } from './support/happens.ts';

describe('Lobby', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  it('is entered, and shows counts and matches as plain data, the newest match first', async () => {
    const { parlor } = await server.guest();
    await parlor.enterLobby();
    const shown = happens(parlor, 'lobby', (lobby) => lobby.matches?.length === 2);

    server.listMatches([
      { id: 'old', names: ['Ada'], started_at: 1 },
      { id: 'new', names: ['Bob', 'Cy'], started_at: 2 },
    ]);

    assert.deepEqual(await shown, {
      online: 1,
      playing: 0,
      queued: 0,
      matches: [
        { id: 'new', game: 'relay', phase: 'playing', names: ['Bob', 'Cy'], spectators: 0, started_at: 2 },
        { id: 'old', game: 'relay', phase: 'playing', names: ['Ada'], spectators: 0, started_at: 1 },
      ],
    });
    assert.equal(parlor.status, 'live');
  });

  it('is refused without a token, once, with the code', async () => {
    const parlor = server.parlor();

    await assert.rejects(parlor.enterLobby(), { name: 'ParlorError', code: 'token_invalid' });

    assert.equal(parlor.status, 'offline');
  });

  it('can be entered after a refusal', async () => {
    const parlor = server.parlor();
    await assert.rejects(parlor.enterLobby());
    await parlor.signInAsGuest('Ada');

    await parlor.enterLobby();

    assert.equal(parlor.status, 'live');
  });

  it('is entered by itself when the server comes back', async () => {
    const { parlor, clock } = await server.guest();
    server.down();
    await assert.rejects(parlor.enterLobby(), { code: 'unreachable' });
    const offline = parlor.status;
    const live = happens(parlor, 'status', (status) => status === 'live');

    server.up();
    clock.advance(500);

    await live;
    assert.equal(offline, 'offline');
  });

  it('carries chat to everybody, once, also after a drop', async () => {
    const [ada, bob] = [await server.guest(), await server.guest()];
    await Promise.all([ada.parlor.enterLobby(), bob.parlor.enterLobby()]);
    const heard = happens(bob.parlor, 'chat');
    const lines: ChatMessage[] = [];
    bob.parlor.on('chat', (line) => lines.push(line));

    await ada.parlor.sayInLobby('Hello.');
    server.world.lobbyChat.push(await heard);
    const back = happens(server.world.seen, 'lobby_joined', (id) => id === bob.id);
    const live = happens(bob.parlor, 'status', (status) => status === 'live');
    server.cutLobby(bob.id);
    bob.clock.advance(5000);
    await Promise.all([back, live]);

    assert.deepEqual(
      bob.parlor.chatLog.map((line) => line.text),
      ['Hello.'],
    );
    assert.equal(lines.length, 1);
  });

  it('is joined anew when the way back to the room is shut', async () => {
    const { parlor, id, clock } = await server.guest();
    await parlor.enterLobby();
    clock.advance(5000); // steady: what comes is tried at once
    const again = happens(server.world.seen, 'lobby_joined', (player) => player === id);
    const live = happens(parlor, 'status', (status) => status === 'live');

    server.cutLobby(id); // the SDK tries to return first, and is told 4003

    await Promise.all([again, live]);
  });

  it('is left to others when they are too many, until one looks at it again', async () => {
    const { parlor, id, clock } = await server.guest();
    await parlor.enterLobby();
    const left = happens(parlor, 'status', (status) => status === 'elsewhere');

    server.kickLobby(id, 4103);

    await left;
    clock.advance(60_000);
    await parlor.api.statistics(); // time for a request to be answered
    assert.equal(server.upgrades, 1);
    const live = happens(parlor, 'status', (status) => status === 'live');
    parlor.wake();
    await live;
    assert.equal(server.upgrades, 2);
  });

  it('tells why a line was refused', async () => {
    const { parlor } = await server.guest();
    await parlor.enterLobby();

    await assert.rejects(parlor.sayInLobby(''), { name: 'ParlorError', code: 'invalid_chat' });
  });

  it('hides what a muted player says, and shows it again', async () => {
    const [ada, bob] = [await server.guest(), await server.guest()];
    await Promise.all([ada.parlor.enterLobby(), bob.parlor.enterLobby()]);
    bob.parlor.mute(ada.id);
    const heard = happens(bob.parlor, 'chat');

    await ada.parlor.sayInLobby('Psst.');
    await bob.parlor.sayInLobby('Anybody?');
    const first = await heard;
    const muted = bob.parlor.chatLog.map((line) => line.text);
    bob.parlor.unmute(ada.id);

    assert.equal(first.text, 'Anybody?');
    assert.deepEqual(muted, ['Anybody?']);
    assert.deepEqual(
      bob.parlor.chatLog.map((line) => line.text),
      ['Psst.', 'Anybody?'],
    );
  });

  it('cannot be spoken in without a socket', async () => {
    const { parlor } = await server.guest({ transport: 'http' });
    await parlor.enterLobby();

    await assert.rejects(parlor.sayInLobby('Hello.'), { code: 'needs_socket' });

    assert.equal(parlor.status, 'polling');
    assert.deepEqual(parlor.lobby, { online: null, playing: null, queued: 3, matches: null });
  });

  it('knows how many wait where sockets are blocked, and nothing that nobody told', async () => {
    server.sockets = 'refused';
    const { parlor } = await server.guest();
    const told = happens(parlor, 'lobby');

    await parlor.enterLobby();

    assert.deepEqual(await told, { online: null, playing: null, queued: 3, matches: null });
    assert.equal(parlor.status, 'polling');
  });

  it('is asked for again and again without a socket, and says when the server is away', async () => {
    const { parlor, clock } = await server.guest({ transport: 'http' });
    await parlor.enterLobby();
    server.down();
    const offline = happens(parlor, 'status', (status) => status === 'offline');
    const again = clock.isSet((ms) => ms <= 500);
    clock.advance(5000);
    await Promise.all([offline, again]);
    server.up();
    const back = happens(parlor, 'status', (status) => status === 'polling');
    clock.advance(500);
    await back;
  });

  it('is entered by itself without a socket, too, when the server comes back', async () => {
    const { parlor, clock } = await server.guest({ transport: 'http' });
    server.down();
    const again = clock.isSet((ms) => ms <= 500);
    await assert.rejects(parlor.enterLobby(), { code: 'unreachable' });
    await again;
    server.up();
    const back = happens(parlor, 'status', (status) => status === 'polling');

    clock.advance(500);

    await back;
    assert.equal(parlor.lobby.queued, 3);
  });

  it('asks over HTTP no more once the socket is open, nor when it is left', async () => {
    server.sockets = 'refused';
    const { parlor, clock } = await server.guest();
    await parlor.enterLobby();
    server.sockets = 'open';
    const live = happens(parlor, 'status', (status) => status === 'live');
    const known = happens(parlor, 'lobby', (lobby) => lobby.online === 1);
    clock.advance(500);
    await Promise.all([live, known]);

    clock.advance(6000); // less than a ping may take
    for (let round = 0; round < 2; round++) await parlor.api.statistics(); // time for a question to be answered
    await settle();

    assert.equal(parlor.lobby.online, 1);
    parlor.close();
    assert.equal(clock.pending, 0);
  });

  it('tells of each measurement of the round trip', async () => {
    const { parlor, clock } = await server.guest();
    const first = happens(parlor, 'ping', (ms) => ms === 0);
    await parlor.enterLobby();
    await first;
    const second = happens(parlor, 'ping');

    clock.advance(3000);
    clock.advance(80);

    assert.equal(await second, 80);
    assert.equal(parlor.ping, 80);
    assert.equal(parlor.status, 'live');
  });

  it('asks no more once one signed out, also when an answer was on its way', async () => {
    const { parlor, clock } = await server.guest({ transport: 'http' });
    const { held, release } = server.hold('/api/v1/matchmaking/statistics');
    const entering = parlor.enterLobby();
    await held;

    await parlor.signOut();
    release();
    await entering;
    await settle();

    assert.equal(clock.pending, 0);
    assert.equal(parlor.lobby.queued, null);
  });

  it('goes on showing what it showed while a socket that dropped is brought back', async () => {
    const { parlor, id } = await server.guest();
    const known = happens(parlor, 'lobby', (lobby) => lobby.online === 1);
    await parlor.enterLobby();
    await known;
    const away = happens(parlor, 'status', (status) => status !== 'live');
    server.sockets = 'refused';
    server.cutLobby(id);
    await away;
    for (let round = 0; round < 2; round++) await parlor.api.statistics(); // time for a question to be answered
    await settle();

    assert.equal(parlor.lobby.online, 1);
  });
});
