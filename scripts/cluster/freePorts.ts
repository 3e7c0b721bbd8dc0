import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): what is
 * killed can listen on its port again, however many clients connect meanwhile.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/**
 * The ports to choose from, `from-to`, the last one excluded. Programs that start servers side by side get a part each:
 * a port is free for others between the moment it is found and the moment its server listens.
 */
export const PORTS_OF = 'PARLOR_FREE_PORTS';

/** What this process was given before, for servers that may not listen yet. */
const given = new Set<number>();

/** Different ports of 127.0.0.1 that nobody listens on, and that were not given before. */
export async function freePorts(count: number): Promise<number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  const [lowest, highest] = chosenFrom();
  const size = highest - lowest;
  if (given.size > size / 2) given.clear();
  const first = randomInt(size);
  for (let step = 0; ports.length < count && step < size; step++) {
    const port = lowest + ((first + step) % size);
    if (given.has(port)) continue;
    const server = await hold(port, '127.0.0.1');
    if (!server) continue;
    held.push(server);
    ports.push(port);
    given.add(port);
  }
  await Promise.all(held.map(release));
  if (ports.length < count) throw new Error(`No ${count} free ports between ${lowest} and ${highest}.`);
  return ports;
}

function chosenFrom(): readonly [from: number, to: number] {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(process.env[PORTS_OF] ?? '') ?? [];
  return from && to && Number(from) < Number(to) ? [Number(from), Number(to)] : [LOWEST, HIGHEST];
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
