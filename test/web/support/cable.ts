import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network that can be pulled: everything sent to `url` goes to the server, until `cut`. */
export interface Cable {
  url: string;
  /** Ends every connection at once and refuses new ones, as a dead network does. */
  cut(): void;
  mend(): void;
  /** What goes to the server waits from here on, until it is let go. */
  hold(): void;
  letGo(): void;
  close(): Promise<void>;
}

/**
 * Lays a cable to a port of this machine.
 * @param delayMs how long everything is on its way, each way; only then it can be held
 */
export async function layCable(port: number, delayMs = 0): Promise<Cable> {
  const open = new Set<Socket>();
  let whole = true;
  let held: (() => void)[] | null = null;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      if (delayMs === 0) socket.pipe(other);
      else {
        const arrive = (bytes: Buffer) => {
          if (held && other === far) held.push(() => other.write(bytes));
          else other.write(bytes);
        };
        socket.on('data', (bytes) => setTimeout(arrive, delayMs, bytes));
        socket.on('end', () => setTimeout(() => other.end(), delayMs));
      }
      // A socket that breaks takes the other end with it.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  function breakAll(): void {
    for (const socket of open) socket.destroy();
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false;
      breakAll();
    },
    mend() {
      whole = true;
    },
    hold() {
      held ??= [];
    },
    letGo() {
      const waiting = held ?? [];
      held = null;
      for (const arrive of waiting) arrive();
    },
    async close() {
      server.close();
      breakAll();
      await once(server, 'close');
    },
  };
}
