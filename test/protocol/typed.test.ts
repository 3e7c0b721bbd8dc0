import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mock } from 'node:test';
import type { Room } from '@colyseus/sdk';
import type { MatchLink } from '../../client/MatchLink.ts';
import type { RequestLobby } from '../../client/requestLobby.ts';
import {
  type PlayerUpdates,
  processChannel,
  type TellPlayer,
  type Updates,
} from '../../src/players/updates.ts';
import { GAME_MESSAGES, type GameMessage, type GameMessages } from '../../src/protocol/game.ts';
import {
  LOBBY_MESSAGES,
  LOBBY_REQUESTS,
  type LobbyMessage,
  type LobbyMessages,
} from '../../src/protocol/lobby.ts';
import type { TicketView } from '../../src/protocol/ticket.ts';
import type { BaseRoom } from '../../src/rooms/BaseRoom.ts';
import type { LobbyHandler } from '../../src/rooms/LobbyHandler.ts';
import type { PlayerClient } from '../../src/rooms/playerClient.ts';
import type { TableClients } from '../../src/table/hosting.ts';
import { bootToy, next, until, when } from '../support/bootToy.ts';
import type { ToyState } from '../support/toyGame.ts';

const line = {
  id: 1,
  from: 'ada',
  name: 'Ada',
  face: 'circle-blue-bare',
  text: 'Hello.',
  at: 0,
  spectator: false,
};

/** What the compiler makes of what rooms send; each of these is checked whenever the tests are. */
export function send(
  lobby: PlayerClient<LobbyMessages>,
  room: BaseRoom<object, GameMessages>,
  table: TableClients,
): void {
  lobby.send('party', { party: null });
  lobby.send('problem', { code: 'away', message: 'Away.', until: 7 });
  // @ts-expect-error there is no such message
  lobby.send('party_over', { party: null });
  // @ts-expect-error it is the table's
  lobby.send('standing', { standing: true });
  // @ts-expect-error a line has more to it
  lobby.send('chat', { text: 'Hello.' });
  // @ts-expect-error one is asked about a ticket
  lobby.send('ready_check', { deadline: 1, accepted: 1, needed: 3, own: false });

  room.broadcast('chat', line);
  // @ts-expect-error it is the lobby's
  room.broadcast('queue_update', {} as TicketView);
  // @ts-expect-error yes or no
  room.broadcast('standing', { standing: 'yes' });

  table.broadcast('animation', { kind: 'award', amount: 5 });
  table.send('ada', 'game_state_update', { session_id: 'm', state: 'playing', timestamp: 1 });
  // @ts-expect-error every event has a kind
  table.broadcast('animation', { amount: 5 });
  // @ts-expect-error there is no such phase
  table.broadcast('game_state_update', { session_id: 'm', state: 'paused', timestamp: 1 });
  // @ts-expect-error there is no such message
  table.send('ada', 'dealt', { cards: [] });
}

/** And of what goes to players and between processes. */
export async function tell(told: TellPlayer, players: PlayerUpdates, all: Updates): Promise<void> {
  await told('ada', 'party_chat', line);
  // @ts-expect-error there is no such message
  await told('ada', 'hello', {});
  // @ts-expect-error by whom?
  await told('ada', 'party_invitation', { name: 'Bob', face: 'circle-blue-bare', game: 'relay' });
  // @ts-expect-error a note to the player's rooms is no message to the player
  await told('ada', 'unheard', []);

  await players.publish('ada', { type: 'unheard', payload: ['bob'] });
  // @ts-expect-error a type goes with its own payload
  await players.publish('ada', { type: 'party', payload: line });
  // @ts-expect-error processes tell each other by their channel
  await players.publish('ada', { type: 'queued', payload: null });
  await players.subscribe('ada', (update) => {
    if (update.type === 'party') update.payload.party?.code.trim();
    // @ts-expect-error nobody sends that
    if (update.type === 'hello') return;
  });

  await processChannel(all, 'system:accounts').tell('changed', 'ada');
  // @ts-expect-error accounts do not queue
  await processChannel(all, 'system:accounts').tell('queued', null);
  // @ts-expect-error an id
  await processChannel(all, 'system:accounts').tell('changed', 7);
  // @ts-expect-error nobody listens there
  processChannel(all, 'ada');
}

