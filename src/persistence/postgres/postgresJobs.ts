import type { Pool } from 'pg';
import { type Db, type Job, PgBoss } from 'pg-boss';
import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { installEmbeddedJobs } from '../embedded/installJobs.ts';

/** How a queue treats its jobs. Times are seconds. */
export interface JobQueue {
  /** Run at the same time in a process. */
  atOnce: number;
  /** One that is not done after so long is taken for lost with its process, and run again. */
  expireInSeconds: number;
  /** So often it is run again after it failed or was lost. */
  retryLimit: number;
  retryDelay: number;
  /** Each wait is twice the one before, up to this. */
  retryDelayMax: number;
  /** What nobody ran so long after its time is forgotten. */
  retentionSeconds: number;
}

export interface NewJob {
  /** What has the id of one that is there already is not added. */
  id?: string;
  data: object;
  /** Not before then. */
  at: Date;
}

export interface PostgresJobsNeeds {
  queues: Readonly<Record<string, JobQueue>>;
  /** The database is the embedded one. */
  embedded: boolean;
  now(): number;
  log: { warn(context: object, message: string): void };
  ran(queue: string, result: 'done' | 'failed'): void;
  /** The queue itself failed: no job was looked for. */
  broke(): void;
}

/** So often as many as run at once are run in one pass: others of the process have their turn then. */
const MAX_ROUNDS = 100;
/** A queue that fails rests so long, and twice as long each time it fails again. */
const REST_MS = { first: 500, most: 8000 };
/** After so many failures in a row it is begun anew. */
const ANEW_AFTER = 5;
/** Of processes that make the tables at the same moment one fails at first. */
const START_ATTEMPTS = 3;
/** What is done is known for so long. */
const DONE_KEPT_S = 60 * 60;
/** What we do not use looks for work as seldom as it may. */
const SELDOM_S = 60 * 60;

/** A job that was run. */
interface Ended {
  attempt: Pick<Job, 'id' | 'retryCount'>;
  failure: { reason: unknown } | null;
}

/**
 * Work that is stored until it is done, each piece at least once, in any process that has the same database. It rests
 * until something needs it: its tables are made then, in the schema `pgboss`. We look for jobs ourselves, so nothing
 * can stop unseen: the one who calls `pass` hears of every failure.
 */
export class PostgresJobs {
  readonly #database: DataSource;
  readonly #needs: PostgresJobsNeeds;
  #boss: Promise<PgBoss> | null = null;
  #wanted = false;
  #finishing = false;
  #failures = 0;
  #restUntil = 0;
  #failure: unknown;

  constructor(database: DataSource, needs: PostgresJobsNeeds) {
    this.#database = database;
    this.#needs = needs;
  }

  /** Whether it was started, and looks for jobs. */
  get started(): boolean {
    return this.#wanted;
  }

  /** Begins, if it has not begun. @throws what the database throws: the next one tries again */
  async start(): Promise<void> {
    this.#wanted = true;
    await this.#running();
  }

  /** Stores jobs; within a transaction, if one is given. Call `start` before. */
  async add(queue: string, jobs: readonly NewJob[], manager?: EntityManager): Promise<void> {
    const boss = await this.#running();
    const { atOnce: _, ...options } = this.#queue(queue);
    const rows = jobs.map(({ id, data, at }) => ({
      ...(id === undefined ? {} : { id }),
      ...{ data, startAfter: at, retryBackoff: true, deleteAfterSeconds: DONE_KEPT_S },
      ...options,
    }));
    await boss.insert(queue, rows, manager ? { db: inside(manager) } : {});
  }

