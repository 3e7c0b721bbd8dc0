import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

const HOW_TO_INSTALL =
  'Tests need the server binaries of PostgreSQL 15 or newer: install them with `apt-get install postgresql`.';
const READY_WITHIN_MS = 30_000;

/** Postgres refuses to run as root: then it runs as the system's `postgres`. */
interface User {
  uid?: number;
  gid?: number;
}

interface Cluster {
  url(database: string): string;
  stop(): Promise<void>;
}

let cluster: Promise<Cluster> | undefined;
let databases = 0;

/** The URL of a new, empty database of a real Postgres, which is started when it is first asked for. */
export async function freshPostgres(): Promise<string> {
  cluster ??= startCluster();
  const { url } = await cluster;
  databases += 1;
  const name = `test_${databases}`;
  const client = new Client(url('postgres'));
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return url(name);
}

after('stop Postgres', async () => {
  const started = await cluster?.catch(() => undefined);
  await started?.stop();
});

async function startCluster(): Promise<Cluster> {
  const binaries = await findBinaries();
  const user = await findUser();
  const folder = await mkdtemp(join(tmpdir(), 'parlor-postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const making = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  await run(join(binaries, 'initdb'), making, { ...user, cwd: folder });
  const port = await freePort();
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off' };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...flags], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const killOnExit = () => server.kill('SIGKILL');
  process.once('exit', killOnExit);
  await ready(server, url('postgres'));
  return {
    url,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      process.off('exit', killOnExit);
      await rm(folder, { recursive: true, force: true });
    },
  };
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  let said = '';
  server.stderr?.on('data', (text: Buffer) => {
    said = (said + text).slice(-4000);
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline)
        throw new Error(`Postgres did not start:\n${said}`, { cause: error });
      await pause(50);
    }
  }
}
