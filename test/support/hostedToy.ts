import type { StateMaker } from '../../src/games/game.ts';
import { canonical } from '../../src/match/canonical.ts';
import type { TakenOver } from '../../src/match/matchStore.ts';
import type { MatchResult, MatchStart } from '../../src/match/records.ts';
import { rated } from '../../src/matchmaking/rating.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';
import { HostedTable } from '../../src/table/HostedTable.ts';
import type { HostedGame, TableClients, TableNeeds, TableOptions } from '../../src/table/hosting.ts';
import { defaultLifecycle } from '../../src/table/lifecycle.ts';
import { MemoryMatchStore } from './memory/memoryMatchStore.ts';
import { schemaToy, type ToyState, toy } from './toyGame.ts';

export const ids = Array.from({ length: 6 }, (_, i) => `00000000-0000-4000-8000-00000000000${i}`);

export const MATCH = '00000000-0000-4000-8000-00000000aaaa';

/** A table of the toy game on a virtual clock, with everything that it told and stored. */
export async function tableFixture(
  options: Partial<TableOptions> = {},
  needs: Partial<TableNeeds> = {},
  game: typeof toy = toy,
  taken?: TakenOver,
  maker: StateMaker<ToyState> = schemaToy.plain,
  inputs: TableClients['inputs'] = () => undefined,
) {
  let time = 1_000_000;
  const told: { to: string; type: string; payload: unknown }[] = [];
  const started: MatchStart[] = [];
  const results: MatchResult[] = [];
  const requeued: { match: string; players: string[] }[] = [];
  const called: string[] = [];
  const logged: object[] = [];
  const directory = new MemoryDirectory();
  const store = new MemoryMatchStore();
  let closed = false;
  let handOff = false;
  let bots = 0;
  const all: TableNeeds = {
    directory,
    store,
    process: () => 'here',
    lifecycle: defaultLifecycle,
    rate: rated,
    records: {
      started: async (match) => void started.push(match),
      finished: async (result) => {
        results.push(result);
        return [];
      },
    },
    now: () => time,
    elapsed: () => time,
    pause: async () => {},
    log: {
      info: (context, message) => void logged.push({ ...context, message }),
      error: () => {},
      warn: () => {},
    },
    metrics: createMetrics(),
    sendMatchFound: async (_game, _table, player) => void called.push(player),
    requeue: async (match, players) => void requeued.push({ match, players }),
    newBot: () => {
      bots += 1;
      return { id: `00000000-0000-4000-8000-0000000000b${bots}`, name: `Bot ${bots}`, bot: true, skill: 1 };
    },
    ...needs,
  };
  const hosted = { game, maker } as unknown as HostedGame<ToyState>;
  let shown = '';
  const clients: TableClients = {
    show: () => {
      shown = canonical(table.state);
    },
    broadcast: (type, payload) => void told.push({ to: '*', type, payload }),
    send: (to, type, payload) => void told.push({ to, type, payload }),
    inputs,
    sessions: () => [],
    refs: () => null,
    close: () => {
      closed = true;
    },
    handOff: () => {
      handOff = true;
    },
  };
  const order: TableOptions = {
    match: MATCH,
    seed: 'seed',
    seats: ids.slice(0, 3).map((id, i) => ({ id, name: `Player ${i}`, bot: false })),
    why: 'because',
    quality: 1,
    region: null,
    botsAllowed: false,
    waitMs: 60_000,
    batches: [],
    ...options,
  };
  const table: HostedTable<ToyState> = taken
    ? HostedTable.resume(hosted, taken, all, clients)
    : await HostedTable.open(hosted, order, all, clients);
  return {
    table,
    told,
    started,
    results,
    requeued,
    /** Players who were told of the table, in order. */
    called,
    /** What was logged on the level `info`. */
    logged,
    directory,
    store,
    closed: () => closed,
    handOff: () => handOff,
    now: () => time,
    /** The game's part of the state, as it was shown last. */
    shown: () => shown,
    /** Lets time pass in steps of 50 ms, and what is stored be stored. */
    async pass(ms: number, step = 50): Promise<void> {
      for (let passed = 0; passed < ms; passed += step) {
        time += step;
        table.tick();
        await new Promise(setImmediate);
      }
    },
    /** Players who are here by asking over HTTP. */
    async here(...players: string[]): Promise<void> {
      for (const player of players) await table.views.visibleTo(player, 0, 0);
    },
  };
}
