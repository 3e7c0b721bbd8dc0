import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Redis } from 'ioredis';
import { freePorts } from '../scripts/cluster/freePorts.ts';
import { Programs } from '../scripts/cluster/Programs.ts';
import { startPostgres } from '../scripts/cluster/postgres.ts';
import { startRedis } from '../scripts/cluster/redis.ts';
import { relay } from '../src/games/relay/relay.ts';
import { Random } from '../src/lib/random.ts';
import { durabilityOf } from '../src/match/durability.ts';
import { Match } from '../src/match/match.ts';
import { FORMAT, type MatchStore, type StoredTable } from '../src/match/matchStore.ts';
import { Persistence } from '../src/match/persistence.ts';
import { openDatabase } from '../src/persistence/dataSource.ts';
import { PackedMatchStore } from '../src/persistence/packedMatchStore.ts';
import { inClear } from '../src/persistence/packing.ts';
import { closeRedis, connectRedis } from '../src/persistence/redis/connectRedis.ts';
import { RedisMatchStore } from '../src/persistence/redis/redisMatchStore.ts';
import { relayMaker } from '../src/schema/relay.ts';
import { compareGroupCommit } from './groupCommit.ts';
import { measureRestore } from './restore.ts';

/*
 * What it costs to store every action before its acknowledgement and a checkpoint now and then: the same relay matches
 * with the same actions, with a Redis on this machine and without a store, in turns. How long a whole match takes to be
 * brought back. And what it costs to store the same entries in a Postgres with `fsync` together, and each by itself.
 *
 *     npx node bench/durability.ts [--matches 40] [--rate 400] [--seconds 5] [--rounds 3] [--json]
 */

