import { existsSync } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { SyncedNodeFs } from './SyncedNodeFs.ts';

/** Where the database is and where it listens: at a Unix socket, or at a free port of 127.0.0.1. */
export interface WorkerInput {
  directory: string;
  socket: string | null;
}

/** What the worker tells: that it listens (the port is 0 for a socket), or that it is closed. */
export type WorkerMessage = { ready: { port: number } } | { closed: true };

/** One that works, and one that a pool replaces it with while the first is closing. */
const MAX_CONNECTIONS = 2;

const START_PARAMETERS = [
  // -F would switch fsync off. wal_sync_method: fdatasync does nothing in Emscripten, fsync does (SyncedNodeFs).
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  ...['-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB'],
  ...['-c', 'shared_buffers=32MB'],
];

function open(directory: string): Promise<PGlite> {
  return PGlite.create({ fs: new SyncedNodeFs(directory), startParams: START_PARAMETERS });
}

/** Makes a new database aside, so that one that was interrupted is never taken for a whole one. */
async function make(directory: string): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const database = await open(unfinished);
  await database.close();
  await chmod(unfinished, 0o700);
  await rename(unfinished, directory);
}

/**
 * After an exception the socket server never answers again. A broken greeting is no reason for one; anything
 * else means that the engine is broken, and then it is better to fail where everybody sees it.
 */
function failAloud(database: PGlite): void {
  const execute = database.execProtocolRawStream.bind(database);
  database.execProtocolRawStream = async (message, options) => {
    try {
      await execute(message, options);
    } catch (error) {
      if (message[0] === 0) return;
      setImmediate(() => {
        throw error;
      });
    }
  };
}

async function run({ directory, socket }: WorkerInput, port: NonNullable<typeof parentPort>): Promise<void> {
  if (!existsSync(directory)) await make(directory);
  const database = await open(directory);
  failAloud(database);
  const listenAt = socket === null ? { host: '127.0.0.1', port: 0 } : { path: socket };
  const server = new PGLiteSocketServer({ db: database, maxConnections: MAX_CONNECTIONS, ...listenAt });
  await server.start();
  port.once('message', async () => {
    await server.stop();
    await database.close();
    port.postMessage({ closed: true } satisfies WorkerMessage);
    port.close();
  });
  const boundTo = socket === null ? Number(server.getServerConn().split(':').at(-1)) : 0;
  port.postMessage({ ready: { port: boundTo } } satisfies WorkerMessage);
}

if (parentPort) await run(workerData as WorkerInput, parentPort);
