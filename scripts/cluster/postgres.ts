import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { Service, User } from './Service.ts';

const run = promisify(execFile);

const HOW_TO_INSTALL =
  'The server binaries of PostgreSQL 15 or newer are needed: install them with `apt-get install postgresql`.';
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;
const DATABASE = 'parlor';

/** A real Postgres of our own, with one empty database, that can be taken away for a while. */
export interface Postgres {
  readonly url: string;
  readonly port: number;
  /** 0 while it is stopped. */
  readonly pid: number;
  /** Ends it and every connection; what was committed stays. */
  stop(): Promise<void>;
  /** After `stop`: on the same port, with what it had. */
  start(): Promise<void>;
  /** SIGSTOP to all of it: connections stay open and nothing answers. */
  freeze(): Promise<void>;
  thaw(): void;
}

/**
 * Makes a database below `folder` and starts a Postgres on it. As root it runs as the system's user `postgres`,
 * as it refuses to run as root.
 * @param begin starts a program that somebody ends, whatever becomes of us
 * @param durable what is committed survives the machine, as operators have it; otherwise only Postgres itself
 */
export async function startPostgres(
  folder: string,
  port: number,
  begin: typeof Service.start,
  { durable = false } = {},
): Promise<Postgres> {
  const binaries = await findBinaries();
  const user = await findUser();
  await mkdir(folder);
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const making = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  const initdb = { command: join(binaries, 'initdb'), args: making, cwd: folder, user };
  await succeeds(await begin('initdb', initdb));
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: durable ? 'on' : 'off',
    synchronous_commit: 'on',
    max_connections: 300,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const launch = async () => {
    const args = ['-D', data, ...flags];
    const started = await begin('Postgres', { command: join(binaries, 'postgres'), args, cwd: folder, user });
    await answers(url('postgres'), started);
    return started;
  };

  /** What is stopped: the server, and its processes for connections, each of which leads a group of its own. */
  let frozen: number[] = [];
  const thaw = () => {
    for (const pid of frozen) signal(pid, 'SIGCONT');
    frozen = [];
  };
  // Stopped, they would not notice that their server is gone.
  process.on('exit', thaw);
  let service = await launch();
  const client = new Client(url('postgres'));
  await client.connect();
  await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();

  return {
    url: url(DATABASE),
    port,
    get pid() {
      return service.running ? service.pid : 0;
    },
    async stop() {
      thaw();
      await service.stop('SIGINT', STOP_WITHIN_MS); // "fast": nobody is waited for
    },
    async start() {
      if (service.running) throw new Error('Postgres is running.');
      service = await launch();
    },
    async freeze() {
      frozen = [service.pid];
      service.signal('SIGSTOP'); // first: it starts nothing more
      frozen.push(...(await childrenOf(service.pid)));
      for (const pid of frozen) signal(pid, 'SIGSTOP');
    },
    thaw,
  };
}

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', `${pid}`]);
  return stdout
    .split('\n')
    .map(Number)
    .filter((child) => child > 0);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it ended meanwhile
  }
}

async function findBinaries(): Promise<string> {
  const root = '/usr/lib/postgresql';
  const versions = (await readdir(root).catch(() => [])).map(Number).filter((version) => version >= 15);
  const newest = join(root, String(Math.max(...versions)), 'bin');
  if (versions.length > 0 && existsSync(join(newest, 'initdb'))) return newest;
  const { stdout } = await run('pg_config', ['--bindir']).catch(() => ({ stdout: '' }));
  if (existsSync(join(stdout.trim(), 'initdb'))) return stdout.trim();
  throw new Error(HOW_TO_INSTALL);
}

async function findUser(): Promise<User> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => run('id', [flag, 'postgres']).then(({ stdout }) => Number(stdout));
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    throw new Error(`There is no user postgres. ${HOW_TO_INSTALL}`);
  }
}

async function succeeds(service: Service): Promise<void> {
  const { code, signal } = await service.ended;
  if (code !== 0) throw new Error(`${service.name} ended with ${signal ?? code}:\n${service.output}`);
}

async function answers(url: string, service: Service): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (!service.running) return service.endedEarly();
      if (Date.now() > deadline) throw new Error('Postgres does not answer.', { cause: error });
      await pause(25);
    }
  }
}
