import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from './Service.ts';

const SAVE_WITHIN_MS = 10_000;

/** A Redis of our own that can be hurt. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** 0 while it is stopped. */
  readonly pid: number;
  /** Ends it: with what it holds kept for `start`, or, when `empty`, as when its machine is lost. */
  stop(options: { empty: boolean }): Promise<void>;
  /** SIGKILL: what is in its file is there after `start`, if it has one. */
  kill(): Promise<void>;
  /** After `stop`, on the same port. */
  start(): Promise<void>;
  /** `stop` and `start`. */
  restart(options: { empty: boolean }): Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
}

/**
 * Starts a Redis that keeps its data in memory, and below `folder` while it is stopped.
 * @param begin starts a program that somebody ends, whatever becomes of us
 * @param durable it appends every write to a file and syncs that once a second, as operators have it
 */
export async function startRedis(
  folder: string,
  port: number,
  begin: typeof Service.start,
  { durable = false } = {},
): Promise<RedisServer> {
  await mkdir(folder);
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    dbfilename: 'dump.rdb',
    save: '',
    appendonly: durable ? 'yes' : 'no',
    appendfsync: 'everysec',
    'shutdown-on-sigterm': 'save',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const launch = async () => {
    const started = await begin('Redis', { command: 'redis-server', args });
    await started.line(/Ready to accept connections/);
    return started;
  };

  let service = await launch();
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return service.running ? service.pid : 0;
    },
    async stop({ empty }) {
      if (!empty) return void (await service.stop('SIGTERM', SAVE_WITHIN_MS));
      await server.kill();
      for (const kept of ['dump.rdb', 'appendonlydir']) {
        await rm(join(folder, kept), { recursive: true, force: true });
      }
    },
    kill: () => service.kill(),
    async start() {
      if (service.running) throw new Error('Redis is running.');
      service = await launch();
    },
    async restart(options) {
      await server.stop(options);
      await server.start();
    },
    freeze: () => service.signal('SIGSTOP'),
    thaw: () => service.signal('SIGCONT'),
  };
  return server;
}
