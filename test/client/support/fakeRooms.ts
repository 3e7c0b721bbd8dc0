import { type AuthContext, type Client, CloseCode, matchMaker, Room, ServerError } from '@colyseus/core';
import { schema, t } from '@colyseus/schema';
import type { MessageContext } from '@colyseus/shared-types';
import type { JoinOptions } from '../../../src/protocol/join.ts';
import type { FakeMatch } from './FakeMatch.ts';
import type { FakeWorld } from './FakeWorld.ts';

type PlayerClient = Client<{ auth: { id: string; name: string }; userData: { spectator: boolean } }>;

const LobbyMatch = schema(
  {
    id: t.string(),
    game: t.string(),
    phase: t.string(),
    names: t.array('string'),
    spectators: t.uint16(),
    started_at: t.number(),
  },
  'FakeLobbyMatch',
);
const LobbyState = schema(
  { online: t.uint32(), playing: t.uint32(), queued: t.uint32(), matches: t.map(LobbyMatch) },
  'FakeLobbyState',
);
const Player = schema(
  { id: t.string(), name: t.string(), points: t.int32(), left: t.boolean() },
  'FakePlayer',
);
const MatchState = schema(
  {
    phase: t.string(),
    version: t.uint32(),
    deadline: t.number(),
    spectators: t.uint16(),
    players: t.map(Player),
  },
  'FakeMatchState',
);

const tooOld = () => new ServerError(409, 'client_too_old: This client is too old.');

function auth(world: FakeWorld, options: JoinOptions, context: AuthContext) {
  world.joins.push(options);
  if ((options.protocol ?? world.oldestProtocol) < world.oldestProtocol) throw tooOld();
  const player = world.playerOf(context.token);
  if (!player) throw new ServerError(401, 'token_invalid: Sign in again.');
  return player;
}

/** A lobby that does what the test's world tells it. */
export function fakeLobby(world: FakeWorld) {
  return class FakeLobby extends Room<{ state: InstanceType<typeof LobbyState>; client: PlayerClient }> {
    override autoDispose = false;
    override state = new LobbyState().assign({ online: 1, playing: 0, queued: 0 });
    static override async onAuth(_token: string, options: JoinOptions, context: AuthContext) {
      return auth(world, options, context);
    }

    override messages = {
      queue: (client: PlayerClient, request: { game: string }, context: MessageContext) => {
        if (request.game === 'busy')
          return context.reject({ code: 'already_in_match', message: 'You play already.', match_id: 'm' });
        if (request.game === 'cooling') {
          const until = '2030-01-01T00:01:00.000Z';
          return context.reject({ code: 'cooling_down', message: 'Wait a minute.', until, retry_after: 60 });
        }
        return world.enqueue(client.auth?.id ?? '', request);
      },
      accept: (_client: PlayerClient, { ticket_id }: { ticket_id: string }, context: MessageContext) =>
        world.answer(ticket_id, 'accept') ?? context.reject({ code: 'no_ready_check', message: 'Too late.' }),
      decline: (_client: PlayerClient, { ticket_id }: { ticket_id: string }, context: MessageContext) =>
        world.answer(ticket_id, 'decline') ??
        context.reject({ code: 'no_ready_check', message: 'Too late.' }),
      party_create: (client: PlayerClient) => ({ party: world.openParty(client.auth?.id ?? '') }),
      party_join: (_client: PlayerClient, { from }: { from?: string }, context: MessageContext) =>
        from === 'away'
          ? context.reject({ code: 'retry_later', message: 'Not now.' })
          : context.reject({ code: 'unknown_party', message: 'No party has this code.' }),
      party_leave: () => {
        world.party = null;
        return { party: null };
      },
      cancel: (_client: PlayerClient, { ticket_id }: { ticket_id: string }) => world.cancel(ticket_id),
      chat: (client: PlayerClient, { text }: { text: string }, context: MessageContext) => {
        if (text === '') return context.reject({ code: 'invalid_chat', message: 'Say something.' });
        const line = world.line(client.auth?.id ?? '', text);
        this.broadcast('chat', line);
        return { id: line.id };
      },
      received: world.says('lobby', 'received'),
      seen: world.says('lobby', 'seen'),
    };

    override onCreate(): void {
      world.lobby = this;
    }

    show(matches: { id: string; names: string[]; started_at: number }[]): void {
      for (const { id, names, started_at } of matches) {
        const row = new LobbyMatch().assign({
          id,
          game: 'relay',
          phase: 'playing',
          spectators: 0,
          started_at,
        });
        row.assign({ names });
        this.state.matches.set(id, row);
      }
    }

    override onJoin(client: PlayerClient): void {
      client.send('chat_history', world.lobbyChat);
      world.seen.emit('lobby_joined', client.auth?.id ?? '');
    }
  };
}

