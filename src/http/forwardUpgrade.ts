import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Tells the process it was forwarded to: it answers, and forwards no further. */
const FORWARDED = 'x-parlor-forwarded';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Hands WebSocket upgrades that belong to another process over to it, byte for byte: a load balancer may send a
 * client anywhere. Call it once the server listens.
 * @param owner `host:port` of the process an upgrade belongs to, or null when it is to be answered here
 */
export function forwardUpgrades(server: Server, owner: (path: string) => Promise<string | null>): void {
  const answering = server.listeners('upgrade') as Upgrade[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', destroy);
    const [path = '/'] = (request.url ?? '/').split('?');
    const address = request.headers[FORWARDED] ? null : await owner(path).catch(() => null);
    if (socket.destroyed) return;
    if (address !== null) return forward(request, socket, head, address);
    socket.removeListener('error', destroy);
    for (const answer of answering) answer.call(server, request, socket, head);
  });
}

function forward(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void {
  const [host, port] = address.split(':');
  const peer = connect(Number(port), host);
  peer.setNoDelay(true);
  peer.once('connect', () => {
    peer.write(requestHead(request));
    peer.write(head);
    socket.pipe(peer).pipe(socket);
  });
  // Either side gone ends the other: the client comes back and is sent to whoever has the room then.
  peer.on('error', () => socket.destroy());
  peer.on('close', () => socket.destroy());
  socket.on('close', () => peer.destroy());
}

function requestHead(request: IncomingMessage): string {
  const lines = [`${request.method} ${request.url} HTTP/1.1`];
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n${FORWARDED}: 1\r\n\r\n`;
}

function destroy(this: Duplex): void {
  this.destroy();
}