  /**
   * Runs what is due in a queue. A job whose `run` rejects is run again later.
   * @throws what the database throws; until it has rested, the same again
   */
  async pass<Data extends object>(queue: string, run: (data: Data) => Promise<void>): Promise<void> {
    if (!this.#wanted || this.#finishing) return;
    await this.#supervised((boss) => this.#runDue(boss, queue, run));
  }

  /** Finds jobs whose process is gone, and forgets old ones. */
  async upkeep(): Promise<void> {
    if (this.#wanted) await this.#supervised((boss) => boss.supervise());
  }

  /**
   * Begins no further job: passes end with what is under way. What is stored is left to others, or to the next start.
   */
  finish(): void {
    this.#finishing = true;
  }

  /** Leaves nothing open. Call it once passes are over. */
  async stop(): Promise<void> {
    this.finish();
    this.#wanted = false;
    await this.#end();
  }

  /** A job that is done makes room for the next: a slow one takes one place and holds up no others. */
  async #runDue<Data extends object>(
    boss: PgBoss,
    queue: string,
    run: (data: Data) => Promise<void>,
  ): Promise<void> {
    const { atOnce } = this.#queue(queue);
    const running = new Set<Promise<void>>();
    const ended: Ended[] = [];
    const start = ({ id, retryCount, data }: Job<Data>) => {
      const end = (failure: Ended['failure']) => {
        ended.push({ attempt: { id, retryCount }, failure });
        running.delete(one);
      };
      const one = run(data).then(
        () => end(null),
        (reason: unknown) => end({ reason }),
      );
      running.add(one);
    };
    try {
      for (let left = atOnce * MAX_ROUNDS; left > 0 && !this.#finishing; ) {
        const batchSize = Math.min(left, atOnce - running.size);
        const jobs = batchSize > 0 ? await boss.fetch<Data>(queue, { batchSize }) : [];
        left -= jobs.length;
        for (const job of jobs) start(job);
        if (running.size + ended.length === 0) return;
        if (ended.length === 0) await Promise.race(running);
        await this.#settle(boss, queue, ended.splice(0));
      }
    } finally {
      await Promise.all(running);
      await this.#settle(boss, queue, ended.splice(0));
    }
  }

  async #settle(boss: PgBoss, queue: string, ended: readonly Ended[]): Promise<void> {
    const done = ended.filter(({ failure }) => failure === null).map(({ attempt }) => attempt);
    if (done.length > 0) await boss.complete(queue, done);
    for (const { attempt, failure } of ended) {
      this.#needs.ran(queue, failure ? 'failed' : 'done');
      if (!failure) continue;
      this.#needs.log.warn({ err: failure.reason, queue, job: attempt.id }, 'a job failed');
      await boss.fail(queue, attempt, { message: String(failure.reason) });
    }
  }

  async #supervised(work: (boss: PgBoss) => Promise<void>): Promise<void> {
    const { now, broke } = this.#needs;
    if (now() < this.#restUntil) throw this.#failure;
    try {
      await work(await this.#running());
      this.#failures = 0;
    } catch (error) {
      broke();
      this.#failure = error;
      this.#failures += 1;
      this.#restUntil = now() + Math.min(REST_MS.first * 2 ** (this.#failures - 1), REST_MS.most);
      if (this.#failures % ANEW_AFTER === 0) await this.#end();
      throw error;
    }
  }

  #running(): Promise<PgBoss> {
    this.#boss ??= this.#begin().catch((error: unknown) => {
      this.#boss = null;
      throw error;
    });
    return this.#boss;
  }

  async #begin(): Promise<PgBoss> {
    const { embedded, queues, log } = this.#needs;
    const db = overPool(this.#database);
    if (embedded) await installEmbeddedJobs(db);
    const boss = new PgBoss({
      db,
      ...(embedded ? { backend: 'pglite' } : {}),
      ...{ schedule: false, supervise: false, registerInstance: false, reindex: false, monitorVacuum: false },
      ...{ flowIntervalSeconds: SELDOM_S, bamIntervalSeconds: SELDOM_S },
      openTelemetry: { enabled: false },
    });
    boss.on('error', (error) => log.warn({ err: error }, 'the job queue has trouble'));
    try {
      await boss.start({ attempts: START_ATTEMPTS });
      for (const name of Object.keys(queues)) if (!(await boss.getQueue(name))) await boss.createQueue(name);
      return boss;
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => {});
      throw error;
    }
  }

  async #end(): Promise<void> {
    const boss = this.#boss;
    this.#boss = null;
    // It never began, or is gone with its database.
    await boss?.then((one) => one.stop({ graceful: false })).catch(() => {});
  }

  #queue(name: string): JobQueue {
    const queue = this.#needs.queues[name];
    if (!queue) throw new Error(`there is no queue ${name}`);
    return queue;
  }
}

/** Statements over the connections that everything else uses. */
function overPool(database: DataSource): Db {
  const pool = (database.driver as PostgresDriver).master as Pool;
  return { executeSql: (text, values) => pool.query(text, values) };
}

/** Statements within a transaction. */
function inside(manager: EntityManager): Db {
  return {
    async executeSql(text, values) {
      const result = await manager.queryRunner?.query(text, values, true);
      return { rows: result?.records ?? [] };
    },
  };
}
