import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineRoom, defineServer, matchMaker } from '@colyseus/core';
import { schema, t } from '@colyseus/schema';
import { Client, type Room } from '@colyseus/sdk';
import type { AuthenticateSeated } from '../../src/auth/accounts.ts';
import { liveMatches } from '../../src/cluster/liveMatches.ts';
import { openTable, unbind } from '../../src/cluster/openTable.ts';
import { Resuming } from '../../src/cluster/Resuming.ts';
import { Recovery } from '../../src/cluster/recovery.ts';
import { sendMatchFound } from '../../src/cluster/sendMatchFound.ts';
import { socketPlaces } from '../../src/cluster/upgrade.ts';
import { buildTicker } from '../../src/deps/ticker.ts';
import { Upgrades } from '../../src/http/Upgrades.ts';
import { Problem } from '../../src/lib/problem.ts';
import { Random } from '../../src/lib/random.ts';
import type { MatchResult } from '../../src/match/records.ts';
import { createMatchmaking } from '../../src/matchmaking/createMatchmaking.ts';
import { defaultPolicy } from '../../src/matchmaking/matcher/policy.ts';
import { rated } from '../../src/matchmaking/rating.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';
import { MemoryLiveness } from '../../src/persistence/memory/memoryLiveness.ts';
import { MemoryPresence } from '../../src/persistence/memory/memoryPresence.ts';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { LocalChat } from '../../src/players/localChat.ts';
import { Mutes } from '../../src/players/mutes.ts';
import type { NamesOf } from '../../src/players/playerNames.ts';
import { tellPlayer } from '../../src/players/updates.ts';
import type { Arrivals } from '../../src/rooms/Arrivals.ts';
import { BaseRoom } from '../../src/rooms/BaseRoom.ts';
import type { BaseRoomNeeds } from '../../src/rooms/baseRoomNeeds.ts';
import { frameworkLog } from '../../src/rooms/frameworkLog.ts';
import { gameRoom } from '../../src/rooms/GameRoom.ts';
import type { GameRoomNeeds } from '../../src/rooms/gameRoomNeeds.ts';
import { lobbyRoom } from '../../src/rooms/LobbyRoom.ts';
import { ParlorTransport } from '../../src/rooms/ParlorTransport.ts';
import type { PlayerClient } from '../../src/rooms/playerClient.ts';
import { restrictPublicMethods } from '../../src/rooms/publicMethods.ts';
import { checkNumbers } from '../../src/schema/numbers.ts';
import type { HostedTable } from '../../src/table/HostedTable.ts';
import { type HostedGame, hosted } from '../../src/table/hosting.ts';
import { defaultLifecycle, type LifecyclePolicy } from '../../src/table/lifecycle.ts';
import { fakeButton } from '../button/fakeButton.ts';
import { fakeNotifications } from '../push/fakeNotifications.ts';
import { plentyOfBudget } from './budgets.ts';
import { MemoryMatchStore } from './memory/memoryMatchStore.ts';
import { MemoryMutes } from './memory/memoryMutes.ts';
import { MemoryQueue } from './memory/memoryQueue.ts';
import { MemoryQueueHistory } from './memory/memoryQueueHistory.ts';
import { shown } from './shown.ts';
import { schemaToy, type ToyState, toy } from './toyGame.ts';

checkNumbers();

/** A token of these tests: whose it is. */
export const tokenOf = (id: string) => `token:${id}`;

const quickly: LifecyclePolicy = { ...defaultLifecycle, countdownMs: 0, lateCountdownMs: 0 };

const Steering = schema({ dx: t.int8() }, 'Steering');
const SteeredState = schema({ moved: t.number().default(0) }, 'SteeredState');

/** A room that takes inputs, as action games do: the framework's decoder of these frames trusts their lengths. */
class InputRoom extends BaseRoom<InstanceType<typeof SteeredState>> {
  static override async onAuth() {
    return { id: 'anybody' };
  }
  protected override readonly needs = {
    ownerOfToken: async () => 'anybody',
    log: { error() {}, warn() {}, debug() {} },
    metrics: createMetrics(),
    budgets: plentyOfBudget(),
    addressOf: () => '',
  } as never;
  override state = new SteeredState();
  override readonly inputs = this.defineInput(Steering as never, { sanitize: { dx: [-1, 1] } } as never);
  override messages = { _: (client: PlayerClient) => this.answerUnknown(client) };
}

/** What a booted server is to be, besides the usual. */
export interface BootOptions {
  /** The game that it hosts. */
  game?: HostedGame;
  /** Ms, of the wall and of everything else. The real ones when it says nothing. */
  clock?: () => number;
  /** Who steps its matches, when they are stepped. */
  ticker?: GameRoomNeeds['ticker'];
}

