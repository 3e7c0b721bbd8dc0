import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { Random } from '../src/lib/random.ts';
import { FORMAT, type Ownership } from '../src/match/matchStore.ts';
import type { PackedStore } from '../src/persistence/packedStore.ts';
import { writeMatches } from '../src/persistence/postgres/matchWrites.ts';
import { PostgresMatchStore } from '../src/persistence/postgres/postgresMatchStore.ts';

/** What it cost to store entries of many matches in Postgres. */
export interface GroupCommit {
  p50_ms: number;
  p99_ms: number;
  /** Of this process, per entry. */
  cpu_us: number;
  wal_bytes: number;
}

const ENTRY = Buffer.alloc(180, 'x');
const SLICE_MS = 5;

/** One statement a write. */
class OneByOne extends PostgresMatchStore {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    super(database, FORMAT);
    this.#database = database;
  }

  override async write(own: Ownership, change: Parameters<PackedStore['write']>[1]): Promise<void> {
    const [error] = await writeMatches(this.#database, [{ own, ...change }], { embedded: false });
    if (error) throw error;
  }
}

/** The same entries of the same matches at the same moments, by group commit and each by itself, in turns. */
export async function compareGroupCommit(
  database: DataSource,
  load: { matches: number; rate: number; seconds: number; rounds: number },
): Promise<{ together: GroupCommit; oneByOne: GroupCommit }> {
  const stores = { together: new PostgresMatchStore(database, FORMAT), oneByOne: new OneByOne(database) };
  const found = { together: [] as GroupCommit[], oneByOne: [] as GroupCommit[] };
  for (let round = 0; round <= load.rounds; round++) {
    for (const name of ['together', 'oneByOne'] as const) {
      const cost = await write(stores[name], database, load);
      if (round > 0) found[name].push(cost); // the first warms up
    }
  }
  return { together: middle(found.together), oneByOne: middle(found.oneByOne) };
}

async function write(
  store: PackedStore,
  database: DataSource,
  { matches, rate, seconds }: { matches: number; rate: number; seconds: number },
): Promise<GroupCommit> {
  const random = Random.seeded('the same for all');
  const tables = await Promise.all(
    Array.from({ length: matches }, async () => {
      const own = await store.open(randomUUID(), 'bench', 'relay', Buffer.alloc(2000));
      return { own, seq: 0, last: Promise.resolve() };
    }),
  );
  const before = await walOf(database);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const latencies: number[] = [];
  for (let slice = 1; slice <= (seconds * 1000) / SLICE_MS; slice++) {
    for (let i = 0; i < (rate * SLICE_MS) / 1000; i++) {
      const table = random.pick(tables);
      table.seq += 1;
      const entries = [{ seq: table.seq, bytes: ENTRY }];
      const askedAt = performance.now();
      const done = table.last.then(() => store.write(table.own, { entries, clock: table.seq, table: null }));
      table.last = done.then(() => void latencies.push(performance.now() - askedAt));
    }
    await pause(Math.max(0, startedAt + slice * SLICE_MS - performance.now()));
  }
  await Promise.all(tables.map(({ last }) => last));
  const { user, system } = process.cpuUsage(cpu);
  const after = await walOf(database);
  await Promise.all(tables.map(({ own }) => store.close(own)));
  latencies.sort((a, b) => a - b);
  const quantile = (q: number) => latencies[Math.floor(latencies.length * q)] ?? 0;
  const each = (all: number) => all / latencies.length;
  return {
    p50_ms: quantile(0.5),
    p99_ms: quantile(0.99),
    cpu_us: each(user + system),
    wal_bytes: each(after - before),
  };
}

async function walOf(database: DataSource): Promise<number> {
  const [row] = await database.query(`SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS wal`);
  return Number(row.wal);
}

function middle(costs: GroupCommit[]): GroupCommit {
  const of = (key: keyof GroupCommit) => {
    const sorted = costs.map((cost) => cost[key]).sort((a, b) => a - b);
    return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2));
  };
  return {
    p50_ms: of('p50_ms'),
    p99_ms: of('p99_ms'),
    cpu_us: of('cpu_us'),
    wal_bytes: of('wal_bytes'),
  };
}
