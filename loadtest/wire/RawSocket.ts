import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { clientFrame, OPCODES } from './clientFrame.ts';
import { FrameReader } from './FrameReader.ts';

export interface SocketHandlers {
  /** The upgrade was accepted. */
  opened(): void;
  /** A whole message; its bytes are only good until this returns. */
  message(payload: Buffer): void;
  /** Every chunk after the upgrade, frames and all. */
  bytes(count: number): void;
  /** Once, however it ended; 1006 when nobody said goodbye. */
  closed(code: number, why: string): void;
}

const ABNORMAL = 1006;
const MAX_HEAD_BYTES = 16 * 1024;
const END_OF_HEAD = '\r\n\r\n';
/** RFC 6455, section 1.3. */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** One for all: it proves that a server speaks WebSocket, not who asks. */
const KEY = randomBytes(16).toString('base64');
const ACCEPT = createHash('sha1').update(`${KEY}${MAGIC}`).digest('base64');

/** A WebSocket on a bare TCP socket: some hundred bytes of ours each, so that one process holds many thousands. */
export class RawSocket {
  readonly #socket: Socket;
  readonly #handlers: SocketHandlers;
  #reader: FrameReader | null = null;
  #head: Buffer | null = null;
  #code = ABNORMAL;
  #why = '';

  /** @param url `ws:` or `http:`, with host, path and query */
  constructor(url: URL, handlers: SocketHandlers) {
    this.#handlers = handlers;
    const socket = connect(Number(url.port) || 80, url.hostname);
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('connect', () => {
      socket.write(
        `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: Upgrade\r\n` +
          `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
      );
    });
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => {
      this.#why ||= error.message;
    });
    socket.on('close', () => handlers.closed(this.#code, this.#why));
  }

  /** As one binary message. Nothing happens when it is closed. */
  send(message: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(clientFrame(OPCODES.binary, message));
  }

  /** Hangs up. */
  destroy(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    try {
      if (this.#reader) {
        this.#handlers.bytes(chunk.length);
        this.#reader.push(chunk);
      } else this.#readHead(chunk);
    } catch (error) {
      this.#why ||= (error as Error).message;
      this.#socket.destroy();
    }
  }

  #readHead(chunk: Buffer): void {
    const head = this.#head ? Buffer.concat([this.#head, chunk]) : chunk;
    const end = head.indexOf(END_OF_HEAD);
    if (end === -1) {
      if (head.length > MAX_HEAD_BYTES) throw new Error('an answer without an end');
      this.#head = head;
      return;
    }
    this.#head = null;
    const [status = '', ...lines] = head.toString('latin1', 0, end).split('\r\n');
    if (!status.startsWith('HTTP/1.1 101')) throw new Error(`not upgraded: ${status}`);
    const accept = lines.find((line) => /^sec-websocket-accept:/i.test(line))?.split(': ')[1];
    if (accept !== ACCEPT) throw new Error('not upgraded by a WebSocket server');
    this.#reader = new FrameReader({
      message: this.#handlers.message,
      ping: (payload) => {
        if (this.#socket.writable) this.#socket.write(clientFrame(OPCODES.pong, payload));
      },
      close: (code) => {
        this.#code = code;
        this.#socket.end(clientFrame(OPCODES.close, Buffer.alloc(0)));
      },
    });
    this.#handlers.opened();
    const rest = head.subarray(end + END_OF_HEAD.length);
    if (rest.length > 0) this.#read(rest);
  }
}
