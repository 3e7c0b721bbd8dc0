import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Room } from '@colyseus/sdk';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisChat } from '../../src/persistence/redis/redisChat.ts';
import { RedisUpdates } from '../../src/persistence/redis/redisUpdates.ts';
import { LocalChat } from '../../src/players/localChat.ts';
import { SIGNED_OUT } from '../../src/players/updates.ts';
import type { ChatLine } from '../../src/protocol/chat.ts';
import { CLOSE_CODES } from '../../src/protocol/closeCodes.ts';
import type { LobbyState } from '../../src/schema/lobby.ts';
import { bootLobby, ROOM_FOR } from '../support/bootLobby.ts';
import { next, until, when } from '../support/bootToy.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';

type Lobby = Room<unknown, LobbyState>;

const rejection = (code: string) => (error: { reason?: { code: string } }) => error.reason?.code === code;
const texts = (lines: ChatLine[]) => lines.map((line) => line.text);
const closed = (room: Room) => new Promise<number>((resolve) => room.onLeave.once((code) => resolve(code)));
const history = (room: Room) => next<ChatLine[]>(room, 'chat_history');

/** What a client hears from now on, without what it is sent when it joins. */
function heard(room: Room): string[] {
  const lines: string[] = [];
  room.onMessage('chat', (line: ChatLine) => lines.push(line.text));
  return lines;
}

/** A chat that the test takes away. */
class FlakyChat extends LocalChat {
  away = false;

  override async say(line: Omit<ChatLine, 'id'>) {
    this.#check();
    return super.say(line);
  }

  override async history() {
    this.#check();
    return super.history();
  }

  #check(): void {
    if (this.away) throw new Error('Command timed out');
  }
}

