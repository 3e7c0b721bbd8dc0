import { existsSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockFile } from './directoryLock.ts';
import type { WorkerInput, WorkerMessage } from './postgresWorker.ts';

/** A Postgres of our own. It serves one connection at a time: give its data source a pool of one. */
export interface EmbeddedPostgres {
  url: string;
  /** Closes it. Whoever is connected is cut off, so close data sources first. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Told when it dies by itself; nothing is stored any more then. */
  onFailure?(error: Error): void;
}

/** `sockaddr_un` has room for 104 to 108 bytes, by system. */
const MAX_SOCKET_PATH = 100;
const SOCKET_NAME = '.s.PGSQL.5432';
const CLOSE_WITHIN_MS = 15_000;

/**
 * Starts Postgres (PGlite) in a worker thread, with its data under `dataDir`/postgres, and makes it when it is
 * not there. What it acknowledged is on disk. It listens at a Unix socket that only this user may open, or
 * where that cannot be at a free port of 127.0.0.1.
 * @throws LockedError when another process uses the directory
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const home = resolve(dataDir);
  const socketFolder = join(home, 'postgres.socket');
  for (const folder of [home, socketFolder]) await mkdir(folder, { recursive: true });
  await chmod(socketFolder, 0o700);
  const unlock = await lockFile(join(home, 'postgres.lock'));
  try {
    const input = { directory: join(home, 'postgres'), socket: socketIn(socketFolder) };
    if (input.socket !== null) await rm(input.socket, { force: true });
    const worker = new Worker(new URL('./postgresWorker.ts', import.meta.url), { workerData: input });
    const port = await started(worker);
    const url = input.socket === null ? tcpUrl(port) : socketUrl(socketFolder);
    return { url, stop: stopper(worker, unlock, options) };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** The address of the embedded Postgres that another process runs in a data folder; null where it has no socket. */
export function runningAt(dataDir: string): string | null {
  const socketFolder = join(resolve(dataDir), 'postgres.socket');
  const socket = socketIn(socketFolder);
  return socket !== null && existsSync(socket) ? socketUrl(socketFolder) : null;
}

function socketIn(folder: string): WorkerInput['socket'] {
  const path = join(folder, SOCKET_NAME);
  return process.platform === 'win32' || Buffer.byteLength(path) > MAX_SOCKET_PATH ? null : path;
}

function socketUrl(folder: string): string {
  return `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`;
}

function tcpUrl(port: number): string {
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}

/** The port it listens at, once it does. */
function started(worker: Worker): Promise<number> {
  return new Promise((done, fail) => {
    worker.once('error', fail);
    worker.once('exit', (code) =>
      fail(new Error(`The embedded Postgres ended with code ${code} at its start.`)),
    );
    // Not once: under `--watch` Node sends messages of its own.
    worker.on('message', (message: WorkerMessage) => {
      if (!('ready' in message)) return;
      worker.removeAllListeners();
      done(message.ready.port);
    });
  });
}

function stopper(worker: Worker, unlock: () => Promise<void>, { onFailure }: EmbeddedOptions) {
  const ended = new Promise<void>((done) => worker.once('exit', () => done()));
  let stopping: Promise<void> | undefined;
  let failure: Error | undefined;
  worker.on('error', (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });
  worker.once('exit', (code) => {
    if (stopping) return;
    unlock().catch(() => {});
    onFailure?.(failure ?? new Error(`The embedded Postgres ended with code ${code}.`));
  });
  const stop = async () => {
    const patience = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS);
    worker.postMessage('stop');
    await ended;
    clearTimeout(patience);
    await unlock();
  };
  return () => {
    stopping ??= stop();
    return stopping;
  };
}
