import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineRoom, defineServer, matchMaker } from '@colyseus/core';
import { Client, type Room } from '@colyseus/sdk';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { encodeMessage } from '../../src/deps/encodeMessage.ts';
import type { LiveMatch } from '../../src/match/live.ts';
import { PartyService } from '../../src/matchmaking/partyService.ts';
import type { Matchmaking, QueueRequest } from '../../src/matchmaking/tickets.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { MemoryPresence } from '../../src/persistence/memory/memoryPresence.ts';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { LocalChat } from '../../src/players/localChat.ts';
import { Mutes } from '../../src/players/mutes.ts';
import type { NamesOf } from '../../src/players/playerNames.ts';
import { type PlayerUpdates, tellPlayer } from '../../src/players/updates.ts';
import type { TicketView } from '../../src/protocol/ticket.ts';
import { type LobbyNeeds, lobbyRoom } from '../../src/rooms/LobbyRoom.ts';
import type { LobbyState } from '../../src/schema/lobby.ts';
import { fakeButton } from '../button/fakeButton.ts';
import { fakeNotifications } from '../push/fakeNotifications.ts';
import { plentyOfBudget } from './budgets.ts';
import { MemoryMutes } from './memory/memoryMutes.ts';
import { MemoryParties } from './memory/memoryParties.ts';
import { shown } from './shown.ts';

type LobbyRoom = InstanceType<ReturnType<typeof lobbyRoom>>;

/** So many fit into a lobby room here. */
export const ROOM_FOR = 2;

/**
 * A real server with small lobbies over stores in memory that the test sets. Each of `processes` is a lobby of its
 * own name that shares with the others what its needs share, as another process would. Stop it when done.
 */
export async function bootLobby(processes: Record<string, Partial<LobbyNeeds>> = { lobby: {} }) {
  const clock = { now: 1_790_000_000_000 };
  const now = () => clock.now;
  const errors: string[] = [];
  const warnings: string[] = [];
  const world = { matches: [] as LiveMatch[], queued: [] as QueueRequest[], away: false, asked: 0 };
  const orAway = async <T>(answer: T): Promise<T> => {
    if (world.away) throw new Error('Command timed out');
    return answer;
  };
  const matchmaking = {
    enqueue: (_player: unknown, request: QueueRequest) =>
      orAway({ ticket_id: String(world.queued.push(request)) } as TicketView),
    ofPlayer: () => orAway(null),
    statistics: () => orAway([{ queue_length: world.queued.length }]),
  } as unknown as Matchmaking;
  const renamed = new Map<string, string>();
  const namesOf: NamesOf = async (players) =>
    new Map(players.map((id) => [id, shown(id, renamed.get(id) ?? `name of ${id}`)]));
  const names = { of: namesOf, recent: namesOf };
  const updates = processes.lobby?.updates ?? new MemoryUpdates();
  const store = new MemoryMutes();
  const mutesOver = (over: PlayerUpdates) =>
    new Mutes({ store, blocksOf: async () => new Map(), unblock: async () => {}, updates: over });
  const mutes = mutesOver(updates);
  let ids = 0;
  const parties = new PartyService({
    store: new MemoryParties(),
    namesOf: (players) => names.of(players),
    mutes,
    games: [{ name: 'relay', seats: { min: 3, max: 5 } }],
    async unqueue() {},
    tell: tellPlayer(updates),
    log: { warn: (_, message) => void warnings.push(message) },
    now,
    newId: () => `party-${++ids}`,
    newCode: () => `CODE${++ids}`,
  });
  const told = fakeNotifications(undefined, now);
  const pressed = fakeButton({ now, encode: (state) => encodeMessage('button', state) });
  const shared: LobbyNeeds = {
    button: pressed.button,
    buttonHub: pressed.hub,
    notifications: told.notifications,
    authenticate: async (id) => ({ id: id ?? '' }),
    ownerOfToken: async (id) => id,
    log: {
      error: (_, message) => void errors.push(message),
      warn: (_, message) => void warnings.push(message),
      info() {},
      debug() {},
    },
    metrics: createMetrics(),
    budgets: plentyOfBudget(),
    addressOf: ({ socket }) => socket.remoteAddress ?? '',
    matchmaking,
    parties,
    presence: new MemoryPresence(now),
    updates,
    chat: new LocalChat(),
    names,
    mutes,
    mayPlay: async () => {},
    matches: () => {
      world.asked += 1;
      return orAway(world.matches);
    },
    now,
  };
  const rooms = Object.entries(processes).map(([name, needs]) => {
    const own = needs.updates ? { mutes: mutesOver(needs.updates) } : {};
    class SmallLobby extends lobbyRoom({ ...shared, ...own, ...needs }) {
      override maxClients = ROOM_FOR;
    }
    return [name, defineRoom(SmallLobby)] as const;
  });
  const httpServer = createServer();
  const server = defineServer({
    rooms: Object.fromEntries(rooms),
    transport: new WebSocketTransport({ server: httpServer }),
    greet: false,
    gracefullyShutdown: false,
    logger: { debug() {}, info() {}, warn() {}, error() {}, trace() {} },
  });
  await server.listen(0, '127.0.0.1');
  const { port } = httpServer.address() as AddressInfo;

  return {
    told,
    pressed,
    clock,
    errors,
    warnings,
    /** What the stores know; `away`: they do not answer; `asked`: how often for the matches. */
    world,
    /** What players are called by now. */
    renamed,
    updates,
    mutes,
    async join(player: string, lobby = 'lobby'): Promise<Room<unknown, LobbyState>> {
      const client = new Client(`http://127.0.0.1:${port}`);
      client.auth.token = player;
      const room = await client.joinOrCreate<LobbyState>(lobby);
      room.onMessage('*', () => {});
      room.reconnection.minUptime = 0;
      return room as never;
    },
    /** The room that this client is in; undefined once it is gone. */
    roomOf({ roomId }: Room): LobbyRoom | undefined {
      return matchMaker.getLocalRoomById(roomId) as unknown as LobbyRoom | undefined;
    },
    /** An empty room of this process. */
    async emptyRoom(): Promise<LobbyRoom> {
      const { roomId } = await matchMaker.createRoom('lobby', {});
      return matchMaker.getLocalRoomById(roomId) as unknown as LobbyRoom;
    },
    async stop(): Promise<void> {
      await server.gracefullyShutdown(false);
      httpServer.closeAllConnections();
    },
  };
}
