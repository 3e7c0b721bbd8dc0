import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Room } from '@colyseus/sdk';
import type { PartyView } from '../../src/protocol/party.ts';
import { bootLobby } from '../support/bootLobby.ts';
import { next } from '../support/bootToy.ts';

type Told = { party: PartyView | null };

const rejection = (code: string) => (error: { reason?: { code: string } }) => error.reason?.code === code;

describe('parties in lobby rooms', () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  let server: Awaited<ReturnType<typeof bootLobby>>;
  let rooms: Room[];
  before(async () => {
    server = await bootLobby();
  });
  beforeEach(async () => {
    rooms = [await server.join(ada), await server.join(bob)];
  });
  afterEach(async () => {
    for (const room of rooms) {
      await room.request('party_leave', {});
      await room.leave();
    }
  });
  after(() => server.stop());

  const ask = (of: number, type: string, payload: unknown = {}): Promise<Told> =>
    (rooms[of] as Room).request(type, payload) as Promise<Told>;
  const hears = <T>(of: number, type: string): Promise<T> => next<T>(rooms[of] as Room, type);

  it('are opened, joined, told and shown again to who comes back', async () => {
    const { party: opened } = await ask(0, 'party_create', { game: 'relay' });
    const told = hears<Told>(0, 'party');
    const { party } = await ask(1, 'party_join', { code: opened?.code });

    assert.deepEqual(await told, { party });
    assert.deepEqual(
      party?.members.map(({ id, ready }) => [id, ready]),
      [
        [ada, true],
        [bob, false],
      ],
    );
    await (rooms[1] as Room).leave();
    rooms[1] = await server.join(bob);
    assert.deepEqual(await hears<Told>(1, 'party'), { party });
  });

  it('invite, say who is ready, and talk', async () => {
    await ask(0, 'party_create');
    const invited = hears<{ from: string }>(1, 'party_invitation');
    await ask(0, 'party_invite', { player_id: bob });
    await ask(1, 'party_join', { from: (await invited).from });
    const { party } = await ask(1, 'party_ready', { ready: true });
    const line = hears<{ text: string; from: string }>(0, 'party_chat');
    await ask(1, 'party_chat', { text: 'Shall we?' });

    assert.equal(party?.members[1]?.ready, true);
    const { text, from } = await line;
    assert.deepEqual([text, from], ['Shall we?', bob]);
  });

  it('tell who was shown out, and why something is refused', async () => {
    const { party } = await ask(0, 'party_create');
    await ask(1, 'party_join', { code: party?.code });
    await assert.rejects(ask(1, 'party_kick', { player_id: ada }), rejection('not_leader'));
    const out = hears<Told>(1, 'party');
    await ask(0, 'party_kick', { player_id: bob });

    assert.deepEqual(await out, { party: null });
    await assert.rejects(ask(1, 'party_join', { code: party?.code }), rejection('unknown_party'));
    await assert.rejects(ask(1, 'party_join', {}), rejection('invalid_request'));
    await assert.rejects(ask(1, 'party_game', { game: 'relay' }), rejection('no_party'));
    await assert.rejects(ask(1, 'party_chat', { text: '' }), rejection('invalid_chat'));
  });
});