describe('lobby rooms', () => {
  const chat = new FlakyChat();
  let server: Awaited<ReturnType<typeof bootLobby>>;
  let open: Lobby[] = [];
  before(async () => {
    server = await bootLobby({ lobby: { chat } });
  });
  afterEach(async () => {
    chat.away = false;
    server.world.away = false;
    const rooms = open.map((room) => server.roomOf(room));
    await Promise.all(open.filter((room) => room.connection.isOpen).map((room) => room.leave()));
    open = [];
    await until(async () => rooms.every((room) => !room || room.clients.length === 0));
  });
  after(() => server.stop());

  async function join(player = randomUUID()): Promise<Lobby> {
    const room = await server.join(player);
    open.push(room);
    return room;
  }

  it('call a player in chat by the name of now, though the socket opened before, also in what was said earlier', async () => {
    const ada = randomUUID();
    const [room, other] = [await join(ada), await join()];
    await room.request('chat', { text: 'before' });
    server.renamed.set(ada, 'Countess');
    const said = next<ChatLine>(other, 'chat');
    await room.request('chat', { text: 'after' });
    assert.equal((await said).name, 'Countess');
    const late = await server.join(randomUUID());
    open.push(late);
    const lines = (await history(late)).filter(({ from }) => from === ada);
    assert.deepEqual(
      lines.map(({ name, text }) => [name, text]),
      [
        ['Countess', 'before'],
        ['Countess', 'after'],
      ],
    );
  });

  it('keep to themselves whom a player does not hear, and let nobody stay whose account is gone', async () => {
    const ada = randomUUID();
    const [room, other] = [await join(ada), await join()];
    const told: string[] = [];
    room.onMessage('*', (type) => void told.push(String(type)));
    await server.mutes.mute(ada, randomUUID());
    const payload = { from: randomUUID(), name: 'Bob', face: 'circle-blue-bare', game: 'relay' };
    await server.updates.publish(ada, { type: 'party_invitation', payload });
    const gone = closed(room);
    await server.updates.publish(ada, { type: SIGNED_OUT, payload: null });

    assert.equal(await gone, CLOSE_CODES.signed_out);
    assert.deepEqual(
      told.filter((type) => !/chat/.test(type)),
      ['party_invitation'],
    );
    assert.ok(other.connection.isOpen);
  });

  it('are opened as it takes, and go when they are empty', async () => {
    const rooms = [];
    for (let i = 0; i < 2 * ROOM_FOR + 1; i++) rooms.push(await join());
    const ids = new Set(rooms.map((room) => room.roomId));
    assert.equal(ids.size, 3);
    const last = rooms.at(-1) as Lobby;
    await last.leave();
    await until(async () => server.roomOf(last) === undefined);
    assert.equal((await join()).roomId === rooms[0]?.roomId, false);
    await rooms[0]?.leave();
    assert.equal((await join()).roomId, rooms[0]?.roomId);
  });

  it('show the same counts and matches', async () => {
    const rooms = [await join(), await join(), await join()];
    const people = ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase(), bot: id === 'c' }));
    const match = {
      id: 'm1',
      game: 'toy',
      phase: 'playing',
      players: people,
      spectators: 4,
      startedAt: 7,
    } as const;
    server.world.matches = [match as never];
    server.world.queued = [{ game: 'toy', regions: {}, bots: false }];
    server.clock.now += 1000;
    for (const room of rooms) await server.roomOf(room)?.refresh();
    await Promise.all(rooms.map((room) => when(room, (state) => state.online === 3)));
    const shown = {
      id: 'm1',
      game: 'toy',
      phase: 'playing',
      names: ['A', 'B', 'C'],
      faces: ['circle-orange-monocle', 'diamond-orange-glasses', 'diamond-orange-shades'],
      spectators: 4,
      started_at: 7,
    };
    for (const room of rooms)
      assert.deepEqual(room.state.toJSON(), { online: 3, playing: 2, queued: 1, matches: { m1: shown } });

    server.world.matches = [];
    server.clock.now += 1000;
    for (const room of rooms) await server.roomOf(room)?.refresh();
    await Promise.all(rooms.map((room) => when(room, (state) => state.matches.size === 0)));
  });

  it('ask for nothing while nobody is in', async () => {
    const room = await server.emptyRoom();
    const second = async () => {
      server.clock.now += 1000;
      for (const timer of [...room.clock.delayed]) timer.tick(1000);
      await new Promise(setImmediate);
    };
    const { asked } = server.world;
    await second();
    await second();
    assert.equal(server.world.asked, asked);
    const client = await join();
    assert.equal(client.roomId, room.roomId);
    await second();
    assert.equal(server.world.asked, asked + 1);
  });

  it('carry what is said in one to all, with the same ids, and the history to one that is opened later', async () => {
    const [ada, bob, cy] = [await join(), await join(), await join()] as [Lobby, Lobby, Lobby];
    assert.notEqual(ada.roomId, cy.roomId);
    const before = (await chat.history()).length;
    const inBoth = [bob, cy].map((room) => next<ChatLine>(room, 'chat'));
    const { id } = await ada.request('chat', { text: 'hello' });
    for (const line of await Promise.all(inBoth)) assert.deepEqual([line.id, line.text], [id, 'hello']);
    const back = next<ChatLine>(ada, 'chat');
    const answer = await cy.request('chat', { text: 'hello you' });
    assert.equal((await back).id, answer.id);
    assert.ok(answer.id > id);
    await join();
    const later = await join();
    assert.equal(new Set([ada, cy, later].map((room) => room.roomId)).size, 3);
    const said = await history(later);
    assert.deepEqual(texts(said.slice(before)), ['hello', 'hello you']);
  });

  it('count the lines of a player in all of them', async () => {
    const player = randomUUID();
    const one = await join(player);
    await join();
    const two = await join(player);
    assert.notEqual(one.roomId, two.roomId);
    for (let i = 0; i < 5; i++) await (i % 2 ? one : two).request('chat', { text: `line ${i}` });
    for (const room of [one, two])
      await assert.rejects(
        room.request('chat', { text: 'one more' }),
        ({ reason }) => reason.code === 'chat_too_fast' && reason.retry_after_ms > 0,
      );
    await (await join()).request('chat', { text: 'of somebody else' });
  });

  it('hide what a muted player says in all of them, and in the history', async () => {
    const [me, loud] = [randomUUID(), randomUUID()];
    const one = await join(me);
    const talker = await join(loud);
    const two = await join(me);
    const lines = [heard(one), heard(two)];
    assert.deepEqual(await one.request('mute', { player_id: loud.toUpperCase() }), { muted: [loud] });
    await talker.request('chat', { text: 'LOUD' });
    const quiet = await join();
    const both = [one, two].map((room) => next(room, 'chat'));
    await quiet.request('chat', { text: 'quiet' });
    await Promise.all(both);
    assert.deepEqual(lines, [['quiet'], ['quiet']]);
    const again = await join(me);
    const told = texts(await history(again));
    assert.ok(told.includes('quiet') && !told.includes('LOUD'));

    assert.deepEqual(await again.request('unmute', { player_id: loud }), { muted: [] });
    const loudly = next<ChatLine>(one, 'chat');
    await talker.request('chat', { text: 'LOUD again' });
    assert.equal((await loudly).text, 'LOUD again');
    await assert.rejects(one.request('mute', { player_id: 'Ada' }), rejection('invalid_player'));
  });

  it('refuse a line while the chat is away, throw nobody out, and catch up with the next line', async () => {
    const [me, loud] = [randomUUID(), randomUUID()];
    const before = await join(me);
    await before.request('mute', { player_id: loud });
    const talker = await join(loud);
    await talker.request('chat', { text: 'muted' });
    chat.away = true;
    const late = await join(me);
    const lines = heard(late);
    await assert.rejects(late.request('chat', { text: 'lost' }), rejection('retry_later'));
    const problem = next<{ code: string }>(before, 'problem');
    before.send('chat', { text: 'lost too' });
    assert.equal((await problem).code, 'retry_later');
    chat.away = false;
    const caughtUp = history(late);
    await before.request('chat', { text: 'said' });
    const told = texts(await caughtUp);
    assert.equal(told.at(-1), 'said');
    assert.ok(!told.includes('muted') && !told.includes('lost') && !told.includes('lost too'));
    const line = next(late, 'chat');
    await before.request('chat', { text: 'and more' });
    await line;
    assert.deepEqual(lines, ['and more']);
    assert.deepEqual(server.errors, []);
  });

  it('let people in and keep the picture while the stores are away, and tell them to try again', async () => {
    server.world.matches = [];
    server.clock.now += 1000;
    const first = await join();
    await server.roomOf(first)?.refresh();
    const { queued } = server.world;
    server.world.away = true;
    server.clock.now += 1000;
    const second = await join();
    await server.roomOf(second)?.refresh();
    await when(second, (state) => state.queued === queued.length);
    await assert.rejects(second.request('queue', { game: 'toy' }), rejection('retry_later'));
    server.world.away = false;
    assert.ok(await second.request('queue', { game: 'toy' }));
    assert.deepEqual(server.errors, []);
  });

  it('read a request to queue as HTTP does', async () => {
    const room = await join();
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`region ${i}`, 10]));
    for (const wrong of [{}, { game: '' }, { game: 'toy', regions: many }, { game: 'toy', bots: 1 }])
      await assert.rejects(room.request('queue', wrong), rejection('invalid_request'));
    for (const ticket_id of ['\0', '1', '__proto__', 5])
      for (const type of ['cancel', 'accept', 'decline'])
        await assert.rejects(room.request(type, { ticket_id }), rejection('invalid_request'));
    await room.request('queue', { game: 'toy', regions: { 'eu west': 60_000 }, rating: 3000 });
    assert.deepEqual(server.world.queued.at(-1), {
      game: 'toy',
      regions: { 'eu west': 60_000 },
      bots: false,
    });
  });

  it('leave a player the newest five connections', async () => {
    const player = randomUUID();
    const rooms: Lobby[] = [];
    const codes: number[] = [];
    for (let i = 0; i < 5; i++) {
      server.clock.now += 1;
      const room = await join(player);
      room.onLeave((code) => codes.push(code));
      rooms.push(room);
    }
    const other = await join();
    const [oldest, second] = rooms.map(closed);
    server.clock.now += 1;
    await join(player);
    assert.equal(await oldest, 4103);
    await rooms[2]?.leave();
    server.clock.now += 1;
    await join(player);
    server.clock.now += 1;
    await join(player);
    assert.equal(await second, 4103);
    assert.deepEqual(codes, [4103, 4000, 4103]);
    assert.ok([other, rooms[3], rooms[4]].every((room) => room?.connection.isOpen));
  });

  it('that are gone shut the way back, so that the standard client joins again', async () => {
    const room = await join();
    const left = closed(room);
    const { connection } = room as unknown as { connection: { url: string; close(code: number): void } };
    connection.url = connection.url.replace(room.roomId, 'a_room_that_died');
    connection.close(4010);
    assert.equal(await left, 4003);
    assert.ok((await join()).connection.isOpen);
  });
});

