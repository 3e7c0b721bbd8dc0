import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineServer, matchMaker } from '@colyseus/core';
import { Resuming } from '../../src/cluster/Resuming.ts';
import { arena } from '../../src/games/arena/arena.ts';
import { Sealer } from '../../src/lib/sealer.ts';
import type { MatchStore } from '../../src/match/matchStore.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';
import { sealedBy } from '../../src/persistence/packing.ts';
import type { GameRoomNeeds } from '../../src/rooms/gameRoomNeeds.ts';
import { gameRooms } from '../../src/rooms/gameRooms.ts';
import { ParlorTransport } from '../../src/rooms/ParlorTransport.ts';
import { arenaMaker } from '../../src/schema/arena.ts';
import { hosted } from '../../src/table/hosting.ts';
import { defaultLifecycle } from '../../src/table/lifecycle.ts';
import { measuredTicker } from './measuredTicker.ts';

/*
 * Rooms of the arena, and nothing else: a client is the player that it says it is. What is to be stored is sealed and
 * then forgotten, so that the stores of this machine are not measured.
 */

const [rooms = 40, seats = 5] = process.argv.slice(2).map(Number);
const metrics = createMetrics();
const packing = sealedBy(new Sealer({ current: 'a secret of this benchmark' }));
const store = {
  open: async (match) => ({ match, epoch: 1 }),
  append: async (own, entries) => {
    for (const entry of entries) packing.entry(own.match, entry);
  },
  checkpoint: async (own, table) => void packing.table(own.match, table),
  close: async () => {},
} as Pick<MatchStore, 'open' | 'append' | 'checkpoint' | 'close'> as MatchStore;

let sent = 0;
let before = 0;
const told = () => {
  const some = sent > before;
  before = sent;
  return some;
};
const log = { error: console.error, warn() {}, info() {}, debug() {} };
const identity = async (token: string | undefined) => ({ id: String(token) });
const never = async () => undefined;
const needs = {
  notifications: { attach: never, detach() {}, receive: never },
  authenticate: identity,
  authenticateSeated: identity,
  ownerOfToken: async (token: string) => token,
  mayPlay: never,
  budgets: { spend: () => null, owe() {} },
  addressOf: () => '',
  ...{ log, metrics, store, resuming: new Resuming(), directory: new MemoryDirectory() },
  names: { of: async () => new Map(), recent: async () => new Map() },
  mutes: { subscribe: async () => () => {}, unheardBy: async () => new Set() },
  process: () => matchMaker.processId,
  lifecycle: { ...defaultLifecycle, countdownMs: 0, lateCountdownMs: 0 },
  rate: (before: unknown[]) => before,
  records: { started: never, finished: async () => [] },
  sendMatchFound: never,
  requeue: never,
  newBot: () => ({ id: '', name: '', bot: true }),
  seedOf: ({ seed }: { seed: string }) => seed,
  ticker: measuredTicker(told),
  now: Date.now,
  elapsed: () => performance.now(),
  pause: never,
} as unknown as GameRoomNeeds;

const httpServer = createServer();
const counted = {
  ...metrics,
  sockets: {
    ...metrics.sockets,
    sent: (...told: Parameters<typeof metrics.sockets.sent>) => {
      sent += 1;
      metrics.sockets.sent(...told);
    },
  },
};
const server = defineServer({
  rooms: gameRooms({ arena: hosted(arena, arenaMaker) }, needs),
  transport: new ParlorTransport(
    { log, metrics: counted, arrivals: { letIn: (work) => work() }, admits: async () => true },
    { server: httpServer, maxPayload: 16 * 1024 },
  ),
  greet: false,
  gracefullyShutdown: false,
});
await server.listen(0, '127.0.0.1');
const { port } = httpServer.address() as AddressInfo;
const tables: { seat: object; player: string }[] = [];
for (let i = 0; i < rooms; i++) {
  const match = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
  const people = Array.from({ length: seats }, (_, n) => ({
    id: `player-${i}-${n}`,
    name: `P ${n}`,
    bot: false,
  }));
  const order = { match, seed: match, seats: people, why: '', quality: 1, region: null };
  const listing = await matchMaker.createRoom('arena', {
    ...order,
    botsAllowed: false,
    waitMs: 60_000,
    batches: [],
  });
  for (const { id } of people) {
    tables.push({ player: id, seat: await matchMaker.reserveSeatFor(listing, {}, { id }) });
  }
}
process.send?.({ port, tables });
