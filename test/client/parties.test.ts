import assert from 'node:assert/strict';
import type { PartyView } from '../../src/protocol/party.ts';
import { FakeServer } from './support/FakeServer.ts';
import { happens, settle } from './support/happens.ts';

const PARTY: PartyView = {
  party_id: 'party-9',
  code: 'XYZ234',
  leader: 'bob',
  game: 'relay',
  locked: false,
  members: [{ id: 'bob', name: 'Bob', face: 'circle-blue-bare', ready: true }],
};

describe('Parties', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  for (const transport of ['auto', 'http'] as const) {
    it(`are opened and left, over ${transport === 'auto' ? 'a socket' : 'HTTP'}`, async () => {
      const { parlor, id } = await server.guest({ transport });
      await parlor.enterLobby();

      const party = await parlor.parties.create('relay');
      const current = parlor.parties.current;
      await parlor.parties.leave();

      assert.equal(party?.leader, id);
      assert.deepEqual(current, party);
      assert.equal(parlor.parties.current, null);
    });
  }

  it('change as the server tells, and talk; another party is another chat', async () => {
    const { parlor, id } = await server.guest();
    await parlor.enterLobby();
    const changed = happens(parlor, 'party');
    server.tell(id, 'party', { party: PARTY });
    assert.deepEqual(await changed, PARTY);

    const said = happens(parlor, 'party_chat');
    server.tell(id, 'party_chat', server.world.line('bob', 'Hello.'));
    assert.equal((await said).text, 'Hello.');
    assert.equal(parlor.parties.chatLog.length, 1);

    const gone = happens(parlor, 'party');
    server.tell(id, 'party', { party: null });
    assert.equal(await gone, null);
    assert.deepEqual(parlor.parties.chatLog, []);
  });

  it('read on after a reload what was said before, each line once', async () => {
    const { parlor, id } = await server.guest();
    await parlor.enterLobby();
    const hello = server.world.line('bob', 'Hello.');
    const said = happens(parlor, 'party_chat');
    server.tell(id, 'party', { party: PARTY });
    server.tell(id, 'party_chat_history', [hello]);
    await said;
    const answered = happens(parlor, 'party_chat', ({ text }) => text === 'Hi.');
    server.tell(id, 'party_chat_history', [hello]);
    server.tell(id, 'party_chat', server.world.line('cy', 'Hi.'));
    await answered;

    assert.deepEqual(
      parlor.parties.chatLog.map(({ text }) => text),
      ['Hello.', 'Hi.'],
    );
  });

  it('invite: an invitation is shown until it is answered', async () => {
    const { parlor, id } = await server.guest();
    await parlor.enterLobby();
    const invited = happens(parlor, 'party_invitation');
    server.tell(id, 'party_invitation', {
      from: 'bob',
      name: 'Bob',
      face: 'circle-blue-bare',
      game: 'relay',
    });
    await invited;
    const shown = parlor.parties.invitations;

    await assert.rejects(parlor.parties.accept('bob'), { name: 'ParlorError', code: 'unknown_party' });

    assert.deepEqual(
      shown.map(({ name }) => name),
      ['Bob'],
    );
    assert.deepEqual(parlor.parties.invitations, []);
  });

  it('keep an invitation that could not be accepted just now, over a socket or not', async () => {
    for (const transport of ['auto', 'http'] as const) {
      const { parlor, id } = await server.guest();
      await parlor.enterLobby();
      const invited = happens(parlor, 'party_invitation');
      server.tell(id, 'party_invitation', {
        from: 'away',
        name: 'Bob',
        face: 'circle-blue-bare',
        game: 'relay',
      });
      await invited;
      if (transport === 'http') {
        const polls = happens(parlor, 'status', (status) => status !== 'live');
        server.sockets = 'refused';
        server.cutLobby(id);
        await polls;
        void server.refuse('/api/v1/parties/join', 503);
      }

      await assert.rejects(parlor.parties.accept('away'));

      assert.equal(parlor.parties.invitations.length, 1, transport);
      parlor.close();
    }
  });

  it('are asked for when the lobby is back, and without a socket again and again', async () => {
    const { parlor, clock } = await server.guest({ transport: 'http' });
    server.world.party = PARTY;
    const shown = happens(parlor, 'party');
    await parlor.enterLobby();
    assert.deepEqual(await shown, PARTY);

    server.world.party = null;
    const gone = happens(parlor, 'party');
    clock.advance(4000);

    assert.equal(await gone, null);
    assert.equal(clock.pending, 1, 'only the lobby is asked for again');
  });

  it('are called to their table without a socket, too', async () => {
    const { parlor, clock, id, name } = await server.guest({ transport: 'http' });
    server.world.party = PARTY;
    const shown = happens(parlor, 'party');
    await parlor.enterLobby();
    await shown;
    const match = await server.match({ id, name });
    const called = happens(parlor, 'match');

    clock.advance(4000);

    assert.equal((await called)?.id, match.id);
  });

  it('are not taken back to how they were when an answer comes late', async () => {
    const { parlor, id, clock } = await server.guest();
    await parlor.enterLobby();
    const shown = happens(parlor, 'party');
    server.tell(id, 'party', { party: PARTY });
    await shown;
    server.world.party = PARTY;
    clock.advance(5000);
    const { held, release } = server.hold('/api/v1/parties/me');
    const live = happens(parlor, 'status', (status) => status === 'live');
    server.cutLobby(id); // back again, it asks how the party is
    await Promise.all([held, live]);
    const changed = happens(parlor, 'party', (party) => party?.locked === true);
    server.tell(id, 'party', { party: { ...PARTY, locked: true } });
    await changed;

    release();
    await parlor.api.statistics();
    await settle();

    assert.equal(parlor.parties.current?.locked, true);
  });

  it('keep the latest five invitations, one of each who invites', async () => {
    const { parlor, id } = await server.guest();
    await parlor.enterLobby();
    const last = happens(parlor, 'party_invitation', ({ from }) => from === 'p6');
    for (const from of ['p1', 'p2', 'p1', 'p3', 'p4', 'p5', 'p6'])
      server.tell(id, 'party_invitation', { from, name: from, face: 'circle-blue-bare', game: 'relay' });
    await last;

    assert.deepEqual(
      parlor.parties.invitations.map(({ from }) => from),
      ['p1', 'p3', 'p4', 'p5', 'p6'],
    );
  });
});
