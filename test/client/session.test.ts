import assert from 'node:assert/strict';
import { browserStorage, memoryStorage } from '../../client/KeyValue.ts';
import type { Parlor } from '../../client/Parlor.ts';
import { faceOf } from '../../src/protocol/face.ts';
import { FakeServer } from './support/FakeServer.ts';
import { happens } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

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

    const { id, name, face, guest } = player;
    assert.deepEqual({ name, face, guest }, { name: 'Ada', face: faceOf(id), guest: true });
    assert.equal(parlor.player, player);
  });

  it('comes back with the stored token', async () => {
    const storage = memoryStorage();
    const first = await server.parlor({ storage }).signInAsGuest('Ada');

    const again = await server.parlor({ storage }).restore();

    assert.deepEqual(again, first);
  });

  it('keeps the longer token that a visit gives, and asks for one again when the page is looked at a day later', async () => {
    const storage = memoryStorage();
    const clock = new ManualClock();
    await server.parlor({ storage, clock }).signInAsGuest('Ada');
    const first = storage.getItem('parlor.token') ?? '';
    const longer = server.world.renew(first);
    const again = server.parlor({ storage, clock });
    await again.restore();
    assert.equal(storage.getItem('parlor.token'), longer);
    server.world.revoke(first);
    await again.api.me().catch(() => {});
    const longest = server.world.renew(longer);
    const kept = new Promise<void>((resolve) => {
      const { setItem } = storage;
      storage.setItem = (key, value) => {
        setItem.call(storage, key, value);
        resolve();
      };
    });
    clock.advance(24 * 60 * 60_000 - 1);
    again.wake();
    clock.advance(1);
    again.wake();
    await kept;
    assert.equal(storage.getItem('parlor.token'), longest);
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

  for (const garbage of ['', '\u0000', 'a b', '[object Object]', '"quoted"', 'x'.repeat(5000), '\ud800']) {
    it(`takes no token that cannot be one, and signs in anew: ${JSON.stringify(garbage).slice(0, 20)}`, async () => {
      const storage = memoryStorage();
      storage.setItem('parlor.token', garbage);
      storage.setItem('parlor.ticket', garbage);
      const parlor = server.parlor({ storage });

      assert.equal(await parlor.restore(), null);
      assert.equal((await parlor.signInAsGuest('Ada')).name, 'Ada');
      await parlor.enterLobby();
    });
  }

  it('says whether the next visit knows who is signed in', async () => {
    const kept = memoryStorage();
    for (const [open, remembered] of [
      [() => kept, true],
      [() => null, false],
    ] as const) {
      const parlor = server.parlor({ storage: browserStorage(open) });
      await parlor.signInAsGuest('Ada');
      assert.equal(parlor.remembered, remembered);
      assert.deepEqual(await parlor.restore(), parlor.player, 'this visit does in any case');
    }
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

  it('ends when the server does not take the token any more, so that one can sign in again', async () => {
    const storage = memoryStorage();
    const { parlor, id, name } = await server.guest({ storage });
    await server.match({ id, name });
    await parlor.enterLobby();
    await parlor.resume();
    const told = happens(parlor, 'problem');
    const shown = happens(parlor, 'lobby', () => parlor.player === null);
    server.world.revoke(storage.getItem('parlor.token') ?? '');

    await assert.rejects(
      parlor.queue({ game: 'relay' }).then(() => parlor.api.me()),
      {
        code: 'token_invalid',
      },
    );

    await shown;
    assert.equal((await told).code, 'token_invalid');
    assert.equal(parlor.match, null);
    assert.equal(parlor.status, 'offline');
    assert.equal(storage.getItem('parlor.token'), null);
    await parlor.signInAsGuest('Bob');
    await parlor.enterLobby();
    assert.equal(parlor.status, 'live');
  });

  it('goes on at the table with a token that runs out there, and ends afterwards', async () => {
    const storage = memoryStorage();
    const { parlor, id, name } = await server.guest({ storage });
    await server.match({ id, name });
    await parlor.enterLobby();
    await parlor.resume();
    server.world.revoke(storage.getItem('parlor.token') ?? '', 'token_expired');

    await assert.rejects(parlor.api.me(), { code: 'token_expired' });
    assert.deepEqual([parlor.player?.id, parlor.match?.closed], [id, null]);

    parlor.match?.close();
    await assert.rejects(parlor.api.me(), { code: 'token_expired' });
    assert.equal(parlor.player, null);
  });

  it('keeps a token that one got while a longer one was on its way', async () => {
    const storage = memoryStorage();
    const clock = new ManualClock();
    const parlor = server.parlor({ storage, clock });
    await parlor.signInAsGuest('Ada');
    server.world.renew(storage.getItem('parlor.token') ?? '');
    clock.advance(24 * 60 * 60_000);
    const { setItem } = storage;
    const stored: string[] = [];
    storage.setItem = (key, value) => {
      stored.push(value);
      setItem.call(storage, key, value);
    };

    let answer = () => {};
    server.world.userdataAfter = new Promise((resolve) => {
      answer = resolve;
    });
    parlor.wake();
    const { id } = await parlor.signIn('bob@example.org', 'right');
    answer();
    await parlor.api.statistics(); // asked after it, and answered

    assert.deepEqual(stored, [server.world.tokenOf(id)]);
  });

  it('ends when the lobby does not let one back in with the token', async () => {
    const storage = memoryStorage();
    const { parlor, clock, id } = await server.guest({ storage });
    await parlor.enterLobby();
    const told = happens(parlor, 'problem');
    const away = happens(parlor, 'status');
    server.world.revoke(storage.getItem('parlor.token') ?? '');

    server.kickLobby(id, 4104);
    await away;
    clock.advance(1000);

    assert.equal((await told).code, 'token_invalid');
    assert.equal(parlor.player, null);
  });

  it('leaves a token that another tab stored meanwhile', async () => {
    const storage = memoryStorage();
    const first = server.parlor({ storage });
    await first.signInAsGuest('Ada');
    const other = await server.parlor({ storage }).signInAsGuest('Bob');

    await first.signOut();

    assert.equal(storage.getItem('parlor.token'), server.world.tokenOf(other.id));
  });

  for (const [how, change] of [
    ['signs in to an account', (parlor: Parlor) => parlor.signIn('bob@example.org', 'right')],
    ['signs out', (parlor: Parlor) => parlor.signOut()],
  ] as const) {
    it(`takes a guest who ${how} out of the queue and the party`, async () => {
      const { parlor, clock } = await server.guest();
      await parlor.enterLobby();
      await parlor.parties.create();
      const ticket = await parlor.queue({ game: 'relay' });

      await change(parlor);

      assert.equal(server.world.tickets.get(ticket?.ticket_id ?? '')?.state, 'cancelled');
      assert.equal(server.world.party, null);
      assert.equal(parlor.ticket, null);
      assert.equal(parlor.parties.current, null);
      assert.equal(clock.pending, 0);
    });
  }

  it('leaves a guest in the queue whose account is refused', async () => {
    const { parlor } = await server.guest();
    await parlor.enterLobby();
    await parlor.queue({ game: 'relay' });

    await assert.rejects(parlor.signIn('bob@example.org', 'wrong'));

    assert.equal(parlor.ticket?.state, 'waiting');
  });

  it('closes the connections of a guest who signs in to an account, and asks for theirs anew', async () => {
    const { parlor, id, name } = await server.guest();
    const match = await server.match({ id, name });
    await parlor.enterLobby();
    await parlor.resume();
    const dropped = happens(match.seen, 'dropped');

    await parlor.signIn('bob@example.org', 'right');

    await dropped;
    assert.equal(parlor.match, null);
    assert.equal(parlor.status, 'offline');
    const joined = happens(server.world.seen, 'lobby_joined');
    await parlor.enterLobby();
    assert.equal(await joined, parlor.player?.id);
  });

  it('mutes for a player only whom that player muted', async () => {
    const { parlor } = await server.guest();
    const bob = await server.guest();
    parlor.mute(bob.id);
    await parlor.signOut();
    await parlor.signInAsGuest('Cy');
    await Promise.all([parlor.enterLobby(), bob.parlor.enterLobby()]);
    const heard = happens(parlor, 'chat');

    await bob.parlor.sayInLobby('Hello.');

    assert.equal((await heard).text, 'Hello.');
  });
});