/** A real server with the toy game, everything shared in memory. Stop it when done. */
export async function bootToy(
  lifecycle: LifecyclePolicy = quickly,
  budgets: BaseRoomNeeds['budgets'] = plentyOfBudget(),
  { game = hosted(toy, schemaToy), clock, ticker }: BootOptions = {},
) {
  const errors: { context: object; message: string }[] = [];
  const lines: { context: object; message: string }[] = [];
  const note = (context: object, message: string) => void lines.push({ context, message });
  const log = {
    error: (context: object, message: string) => {
      errors.push({ context, message });
      note(context, message);
    },
    warn: note,
    info: note,
    debug: note,
  };
  const now = clock ?? Date.now;
  const elapsed = clock ?? (() => performance.now());
  const metrics = createMetrics();
  const banned = new Set<string>();
  const revocations = new Map<string, number>();
  const authenticate = async (token: string | undefined) => {
    const id = /^token:(.+)$/.exec(token ?? '')?.[1];
    if (id && banned.has(id)) throw new Problem(403, 'banned', 'You are banned.');
    if (!id) throw new Problem(401, token ? 'token_invalid' : 'token_missing', 'Sign in first.');
    return { id, tokenVersion: revocations.get(id) ?? 0 };
  };
  const ownerOfToken = async (token: string) => {
    const id = /^token:(.+)$/.exec(token)?.[1];
    if (!id) throw new Problem(401, 'token_invalid', 'Not a token of ours.');
    return id;
  };
  const renamed = new Map<string, string>();
  const namesOf: NamesOf = async (players) =>
    new Map(players.map((id) => [id, shown(id, renamed.get(id) ?? `name of ${id.slice(-1)}`)]));
  const names = { of: namesOf, recent: namesOf };
  const arrivals: Pick<Arrivals, 'letIn'> = { letIn: (work) => work() };
  const pauses = { pause: async (): Promise<void> => {} };
  const addressOf = ({ socket }: { socket: { remoteAddress?: string | undefined } }) =>
    socket.remoteAddress ?? '';
  const results: MatchResult[] = [];
  const directory = new MemoryDirectory();
  const updates = new MemoryUpdates();
  const mutes = new Mutes({
    store: new MemoryMutes(),
    blocksOf: async () => new Map(),
    unblock: async () => {},
    updates,
  });
  const presence = new MemoryPresence(now);
  const tell = tellPlayer(updates);
  const store = new MemoryMatchStore();
  const resuming = new Resuming();
  const ownId = () => matchMaker.processId;
  const liveness = new MemoryLiveness(ownId);
  const recovery = new Recovery({
    store,
    resuming,
    process: ownId,
    liveness,
    directory,
    evict: async (match) => void (await matchMaker.driver.remove(match)),
    isOver: async (match) => results.some((result) => result.id === match),
    abandon: async () => assert.fail('nothing is abandoned'),
    abandonUnopenable: async () => assert.fail('nothing is sealed'),
    plays: () => true,
    others: false,
    random: Random.seeded('sweeps'),
    now,
    log,
  });
  /** Players whose tokens have run out. */
  const runOut = new Set<string>();
  const authenticateSeated: AuthenticateSeated = async (token, match) => {
    const player = await authenticate(token);
    if (!runOut.has(player.id)) return player;
    const seatedIn = await directory.of(player.id);
    if (seatedIn === null || (match ?? seatedIn) !== seatedIn)
      throw new Problem(401, 'token_expired', 'Sign in again.');
    return { ...player, runOut: true };
  };
  const matchOf = (player: string) => directory.of(player);
  const live = liveMatches({
    directory,
    matchOf,
    recovery,
    isHeard: async () => true,
    pause: async () => {},
    now,
    newId: crypto.randomUUID.bind(crypto),
    identity: async (id) => ({ id }),
  });
  let bots = 0;
  const newBot = () => {
    bots += 1;
    return { id: `00000000-0000-4000-8000-0000000000b${bots}`, name: `Bot ${bots}`, bot: true, skill: 0.9 };
  };
  const exists = async (match: string) => (await store.find(match)) !== null;
  const atOnce = { everyMs: 1_000, window: 300, smallerAfterMs: 0, widerAfterMs: 60_000 };
  const matchmaking: ReturnType<typeof createMatchmaking> = createMatchmaking({
    queue: new MemoryQueue(),
    history: new MemoryQueueHistory(),
    policies: new Map([['toy', { ...defaultPolicy, readyCheckMs: 0, botsAfterMs: 0, aims: [atOnce] }]]),
    ratings: async () => new Map(),
    blocks: async () => new Map(),
    recentOpponents: async () => new Map(),
    openRooms: async () => [],
    namesOf,
    together: async ({ id }) => ({
      ...{ party: null, members: [{ id, name: id }] },
      unchanged: async () => true,
    }),
    preferencesOf: async () => null,
    matchOf,
    goneFor: (player) => presence.goneFor(player),
    openTable: (order) => openTable(order, { directory, live, exists, newBot, newSeed: () => 'seed' }),
    wasOpened: ({ match }) => exists(match),
    unbind: (table) => unbind(table, directory),
    tell,
    asking: () => {},
    nudge: () => {},
    lead: async () => true,
    now,
    newId: crypto.randomUUID.bind(crypto),
    log,
    waited: () => {},
    made: () => {},
    passing: () => () => {},
  });
  const upgrades = new Upgrades({
    placeOf: socketPlaces({ authenticate, authenticateSeated, recovery, liveness, log }),
    notes: () => ({}),
  });
  const told = fakeNotifications(undefined, now);
  const pressed = fakeButton({ now });
  const httpServer = createServer();
  const invoke = matchMaker.controller.invokeMethod;
  restrictPublicMethods(ownerOfToken);
  const server = defineServer({
    rooms: {
      [game.game.name]: defineRoom(
        gameRoom(game, {
          notifications: told.notifications,
          authenticate,
          ownerOfToken,
          budgets,
          addressOf,
          log,
          metrics,
          directory,
          store,
          resuming,
          names,
          mutes,
          authenticateSeated,
          mayPlay: async (id, version) => {
            if (banned.has(id)) throw new Problem(403, 'banned', 'You are banned.');
            if (version === undefined || version === (revocations.get(id) ?? 0)) return;
            throw new Problem(401, 'token_revoked', 'Sign in again.');
          },
          process: ownId,
          lifecycle,
          seedOf: ({ seed }) => seed,
          rate: rated,
          records: {
            started: async () => {},
            finished: async (result) => {
              results.push(result);
              return [];
            },
          },
          sendMatchFound: (game, table, player) => sendMatchFound(game, table, player, { live, tell, now }),
          requeue: (match, players) => matchmaking.release(match, players),
          newBot,
          ticker: ticker ?? buildTicker(metrics, log),
          now,
          elapsed,
          pause: () => pauses.pause(),
        }),
      ),
      input: defineRoom(InputRoom),
      lobby: defineRoom(
        lobbyRoom({
          notifications: told.notifications,
          button: pressed.button,
          buttonHub: pressed.hub,
          authenticate,
          ownerOfToken,
          budgets,
          addressOf,
          log,
          metrics,
          matchmaking: matchmaking.service,
          parties: { of: async () => null } as never,
          presence,
          updates,
          chat: new LocalChat(),
          names,
          mutes,
          mayPlay: async () => {},
          matches: () => live.list(),
          now,
        }),
      ),
    },
    transport: new ParlorTransport(
      {
        log,
        metrics,
        arrivals: { letIn: (work) => arrivals.letIn(work) },
        admits: (...upgrade) => upgrades.admits(...upgrade),
      },
      { server: httpServer, maxPayload: 16 * 1024 },
    ),
    greet: false,
    gracefullyShutdown: false,
    logger: frameworkLog({ log: { ...log, trace() {}, info() {} }, metrics }),
  });
  await server.listen(0, '127.0.0.1');
  const { port } = httpServer.address() as AddressInfo;

  Object.assign(server, { port }); // for who asks the framework, which remembers the 0 that it was given

  return {
    server,
    told,
    port,
    errors,
    /** Everything that was logged. */
    lines,
    metrics,
    /** Players who are refused from now on. */
    banned,
    /** The line at the door, which lets everybody in unless the test says otherwise. */
    arrivals,
    runOut,
    /** How often a player's tokens were revoked. */
    revocations,
    results,
    /** How long a pause of a table is. */
    pauses,
    /** What players are called by now. */
    renamed,
    matchmaking: matchmaking.service,
    passes: matchmaking.passes,
    store,
    recovery,
    resuming,
    live,
    directory,
    /** A client of the plain SDK, signed in. */
    client(player?: string): Client {
      const client = new Client(`http://127.0.0.1:${port}`);
      // Never left alone: the SDK would take the token that another client of this process used last.
      client.auth.token = player ? tokenOf(player) : '';
      return client;
    },
    /** The table of a match in this process. */
    table(match: string): HostedTable<ToyState> {
      return (matchMaker.getLocalRoomById(match) as unknown as { table: HostedTable<ToyState> }).table;
    },
    async stop(): Promise<void> {
      await server.gracefullyShutdown(false);
      httpServer.closeAllConnections();
      matchMaker.controller.invokeMethod = invoke;
    },
  };
}

/** Resolves with the next message of a type. Ask before what makes it come. */
export function next<T = unknown>(room: Room, type: string): Promise<T> {
  return new Promise((resolve) => {
    const off = room.onMessage(type, (message: T) => {
      off();
      resolve(message);
    });
  });
}

/** Resolves once the room's state is as wanted. */
export function when<S>(room: Room<unknown, S>, wanted: (state: S) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (state: S) => {
      if (!wanted(state)) return;
      room.onStateChange.remove(look as never);
      resolve();
    };
    room.onStateChange(look as never);
    if (room.state && wanted(room.state)) look(room.state);
  });
}

/** Resolves once this is so; for what a socket's other end sees a moment later. Fails after 3 s. */
export async function until(so: () => Promise<boolean>): Promise<void> {
  const deadline = AbortSignal.timeout(3000);
  while (!(await so())) {
    deadline.throwIfAborted();
    await new Promise(setImmediate);
  }
}
