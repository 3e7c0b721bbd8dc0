import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { clientAddress } from './clientAddress.ts';
import type { Limits } from './limits.ts';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Stands in front of WebSocket upgrades: a path that does not parse would end the process in the framework, and
 * an address may only open so many. Call it once the server listens.
 */
export function guardUpgrades(server: Server, limits: Limits, trustProxy: boolean): void {
  const answering = server.listeners('upgrade') as Upgrade[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const destroy = () => socket.destroy();
    socket.on('error', destroy);
    try {
      const { url = '' } = request;
      if (!url.startsWith('/') || !URL.canParse(`ws://server${url}`))
        return refuse(socket, '400 Bad Request');
      await limits.spend('upgrades', clientAddress(request, trustProxy));
    } catch {
      return refuse(socket, '429 Too Many Requests');
    }
    if (socket.destroyed) return;
    socket.removeListener('error', destroy);
    try {
      for (const answer of answering) answer.call(server, request, socket, head);
    } catch {
      socket.destroy();
    }
  });
}

function refuse(socket: Duplex, status: string): void {
  const text = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  socket.end(text, () => socket.destroy()); // a client that does not close its side must not keep ours
}
