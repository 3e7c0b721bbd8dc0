import type { IncomingMessage, Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Tells the process it was forwarded to: it answers, and forwards no further. */
const FORWARDED = 'x-parlor-forwarded';
/** A process that says nothing for so long is stuck: the client tries again, and somebody else has the room then. */
const ANSWER_WITHIN_MS = 3000;

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
type Place = { at: 'here' } | { at: 'elsewhere'; address: string } | { at: 'nowhere yet' };

/**
 * Hands WebSocket upgrades that belong to another process over to it, byte for byte: a load balancer may send a
 * client anywhere. A client whose room is nowhere just now is answered 503, and tries again. Call it once the server
 * listens.
 * `close` ends those that were handed over: nobody else knows of them.
 * @param placeOf where the socket of a path belongs; when it rejects, nobody can tell, and the client tries again
 * @param notes further headers for the process it is handed to
 */
export function forwardUpgrades(
  server: Server,
  placeOf: (path: string) => Promise<Place>,
  notes: (request: IncomingMessage) => Record<string, string> = () => ({}),
): { close(): void } {
  const forwarded = new Set<Duplex>();
  const answering = server.listeners('upgrade') as Upgrade[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const destroy = () => socket.destroy();
    socket.on('error', destroy);
    const [path = '/'] = (request.url ?? '/').split('?');
    let place: Place = { at: 'here' };
    if (!request.headers[FORWARDED]) {
      place = await placeOf(path).catch(() => ({ at: 'nowhere yet' }) as const);
    }
    if (socket.destroyed) return;
    if (place.at === 'nowhere yet') return tryAgain(socket);
    if (place.at === 'elsewhere') {
      forwarded.add(socket);
      socket.once('close', () => forwarded.delete(socket));
      return forward(requestHead(request, notes(request)), socket, head, place.address);
    }
    socket.removeListener('error', destroy);
    try {
      for (const answer of answering) answer.call(server, request, socket, head);
    } catch {
      socket.destroy();
    }
  });
  return {
    close() {
      for (const socket of forwarded) socket.destroy();
    },
  };
}

function forward(requestHead: string, socket: Duplex, head: Buffer, address: string): void {
  const at = address.lastIndexOf(':');
  const peer = connect(Number(address.slice(at + 1)), address.slice(0, at));
  let answered = false;
  // As long as either side says nothing: who plays may think.
  (socket as Socket).setTimeout(0);
  peer.setNoDelay(true);
  peer.setTimeout(ANSWER_WITHIN_MS, () => peer.destroy());
  peer.once('connect', () => {
    peer.write(requestHead);
    peer.write(head);
    socket.pipe(peer);
  });
  peer.once('data', (first: Buffer) => {
    answered = true;
    peer.setTimeout(0);
    socket.write(first);
    peer.pipe(socket);
  });
  // Either side gone ends the other: the client comes back and is sent to whoever has the room then.
  peer.on('error', () => peer.destroy());
  peer.on('close', () => (answered ? socket.destroy() : tryAgain(socket)));
  socket.on('close', () => peer.destroy());
}

function requestHead(request: IncomingMessage, notes: Record<string, string>): string {
  const lines = [`${request.method} ${request.url} HTTP/1.1`];
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
  }
  for (const [name, value] of Object.entries(notes)) lines.push(`${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n${FORWARDED}: 1\r\n\r\n`;
}

function tryAgain(socket: Duplex): void {
  const head = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0';
  socket.end(`${head}\r\n\r\n`, () => socket.destroy()); // whether the client closes its side or not
}
