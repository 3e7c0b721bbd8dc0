import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { connectRedis, type RedisConnectionOptions } from '../../src/persistence/redis/connectRedis.ts';

const HOW_TO_INSTALL = 'Tests need redis-server 7 or newer: install it with `apt-get install redis-server`.';

/** A Redis of its own that keeps nothing on disk. */
export interface TestRedis {
  url: string;
  port: number;
  /** FLUSHALL. */
  flush(): Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** After `kill`: empty, on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

let shared: Promise<TestRedis> | undefined;
let prefixes = 0;

/**
 * A real Redis that all tests share, started when it is first asked for. Use a prefix of your own, and do not hurt it.
 */
export function sharedRedis(): Promise<TestRedis> {
  shared ??= startRedis();
  return shared;
}

/** A prefix for keys that no other test has. */
export function freshPrefix(): string {
  prefixes += 1;
  return `test${prefixes}:`;
}

after('stop Redis', async () => {
  const started = await shared?.catch(() => undefined);
  await started?.stop();
});

/** A connection as the server makes them, that says nothing of outages. */
export function quietRedis(url: string, options: Partial<RedisConnectionOptions> = {}): Redis {
  return connectRedis(url, { log: { warn() {} }, ...options });
}

/** Starts a Redis on a free port. Whoever starts it stops it. */
export async function startRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server = await launch(port, folder);
  const killOnExit = () => server.kill('SIGKILL');
  process.once('exit', killOnExit);
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  return {
    url,
    port,
    async flush() {
      const redis = new Redis(url);
      await redis.flushall();
      redis.disconnect();
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    kill,
    async restart() {
      server = await launch(port, folder);
    },
    async stop() {
      await kill();
      process.off('exit', killOnExit);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (text: Buffer) => {
      said = (said + text).slice(-4000);
      if (said.includes('Ready to accept connections')) resolve();
    });
    server.once('error', (error) => reject(new Error(HOW_TO_INSTALL, { cause: error })));
    server.once('exit', () => reject(new Error(`Redis did not start:\n${said}`)));
  });
  return server;
}
