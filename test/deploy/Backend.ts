import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Stands in for a process behind nginx: says who it is, and remembers what it was asked. */
export class Backend {
  readonly name: string;
  readonly port: number;
  /** `METHOD path`, in order. Upgrades are `UPGRADE path`. */
  readonly asked: string[] = [];
  /** Answers in its place, when set. */
  handler: Handler | null = null;
  /** The status upgrades are refused with, when set. */
  refusal = 0;
  last: IncomingMessage | null = null;
  #server: Server | null = null;
  readonly #sockets = new Set<Duplex>();

  constructor(name: string, port: number) {
    this.name = name;
    this.port = port;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      this.#note(request.method ?? '', request);
      if (this.handler) return this.handler(request, response);
      request.resume().on('end', () => response.end(this.name));
    });
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.on('upgrade', (request, socket) => this.#upgrade(request, socket));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    return this;
  }

  /** As a process that dies: every connection breaks, none is taken. */
  async die(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    if (server.listening) await once(server, 'close');
  }

  header(name: string): string | undefined {
    const value = this.last?.headers[name];
    return value === undefined ? undefined : String(value);
  }

  #upgrade(request: IncomingMessage, socket: Duplex): void {
    this.#note('UPGRADE', request);
    socket.on('error', () => {});
    if (this.refusal > 0) {
      socket.end(
        `HTTP/1.1 ${this.refusal} No\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
      return;
    }
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.write(this.name);
  }

  #note(method: string, request: IncomingMessage): void {
    this.last = request;
    this.asked.push(`${method} ${request.url}`);
  }
}
