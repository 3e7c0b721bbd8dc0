import assert from 'node:assert/strict';
import { Client, type Room } from '@colyseus/sdk';
import { next } from '../support/bootToy.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';

describe('accounts of a whole server', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  before(async () => {
    server = await startParlor();
  });
  after(async () => void (await server.stop()));

  const signIn = (name: string) => PlainPlayer.signIn(server.url, name);
  async function lobbyOf(player: PlainPlayer): Promise<Room> {
    const lobby = await player.client.joinOrCreate('lobby');
    lobby.onMessage('*', () => {});
    return lobby;
  }

  it('show one name in the party, the lobby, at the table and in the record after a rename', async () => {
    const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
    const [lobby, bens] = [await lobbyOf(ada), await lobbyOf(ben)];
    const { party } = await lobby.request('party_create', { game: 'relay' });
    await bens.request('party_join', { code: party.code });
    const told = next<{ party: typeof party }>(bens, 'party');

    const renamed = await ada.ask('PATCH', '/api/v1/players/me', { name: 'Countess' });
    assert.equal(renamed.status, 200);
    assert.equal((await told).party.members[0].name, 'Countess');
    const line = next<{ name: string }>(bens, 'chat');
    await lobby.request('chat', { text: 'hello' });
    assert.equal((await line).name, 'Countess');
    const invited = next<{ name: string }>(bens, 'party_invitation');
    await bens.request('party_leave');
    await lobby.request('party_invite', { player_id: ben.id });
    assert.equal((await invited).name, 'Countess');
    await lobby.request('party_leave');

    const found = next<{ match_id: string; seat: never }>(lobby, 'match_found');
    await lobby.request('queue', { game: 'relay', bots: true });
    const { match_id, seat } = await found;
    const table = await ada.client.consumeSeatReservation(seat);
    table.onMessage('*', () => {});
    await ada.stateWhen(match_id, ({ phase }) => phase === 'playing');
    await ada.ask('PATCH', '/api/v1/players/me', { name: 'Later' });
    const said = next<{ name: string }>(table, 'chat');
    await table.request('chat', { text: 'at the table' });
    assert.equal((await said).name, 'Countess');
    const { body: record } = await ada.ask('GET', `/api/v1/matches/${match_id}`);
    assert.equal(record.players.find(({ id }: { id: string }) => id === ada.id).name, 'Countess');
    await table.leave();
    await Promise.all([lobby.leave(), bens.leave()]);
  });

  it('go for good, out of lobby, party, queue and match, and leave the records without a name', async () => {
    const client = new Client(server.url);
    client.auth.token = '';
    const email = 'gone@example.com';
    const { user, token } = await client.auth.registerWithEmailAndPassword(email, 'a long password', {
      name: 'Vanishing',
    });
    client.auth.token = token;
    const ask = async (method: string, path: string) => {
      const response = await fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      return { status: response.status, body: await response.json() };
    };
    const lobby = await client.joinOrCreate('lobby');
    lobby.onMessage('*', () => {});
    const friend = await signIn('Friend');
    const friends = await lobbyOf(friend);
    await lobby.request('chat', { text: 'I was here' });
    const found = next<{ match_id: string; seat: never }>(lobby, 'match_found');
    await lobby.request('queue', { game: 'relay', bots: true });
    const { match_id, seat } = await found;
    const table = await client.consumeSeatReservation(seat);
    table.onMessage('*', () => {});
    const { party } = await friends.request('party_create', { game: 'relay' });
    await lobby.request('party_join', { code: party.code });
    await friend.ask('GET', `/api/v1/matches/${match_id}/state`);
    const closed = [lobby, table].map((room) => new Promise<number>((resolve) => room.onLeave(resolve)));

    const answer = await ask('DELETE', '/players/me');
    assert.deepEqual([answer.status, answer.body], [200, { deleted: true }]);
    assert.deepEqual(await Promise.all(closed), [4104, 4000]);
    assert.equal((await ask('GET', '/players/me')).body.code, 'token_revoked');
    assert.equal((await ask('DELETE', '/players/me')).status, 401);
    assert.equal((await friend.ask('GET', `/api/v1/players/${user.id}`)).status, 404);
    const { body: mine } = await friend.ask('GET', '/api/v1/parties/me');
    assert.deepEqual(
      mine.party.members.map(({ name }: { name: string }) => name),
      ['Friend'],
    );
    const again = new Client(server.url);
    again.auth.token = '';
    await assert.rejects(again.auth.signInWithEmailAndPassword(email, 'a long password'));
    const anew = await again.auth.registerWithEmailAndPassword(email, 'another password', { name: 'Anew' });
    assert.notEqual(anew.user.id, user.id);
    const late = await lobbyOf(await signIn('Late'));
    const lines = await next<{ from: string; name: string }[]>(late, 'chat_history');
    assert.deepEqual(
      lines.filter(({ from }) => from === user.id).map(({ name }) => name),
      ['Deleted player'],
    );
    await Promise.all([friends.leave(), late.leave()]);
  });
});
