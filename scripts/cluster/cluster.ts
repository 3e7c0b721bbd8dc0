import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, isFree } from './freePorts.ts';
import { type Nginx, startNginx } from './nginx.ts';
import { Programs } from './Programs.ts';
import { ParlorProcess } from './parlorProcess.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { type RedisServer, startRedis } from './redis.ts';

export interface ClusterOptions {
  /** How many, at least 1. */
  processes: number;
  /** Of nginx, on every interface. Not given: a free one of 127.0.0.1. */
  port?: number;
  /** Not given: a Postgres is started. */
  databaseUrl?: string | undefined;
  /** Not given: a Redis is started. */
  redisUrl?: string | undefined;
  /** `host[:port]` at which clients reach nginx. Not given: 127.0.0.1 and the port. */
  publicAddress?: string | undefined;
  /** Clients reach every process at a port of its own, past nginx. */
  direct?: boolean;
  /** What is started here stores as operators have it: Postgres with `fsync`, Redis with a file of its writes. */
  durable?: boolean;
  /** The folder of the code that processes run. Not given: of this code. */
  tree?: string | undefined;
  /** More of the environment of every process. */
  env?: NodeJS.ProcessEnv;
  /** Starts a process again that ended without having been asked to. */
  restart?: boolean;
  /** Told what is going on, a sentence at a time. */
  say?: (text: string) => void;
  /** Told of every line that a process writes. */
  onLine?: (name: string, line: string) => void;
  /** Gives the start up. */
  signal?: AbortSignal;
}

const RESTART_AFTER_MS = 500;

