import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): what is
 * killed can listen on its port again, however many clients connect meanwhile.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Different ports of 127.0.0.1 that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  const first = randomInt(LOWEST, HIGHEST);
  for (let step = 0; ports.length < count && step < HIGHEST - LOWEST; step++) {
    const port = LOWEST + ((first - LOWEST + step) % (HIGHEST - LOWEST));
    const server = await hold(port, '127.0.0.1');
    if (!server) continue;
    held.push(server);
    ports.push(port);
  }
  await Promise.all(held.map(release));
  if (ports.length < count) throw new Error(`No ${count} free ports between ${LOWEST} and ${HIGHEST}.`);
  return ports;
}

/** One port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

/** Whether one could listen on a port of an interface. */
export async function isFree(port: number, host: string): Promise<boolean> {
  const server = await hold(port, host);
  if (server) await release(server);
  return server !== null;
}

async function hold(port: number, host: string): Promise<Server | null> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return server;
  } catch {
    return null;
  }
}

async function release(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}