/** And of what clients ask, what they are answered, and what they hear. */
export async function ask(lobby: RequestLobby, link: MatchLink): Promise<void> {
  const { state }: TicketView = await lobby.request('queue', { game: 'relay', bots: true });
  const { party } = await lobby.request('party_join', { code: 'ABC' });
  const { id } = await link.request('chat', { text: 'Hello.' });
  void [state, party.leader, id];
  // @ts-expect-error the lobby knows no such request
  await lobby.request('dance', {});
  // @ts-expect-error which game?
  await lobby.request('queue', {});
  // @ts-expect-error that is a table's
  await lobby.request('action', { request_id: 'r', action: 'skip' });
  // @ts-expect-error a ticket's id
  await lobby.request('accept', { ticket_id: 7 });
  // @ts-expect-error a ticket has no code
  void (await lobby.request('cancel', { ticket_id: 't' })).code;
  // @ts-expect-error that is the lobby's
  await link.request('party_leave', {});

  // @ts-expect-error a request is answered with what it says
  const start: LobbyHandler<'party_start'> = async () => ({ party: null });
  // @ts-expect-error and asks what it says
  const ready: LobbyHandler<'party_ready'> = async (_player, { game }) => game;
  void [start, ready];
}

/** A message tells by its type what it carries. */
export function hear(inLobby: LobbyMessage, atTable: GameMessage): void {
  if (inLobby.type === 'match_found') inLobby.payload.seat.sessionId.trim();
  if (atTable.type === 'result') atTable.payload.standings.at(0);
  // @ts-expect-error not every message has a seat
  void inLobby.payload.seat;
  // @ts-expect-error no table sends that
  if (atTable.type === 'match_found') return;
}

describe('the protocol', () => {
  let server: Awaited<ReturnType<typeof bootToy>>;
  before(async () => {
    server = await bootToy();
    mock.method(console, 'warn', () => {}); // the SDK tells the console of what it hears before anybody listens
  });
  after(async () => {
    await server.stop();
    mock.restoreAll();
  });

  /** The types of what this room sends from now on. */
  function types(room: Room): Set<string> {
    const seen = new Set<string>();
    room.onMessage('*', (type) => void seen.add(String(type)));
    return seen;
  }

  it('has everything that is heard from a queue to the end of a match', async () => {
    const players = Array.from({ length: 3 }, () => randomUUID());
    const lobbies = await Promise.all(players.map((id) => server.client(id).joinOrCreate('lobby')));
    const inLobby = lobbies.map(types);
    const found = lobbies.map((lobby) => next<{ seat: never }>(lobby, 'match_found'));
    for (const lobby of lobbies) await lobby.request('queue', { game: 'toy' });
    await lobbies[0]?.request('chat', { text: 'Hello.' });
    await server.passes.pass();
    const seats = await Promise.all(found);
    const rooms = await Promise.all(
      seats.map(({ seat }, i) => server.client(players[i]).consumeSeatReservation<ToyState>(seat)),
    );
    const atTable = rooms.map(types);
    await Promise.all(rooms.map((room) => when(room as never, (s: ToyState) => s.phase === 'playing')));
    const [room] = rooms as [(typeof rooms)[0]];
    room.send('no_such_message', 1);
    const take = (n: number) => room.request('action', { request_id: `r${n}`, action: 'take' });
    for (let n = 0, full = false; !full; n++)
      full = await take(n).then(
        () => false,
        () => true,
      );
    await until(async () => atTable[0]?.has('result') === true);

    for (const seen of inLobby)
      assert.deepEqual(
        [...seen].filter((type) => !(type in LOBBY_MESSAGES)),
        [],
      );
    for (const seen of atTable)
      assert.deepEqual(
        [...seen].filter((type) => !(type in GAME_MESSAGES)),
        [],
      );
    for (const type of ['animation', 'problem', 'game_state_update']) assert.ok(atTable[0]?.has(type), type);
    await Promise.all(
      [...lobbies, ...rooms].filter(({ connection }) => connection.isOpen).map((room) => room.leave()),
    );
  });

  it('reads what a request asks, passes over what it does not, and refuses what is none', () => {
    const { queue, party_create, party_leave, party_join, accept } = LOBBY_REQUESTS;
    assert.deepEqual(queue.parse({ game: 'relay', hat: 'red' }), { game: 'relay' });
    assert.equal(queue.safeParse({ bots: true }).success, false);
    assert.equal(party_create.parse(undefined), undefined);
    assert.deepEqual(party_create.parse({}), {});
    for (const anything of [undefined, null, 7, { why: 'so' }])
      assert.equal(party_leave.parse(anything), undefined);
    assert.equal(party_join.safeParse({}).success, false);
    const id = randomUUID();
    assert.deepEqual(accept.parse({ ticket_id: id.toUpperCase() }), { ticket_id: id });
  });
});