/** A game room over a `FakeMatch`, with the seats, drops and codes of the real ones. */
export function fakeGameRoom(world: FakeWorld) {
  return class FakeGameRoom extends Room<{ state: InstanceType<typeof MatchState>; client: PlayerClient }> {
    override autoDispose = false;
    override state = new MatchState();
    match!: FakeMatch;
    static override async onAuth(_token: string, options: JoinOptions, context: AuthContext) {
      return auth(world, options, context);
    }

    override messages = {
      action: (
        client: PlayerClient,
        request: { request_id: string; action: string },
        context: MessageContext,
      ) => {
        const fault = this.match.faults.shift();
        if (fault === 'fail') return undefined;
        if (fault === 'retry_later')
          return context.reject({ code: fault, message: 'Send it again as it is.' });
        const reply = this.match.act(client.auth?.id ?? '', request);
        if (fault === 'lose') cut(client);
        return 'code' in reply ? context.reject(reply) : reply;
      },
      chat: (client: PlayerClient, { text }: { text: string }) => {
        const line = world.line(client.auth?.id ?? '', text);
        this.broadcast('chat', line);
        return { id: line.id };
      },
      received: world.says('match', 'received'),
      seen: world.says('match', 'seen'),
    };

    override onCreate({ match }: { match: string }): void {
      this.roomId = match;
      this.match = world.match(match);
      this.match.sync = () => this.#sync();
      world.rooms.set(match, this);
      this.#sync();
    }

    override onJoin(client: PlayerClient, options?: { spectate?: boolean }): void {
      const spectator = options?.spectate === true;
      client.userData = { spectator };
      if (world.refusesSockets) throw tooOld();
      if (spectator) return;
      this.#enter(client);
    }

    override onDrop(client: PlayerClient, code: number): void {
      this.match.drop(code);
      if (!client.userData?.spectator) this.allowReconnection(client, 'manual').catch(() => {});
    }

    override onReconnect(client: PlayerClient): void {
      this.match.seen.emit('entered', client.auth?.id ?? '');
    }

    override onLeave(client: PlayerClient, code: number): void {
      if (code === CloseCode.CONSENTED && !client.userData?.spectator)
        this.match.leave(client.auth?.id ?? '');
    }

    cutAll(): void {
      for (const client of this.clients) cut(client);
    }

    #enter(client: PlayerClient): void {
      const id = client.auth?.id ?? '';
      if (!this.match.players[id]) throw new ServerError(403, 'not_seated: You have no seat at this table.');
      for (const other of this.clients) {
        if (other !== client && other.auth?.id === id) other.leave(4101, 'opened elsewhere');
      }
      this.match.seen.emit('entered', id);
    }

    #sync(): void {
      const { phase, version, players } = this.match.view();
      this.state.assign({ phase, version, deadline: 0, spectators: 0 });
      for (const player of Object.values(players)) {
        const row = this.state.players.get(player.id) ?? new Player();
        row.assign(player);
        this.state.players.set(player.id, row);
      }
    }
  };
}

/** Cuts a socket as a network does. */
export function cut(client: Client): void {
  (client.ref as unknown as { terminate(): void }).terminate();
}

/** Closes a room. The framework would wait 15 s for seats that nobody took. */
export async function closeRoom(room: Room): Promise<void> {
  const kept = room as unknown as {
    _reservedSeats: object;
    _reservedSeatTimeouts: Record<string, NodeJS.Timeout>;
  };
  for (const timeout of Object.values(kept._reservedSeatTimeouts)) clearTimeout(timeout);
  kept._reservedSeats = {};
  await room.disconnect();
}

/** A seat as the server reserves it. */
export async function reserve(match: string, player: { id: string; name: string }) {
  const [room] = await matchMaker.query({ roomId: match });
  if (!room) throw new Error(`no room ${match}`);
  return matchMaker.reserveSeatFor(room, {}, player);
}
