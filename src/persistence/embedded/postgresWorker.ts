import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { openPglite } from './openPglite.ts';

/** Where the database is and where it listens: at a Unix socket, or at a free port of 127.0.0.1. */
export interface WorkerInput {
  directory: string;
  socket: string | null;
}

/** What the worker tells: that it listens (the port is 0 for a socket), or that it is closed. */
export type WorkerMessage = { ready: { port: number } } | { closed: true };

/** One that works, and one that a pool replaces it with while the first is closing. */
const MAX_CONNECTIONS = 2;

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

async function run({ directory, socket }: WorkerInput, parent: MessagePort): Promise<void> {
  const database = await openPglite(directory);
  failAloud(database);
  const listenAt = socket === null ? { host: '127.0.0.1', port: 0 } : { path: socket };
  const server = new PGLiteSocketServer({ db: database, maxConnections: MAX_CONNECTIONS, ...listenAt });
  await server.start();
  parent.once('message', async () => {
    await server.stop();
    await database.close();
    parent.postMessage({ closed: true } satisfies WorkerMessage);
    parent.close();
  });
  const port = socket === null ? Number(server.getServerConn().split(':').at(-1)) : 0;
  parent.postMessage({ ready: { port } } satisfies WorkerMessage);
}

if (parentPort) await run(workerData as WorkerInput, parentPort);