const { values } = parseArgs({
  options: {
    matches: { type: 'string', default: '40' },
    /** Actions per second, over all matches. */
    rate: { type: 'string', default: '400' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const MATCHES = Number(values.matches);
const RATE = Number(values.rate);
const SECONDS = Number(values.seconds);
const ROUNDS = Number(values.rounds);
const TICK_MS = 50;
/** Tables tick one after the other, and actions come in between. */
const SLICE_MS = 5;
const SLICES = TICK_MS / SLICE_MS;

/** A store that has forgotten before it was asked: the reference. */
const nowhere = {
  open: async (match) => ({ match, epoch: 1 }),
  append: async () => {},
  checkpoint: async () => {},
} as Pick<MatchStore, 'open' | 'append' | 'checkpoint'> as MatchStore;

interface Round {
  /** A write of 200 bytes at the same moments, the least that any store on this Redis can take, in ms. */
  floor: number[];
  /** From the action to the moment it may be acknowledged, in ms. */
  latencies: number[];
  cpuMs: number;
}

/** One table, as a room keeps it. */
async function openTable(id: string, store: MatchStore) {
  const seats = [1, 2, 3, 4, 5].map((i) => ({ id: `${id}-player-${i}`, name: `Player ${i}`, bot: false }));
  const setup = { id, game: 'relay', seed: id, seats };
  const match = Match.start(relay, relayMaker.plain, setup);
  const table = (): StoredTable => ({
    options: setup,
    game: 'relay',
    phase: 'playing',
    deadline: 0,
    openedAt: 0,
    state: null,
    match: match.freeze(),
    sessions: [],
    refs: null,
  });
  const own = await store.open(id, 'bench', table());
  const log = { warn: (context: object, message: string) => console.error(message, context) };
  const nothing = () => {};
  const persistence = new Persistence(own, {
    ...{ store, owner: 'bench', table, log, match: () => match, now: () => performance.now() },
    ...{ durability: durabilityOf(relay), stored: nothing, fenced: nothing, restored: nothing },
  });
  return { match, persistence, players: seats.map((seat) => seat.id) };
}

async function play(name: string, store: MatchStore | null, redis: Redis): Promise<Round> {
  const random = Random.seeded('the same for all');
  const tables = await Promise.all(
    Array.from({ length: MATCHES }, (_, i) => openTable(`${name}-${i}`, store ?? nowhere)),
  );
  const latencies: number[] = [];
  const floor: number[] = [];
  const waiting: Promise<void>[] = [];
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  let request = 0;
  for (let slice = 1; slice <= (SECONDS * 1000) / SLICE_MS; slice++) {
    for (const [i, { match, persistence }] of tables.entries()) {
      if ((slice + i) % SLICES !== 0) continue;
      if (!store) match.advance(TICK_MS);
      else {
        persistence.pass(() => match.advance(TICK_MS, persistence.clock));
        persistence.tick();
      }
    }
    for (let i = 0; i < (RATE * SLICE_MS) / 1000; i++) {
      const { match, persistence, players } = random.pick(tables);
      request += 1;
      const askedAt = performance.now();
      const skip = () => match.apply(random.pick(players), { request_id: `r${request}`, action: 'skip' });
      const done = () => void latencies.push(performance.now() - askedAt);
      if (store) waiting.push(persistence.change(skip).then(done));
      else {
        skip();
        done();
      }
    }
    if (store) {
      const askedAt = performance.now();
      waiting.push(
        redis.set('floor', 'x'.repeat(200)).then(() => void floor.push(performance.now() - askedAt)),
      );
    }
    await pause(Math.max(0, startedAt + slice * SLICE_MS - performance.now()));
  }
  await Promise.all(waiting);
  const { user, system } = process.cpuUsage(cpu);
  return { latencies, floor, cpuMs: (user + system) / 1000 };
}

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
const median = (numbers: number[]) =>
  quantile(
    [...numbers].sort((a, b) => a - b),
    0.5,
  );

function summary(rounds: Round[]) {
  const per = rounds.map(({ latencies, cpuMs }) => {
    const sorted = latencies.sort((a, b) => a - b);
    return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), max: sorted.at(-1) ?? 0, cpuMs };
  });
  const of = (key: 'p50' | 'p99' | 'max' | 'cpuMs') =>
    Number(median(per.map((round) => round[key])).toFixed(3));
  return { p50_ms: of('p50'), p99_ms: of('p99'), max_ms: of('max'), cpu_ms: of('cpuMs') };
}

const programs = new Programs();
const folder = await mkdtemp(join(tmpdir(), 'parlor-bench-'));
await chmod(folder, 0o755); // Postgres runs as another user
try {
  const [port = 0] = await freePorts(1);
  const server = await startRedis(join(folder, 'redis'), port, programs.begin);
  const redis = connectRedis(server.url, { log: console });
  const store = new PackedMatchStore(
    new RedisMatchStore(redis, { prefix: 'bench:', format: FORMAT }),
    inClear,
  );
  const other = connectRedis(server.url, { log: console });
  const rounds: { without: Round[]; stored: Round[] } = { without: [], stored: [] };
  await play('warm', store, other);
  for (let round = 0; round < ROUNDS; round++) {
    console.error(`round ${round + 1} of ${ROUNDS} …`);
    rounds.without.push(await play(`without-${round}`, null, other));
    rounds.stored.push(await play(`stored-${round}`, store, other));
  }
  const without = summary(rounds.without);
  const stored = summary(rounds.stored);
  const floors = rounds.stored.map(({ floor }) => floor.sort((a, b) => a - b));
  const floor = (q: number) => Number(median(floors.map((each) => quantile(each, q))).toFixed(3));
  const result = {
    matches: MATCHES,
    actions_per_second: RATE,
    without,
    stored,
    raw_write: { p50_ms: floor(0.5), p99_ms: floor(0.99) },
    added_p99_ms: Number((stored.p99_ms - without.p99_ms).toFixed(3)),
    cpu_ratio: Number((stored.cpu_ms / without.cpu_ms).toFixed(2)),
    cpu_per_match_percent: Number(((stored.cpu_ms - without.cpu_ms) / SECONDS / 10 / MATCHES).toFixed(3)),
  };
  if (values.json) console.log(JSON.stringify(result));
  else {
    console.log(
      `${MATCHES} relay matches of 5, ${RATE} actions per second, ${SECONDS} s, median of ${ROUNDS}:\n`,
    );
    console.table({
      'without a store': without,
      'journal and checkpoint': stored,
      'a raw write': result.raw_write,
    });
    console.log(
      `Storing adds ${result.added_p99_ms} ms to an action (p99), and takes ${result.cpu_ratio} times the CPU:`,
    );
    console.log(`${result.cpu_per_match_percent} % of a core per match, stored.`);
  }
  const restored = await measureRestore(new RedisMatchStore(redis, { prefix: 'restore:', format: FORMAT }));
  if (values.json) console.log(JSON.stringify({ restored }));
  else {
    console.log('\nA whole relay match, brought back at its end from Redis:\n');
    console.table(restored);
  }
  await closeRedis(redis);
  await closeRedis(other);

  const [postgresPort = 0] = await freePorts(1);
  const postgres = await startPostgres(join(folder, 'postgres'), postgresPort, programs.begin, {
    durable: true,
  });
  const database = await openDatabase(postgres.url, { poolSize: 10 });
  const load = { matches: MATCHES, rate: RATE, seconds: SECONDS, rounds: ROUNDS };
  const { together, oneByOne } = await compareGroupCommit(database, load);
  await database.destroy();
  if (values.json) console.log(JSON.stringify({ group_commit: together, one_by_one: oneByOne }));
  else {
    console.log(
      '\nEntries in Postgres, by group commit and each by itself (CPU of this process and WAL per entry):\n',
    );
    console.table({ 'group commit': together, 'one by one': oneByOne });
  }
} finally {
  await programs.kill();
  await rm(folder, { recursive: true, force: true });
}