/**
 * Starts a cluster and waits until it serves.
 * @throws Error when something does not start; what was started is ended then
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const programs = new Programs();
  const folder = await mkdtemp(join(tmpdir(), 'parlor-cluster-'));
  const giveUp = () => programs.killNow();
  options.signal?.addEventListener('abort', giveUp);
  try {
    options.signal?.throwIfAborted();
    return await start(options, programs, folder);
  } catch (error) {
    await programs.kill();
    await rm(folder, { recursive: true, force: true });
    throw options.signal?.aborted ? new Error('The start was given up.', { cause: error }) : error;
  } finally {
    options.signal?.removeEventListener('abort', giveUp);
  }
}

async function start(options: ClusterOptions, programs: Programs, folder: string): Promise<Cluster> {
  const { begin } = programs;
  const { say = () => {}, durable = false } = options;
  await chmod(folder, 0o755); // Postgres and nginx's workers are other users than root
  const count = options.processes;
  const [redisPort = 0, postgresPort = 0, freePort = 0, ...ports] = await freePorts(3 + count);
  const port = options.port || freePort;
  const host = options.port ? '0.0.0.0' : '127.0.0.1';
  if (!(await isFree(port, host))) throw new Error(`Port ${port} is taken.`);

  say('Redis and Postgres …');
  const [redis, postgres] = await programs.together([
    options.redisUrl ? null : startRedis(join(folder, 'redis'), redisPort, begin, { durable }),
    options.databaseUrl ? null : startPostgres(join(folder, 'postgres'), postgresPort, begin, { durable }),
  ]);
  const databaseUrl = options.databaseUrl ?? postgres?.url ?? '';
  const redisUrl = options.redisUrl ?? redis?.url ?? '';
  const publicAddress = options.publicAddress ?? `127.0.0.1:${port}`;
  const operatorPassword = process.env.OPERATOR_PASSWORD || randomBytes(12).toString('base64url');
  const env = {
    LOG_LEVEL: 'warn',
    JWT_SECRET: randomBytes(32).toString('hex'),
    ...process.env,
    ...options.env,
    OPERATOR_PASSWORD: operatorPassword,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    TRUST_PROXY: 'true',
    PARLOR_DATA_DIR: join(folder, 'parlor'),
  };
  let cluster: Cluster | undefined;
  const processes = ports.map(
    (own, index) =>
      new ParlorProcess({
        index,
        port: own,
        tree: options.tree,
        env: { ...env, PUBLIC_ADDRESS: options.direct ? `127.0.0.1:${own}` : `${publicAddress}/p/${own}` },
        onLine: (line) => options.onLine?.(`process ${index}`, line),
        onEnd: (ended, how) => cluster?.ended(ended, how),
      }),
  );
  let ready = 0;
  await programs.together(
    processes.map(async (each) => {
      await each.start(begin);
      ready += 1;
      say(`${ready} of ${count} processes …`);
    }),
  );

  say('nginx …');
  const upstreams = ports.map((own) => ({ name: String(own), address: `127.0.0.1:${own}` }));
  const listen = options.port ? String(port) : `127.0.0.1:${port}`;
  const nginx = await startNginx({ folder: join(folder, 'nginx'), listen, upstreams, begin });
  const parts = { processes, nginx, redis, postgres, databaseUrl, redisUrl, operatorPassword };
  cluster = new Cluster({ ...parts, programs, folder, say, restart: options.restart ?? false });
  const { status } = await fetch(`${cluster.url}/healthz`);
  if (status !== 200) throw new Error(`The cluster does not serve: /healthz answers ${status}.`);
  return cluster;
}

interface Parts {
  processes: readonly ParlorProcess[];
  nginx: Nginx;
  redis: RedisServer | null;
  postgres: Postgres | null;
  databaseUrl: string;
  redisUrl: string;
  operatorPassword: string;
  programs: Programs;
  folder: string;
  say(text: string): void;
  restart: boolean;
}

/** N processes behind nginx, with Redis and Postgres, all on this machine, and ways to hurt each of them. */
export class Cluster {
  readonly processes: readonly ParlorProcess[];
  readonly nginx: Nginx;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly operatorPassword: string;
  /** Data and logs; gone after `stop`. */
  readonly folder: string;
  readonly #parts: Parts;
  #stopping: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.processes = parts.processes;
    this.nginx = parts.nginx;
    this.databaseUrl = parts.databaseUrl;
    this.redisUrl = parts.redisUrl;
    this.operatorPassword = parts.operatorPassword;
    this.folder = parts.folder;
  }

  /** nginx, which clients use. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return this.nginx.port;
  }

  /** @throws Error when it was not started here */
  get redis(): RedisServer {
    if (!this.#parts.redis) throw new Error('This Redis is not ours.');
    return this.#parts.redis;
  }

  /** @throws Error when it was not started here */
  get postgres(): Postgres {
    if (!this.#parts.postgres) throw new Error('This Postgres is not ours.');
    return this.#parts.postgres;
  }

  /** What was started here, as it runs now. */
  services(): { role: string; name: string; port: number; pid: number }[] {
    const { redis, postgres } = this.#parts;
    return [
      { role: 'nginx', name: 'nginx', port: this.port, pid: this.nginx.pid },
      ...this.processes.map(({ name, port, pid }) => ({ role: 'parlor', name, port, pid })),
      ...(redis ? [{ role: 'redis', name: 'Redis', port: redis.port, pid: redis.pid }] : []),
      ...(postgres ? [{ role: 'postgres', name: 'Postgres', port: postgres.port, pid: postgres.pid }] : []),
    ];
  }

  /** SIGKILL to a process; resolves when it is gone. */
  kill(index: number): Promise<void> {
    return this.#process(index).kill();
  }

  /** Starts a process that has ended, on the port it had; resolves when it is ready. */
  start(index: number): Promise<void> {
    return this.#process(index).start(this.#parts.programs.begin);
  }

  freeze(index: number): void {
    this.#process(index).freeze();
  }

  thaw(index: number): void {
    this.#process(index).thaw();
  }

  /** SIGTERM to one process; resolves with its exit code, null when it had to be killed. */
  stop(index: number): Promise<number | null>;
  /** Ends everything: the processes say goodbye through nginx, which goes next, and then what they store in. */
  stop(): Promise<void>;
  async stop(index?: number): Promise<unknown> {
    if (index !== undefined) return this.#process(index).stop();
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** Ends everything at once, and leaves the folder. */
  killNow(): void {
    this.#parts.programs.killNow();
  }

  /** A process ended that was not asked to. */
  ended(process: ParlorProcess, how: string): void {
    if (this.#stopping) return;
    const { say, restart } = this.#parts;
    say(`${process.name} on port ${process.port} ended with ${how}.`);
    if (restart) setTimeout(() => void this.#startAgain(process), RESTART_AFTER_MS);
  }

  async #startAgain(process: ParlorProcess): Promise<void> {
    if (this.#stopping || process.running) return;
    const { say, programs } = this.#parts;
    try {
      await process.start(programs.begin);
      say(`${process.name} is back on port ${process.port} as ${process.pid}.`);
    } catch (error) {
      say((error as Error).message);
      this.ended(process, 'an error');
    }
  }

  async #stopAll(): Promise<void> {
    const { processes, nginx, redis, postgres, programs, folder } = this.#parts;
    redis?.thaw();
    postgres?.thaw();
    await Promise.all(processes.map((each) => each.stop()));
    await nginx.stop();
    await Promise.all([redis?.stop({ empty: true }), postgres?.stop()]);
    await programs.kill();
    await rm(folder, { recursive: true, force: true });
  }

  #process(index: number): ParlorProcess {
    const found = this.processes[index];
    if (!found) throw new Error(`There is no process ${index}.`);
    return found;
  }
}
