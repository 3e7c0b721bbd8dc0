import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCluster } from '../../scripts/cluster/cluster.ts';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { Programs } from '../../scripts/cluster/Programs.ts';
import { ParlorProcess } from '../../scripts/cluster/parlorProcess.ts';
import { storeSettings } from '../measure/Stores.ts';
import type { Target } from './Target.ts';

export interface StartOptions {
  /** Of the server, at least 1. */
  processes: number;
  /** One process with the embedded Postgres and nothing else, as `npm start` runs it. */
  embedded: boolean;
  /** Players come through nginx. */
  nginx: boolean;
  say(text: string): void;
  /** What a process of the server writes. */
  onLine(line: string): void;
  signal: AbortSignal;
}

/** All players have one address; what a person may do is limited all the same. */
const ENV = { NODE_ENV: 'production', LOG_LEVEL: 'warn', RATE_LIMIT_FACTOR: '100000' };
const VANILLA = fileURLToPath(new URL('../../bench/vanilla.ts', import.meta.url));

/**
 * Starts what is tested, with stores as an operator runs them, and waits until it serves.
 * @throws Error when something does not start; what was started is ended then
 */
export async function startTarget(options: StartOptions): Promise<Target> {
  return options.embedded ? startEmbedded(options) : startProcesses(options);
}

async function startProcesses(options: StartOptions): Promise<Target> {
  const { processes, nginx, say, onLine, signal } = options;
  const cluster = await startCluster({
    processes,
    direct: !nginx,
    durable: true,
    env: ENV,
    say,
    onLine: (index, line) => onLine(`${index} │ ${line}`),
    signal,
  });
  const pidOf = (role: string) => cluster.services().find((service) => service.role === role)?.pid ?? 0;
  const redis = { url: cluster.redisUrl, pid: pidOf('redis') };
  const postgres = { url: cluster.databaseUrl, pid: pidOf('postgres') };
  return {
    text: `${processes === 1 ? 'one process' : `${processes} processes`}${nginx ? ' behind nginx' : ''}, Redis, Postgres`,
    bases: nginx ? [cluster.url] : cluster.processes.map(({ url }) => url),
    processes: cluster.processes.map(({ name, url, pid }) => ({ name, url, pid })),
    operatorPassword: cluster.operatorPassword,
    redis,
    postgres,
    settings: await storeSettings(redis.url, postgres.url),
    stop: () => cluster.stop(),
  };
}

async function startEmbedded({ onLine, signal }: StartOptions): Promise<Target> {
  const programs = new Programs();
  const folder = await mkdtemp(join(tmpdir(), 'parlor-loadtest-'));
  const operatorPassword = randomBytes(12).toString('base64url');
  const server = new ParlorProcess({
    index: 0,
    port: await freePort(),
    env: {
      PATH: process.env.PATH,
      ...ENV,
      JWT_SECRET: randomBytes(32).toString('hex'),
      OPERATOR_PASSWORD: operatorPassword,
      PARLOR_DATA_DIR: folder,
    },
    onLine,
    onEnd: (_, how) => onLine(`The server ended with ${how}.`),
  });
  const clear = async () => {
    await programs.kill();
    await rm(folder, { recursive: true, force: true });
  };
  await startOrClear(() => server.start(programs.begin), clear, programs, signal);
  return {
    text: 'one process, nothing else (embedded Postgres)',
    bases: [server.url],
    processes: [{ name: server.name, url: server.url, pid: server.pid }],
    operatorPassword,
    redis: null,
    postgres: null,
    settings: ['embedded Postgres: every commit is synced'],
    async stop() {
      await server.stop();
      await clear();
    },
  };
}

/** `bench/vanilla.ts`. @throws Error when it does not start */
export async function startVanilla({ onLine, signal }: StartOptions): Promise<Target> {
  const programs = new Programs();
  const port = await freePort();
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port) };
  const clear = () => programs.kill();
  let pid = 0;
  const start = async () => {
    const service = await programs.begin('vanilla', {
      command: process.execPath,
      args: [VANILLA],
      env,
      onLine,
    });
    await service.line(/^Vanilla is ready/);
    pid = service.pid;
  };
  await startOrClear(start, clear, programs, signal);
  const url = `http://127.0.0.1:${port}`;
  return {
    text: 'plain Colyseus, nothing stored',
    bases: [url],
    processes: [{ name: 'vanilla', url, pid }],
    operatorPassword: null,
    redis: null,
    postgres: null,
    settings: [],
    stop: clear,
  };
}

/** A server that runs already. What is known of it is what it says itself. */
export function endpointTarget(endpoint: string, operatorPassword: string | null): Target {
  const url = endpoint.replace(/^ws/, 'http').replace(/\/$/, '');
  return {
    text: endpoint,
    bases: [url],
    processes: [{ name: 'server', url, pid: null }],
    operatorPassword,
    redis: null,
    postgres: null,
    settings: [],
    stop: async () => {},
  };
}

async function startOrClear(
  start: () => Promise<void>,
  clear: () => Promise<void>,
  programs: Programs,
  signal: AbortSignal,
): Promise<void> {
  const giveUp = () => programs.killNow();
  signal.addEventListener('abort', giveUp);
  try {
    signal.throwIfAborted();
    await start();
  } catch (error) {
    await clear();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