describe('lobby rooms of two processes', () => {
  it('share chat, mutes and the limit on connections over Redis', async () => {
    const { url } = await sharedRedis();
    const prefix = freshPrefix();
    const connections = Array.from({ length: 4 }, (_, i) => quietRedis(url, { subscriber: i >= 2 }));
    const process = (i: number) => {
      const [redis, subscriber] = [connections[i], connections[i + 2]];
      if (!redis || !subscriber) throw new Error('no connection');
      const options = { redis, subscriber, prefix, log: { warn() {} } };
      return { chat: new RedisChat(options), updates: new RedisUpdates(options) };
    };
    const server = await bootLobby({ one: process(0), two: process(1) });
    const [me, loud] = [randomUUID(), randomUUID()];
    const talker = await server.join(loud, 'one');
    const here = await server.join(me, 'one');
    await history(here);
    server.clock.now += 1;
    const there = await server.join(me, 'two');
    await history(there);
    const both = [here, there].map((room) => next<ChatLine>(room, 'chat'));
    const { id } = await talker.request('chat', { text: 'hello' });
    for (const line of await Promise.all(both)) assert.deepEqual([line.id, line.text], [id, 'hello']);

    await there.request('mute', { player_id: loud });
    await talker.request('chat', { text: 'muted' });
    const lines = [heard(here), heard(there)];
    const last = [here, there].map((room) => next(room, 'chat'));
    await here.request('chat', { text: 'bye' });
    await Promise.all(last);
    assert.deepEqual(lines, [['bye'], ['bye']]);

    const oldest = closed(here);
    const more = [];
    for (let i = 0; i < 4; i++) {
      server.clock.now += 1;
      more.push(await server.join(me, i % 2 ? 'one' : 'two'));
    }
    assert.equal(await oldest, 4103);
    assert.ok([there, ...more].every((room) => room.connection.isOpen));
    await server.stop();
    await Promise.all(connections.map(closeRedis));
  });
});
