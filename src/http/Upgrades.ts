import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '../lib/problem.ts';
import { forwardUpgrade, isForwarded } from './forwardUpgrade.ts';
import { refuseSocket } from './refuse.ts';

/** Where a socket belongs: see `cluster/upgrade.ts`. */
type Place =
  | { at: 'here' }
  | { at: 'elsewhere'; address: string }
  | { at: 'nowhere yet' }
  | { at: 'refused'; problem: Problem };

export interface UpgradesNeeds {
  /** Decides, once for each. Never rejects. */
  placeOf(socket: { path: string; token: string | undefined; forwarded: boolean }): Promise<Place>;
  /** Further headers for the process that a socket is handed to. */
  notes(request: IncomingMessage): Record<string, string>;
}

/**
 * Does with every WebSocket upgrade what was decided about it. A load balancer may send a client anywhere: what belongs
 * to another process is handed over to it, byte for byte.
 */
export class Upgrades {
  readonly #needs: UpgradesNeeds;
  readonly #forwarded = new Set<Duplex>();

  constructor(needs: UpgradesNeeds) {
    this.#needs = needs;
  }

  /** Whether an upgrade is to be answered here. When it is not, it was refused, handed over, or its client is gone. */
  async admits(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    token: string | undefined,
  ): Promise<boolean> {
    const destroy = () => socket.destroy();
    socket.on('error', destroy);
    const [path = '/'] = (request.url ?? '/').split('?');
    const place = await this.#needs.placeOf({ path, token, forwarded: isForwarded(request) });
    if (socket.destroyed) return false;
    if (place.at === 'here') {
      socket.removeListener('error', destroy);
      return true;
    }
    if (place.at === 'refused') refuseSocket(socket, place.problem);
    else if (place.at === 'nowhere yet') tryAgain(socket);
    else {
      this.#forwarded.add(socket);
      socket.once('close', () => this.#forwarded.delete(socket));
      forwardUpgrade(request, this.#needs.notes(request), socket, head, {
        address: place.address,
        silent: () => tryAgain(socket),
      });
    }
    return false;
  }

  /** Ends the sockets that were handed over: nobody else knows of them. */
  close(): void {
    for (const socket of this.#forwarded) socket.destroy();
  }
}

function tryAgain(socket: Duplex): void {
  const head = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0';
  socket.end(`${head}\r\n\r\n`, () => socket.destroy()); // whether the client closes its side or not
}
