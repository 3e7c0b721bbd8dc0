import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Tells the process it was forwarded to: it answers, and forwards no further. */
const FORWARDED = 'x-parlor-forwarded';
/** A process that says nothing for so long is stuck: the client tries again, and somebody else has the room then. */
const ANSWER_WITHIN_MS = 3000;

/** Whether another process handed an upgrade over. */
export function isForwarded({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return Boolean(headers[FORWARDED]);
}

/**
 * Hands an upgrade over to the process at an address (`host:port`), and all that follows, both ways. Either side gone
 * ends the other.
 * @param notes further headers
 * @param to `silent`: called when that process does not answer; nothing was written to the socket then
 */
export function forwardUpgrade(
  request: IncomingMessage,
  notes: Record<string, string>,
  socket: Duplex,
  head: Buffer,
  { address, silent }: { address: string; silent(): void },
): void {
  const at = address.lastIndexOf(':');
  const peer = connect(Number(address.slice(at + 1)), address.slice(0, at));
  let answered = false;
  // As long as either side says nothing: who plays may think.
  (socket as Socket).setTimeout(0);
  peer.setNoDelay(true);
  peer.setTimeout(ANSWER_WITHIN_MS, () => peer.destroy());
  peer.once('connect', () => {
    peer.write(requestHead(request, notes));
    peer.write(head);
    socket.pipe(peer);
  });
  peer.once('data', (first: Buffer) => {
    answered = true;
    peer.setTimeout(0);
    socket.write(first);
    peer.pipe(socket);
  });
  // The client comes back and is sent to the process that has the room then.
  peer.on('error', () => peer.destroy());
  peer.on('close', () => (answered ? socket.destroy() : silent()));
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
