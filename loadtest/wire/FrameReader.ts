export interface FrameHandlers {
  /** A whole message. The bytes are the socket's own: whoever keeps them copies them. */
  message(payload: Buffer): void;
  ping(payload: Buffer): void;
  /** The other side closes; 1005 when it does not say why. */
  close(code: number): void;
}

const CONTINUATION = 0;
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

const NO_STATUS = 1005;
/** Of one message, all its fragments together. Far above anything that a server of ours sends. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
const MAX_CONTROL_BYTES = 125;

/** Reads WebSocket frames as a server sends them (RFC 6455, section 5), however the network cuts them. */
export class FrameReader {
  readonly #handlers: FrameHandlers;
  /** What is there of a frame that is not complete. */
  #rest: Buffer | null = null;
  #fragments: Buffer[] | null = null;
  #fragmentBytes = 0;

  constructor(handlers: FrameHandlers) {
    this.#handlers = handlers;
  }

  /** @throws Error when this is not what a server may send */
  push(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = null;
    let at = 0;
    for (;;) {
      const length = this.#frame(bytes, at);
      if (length === 0) break;
      at += length;
    }
    // A copy: the rest of a large chunk would be kept in memory along with it.
    if (at < bytes.length) this.#rest = Buffer.from(bytes.subarray(at));
  }

  /** Handles the frame that begins here. Its length in bytes; 0 when it is not complete. */
  #frame(bytes: Buffer, at: number): number {
    const there = bytes.length - at;
    if (there < 2) return 0;
    const first = bytes[at] as number;
    const second = bytes[at + 1] as number;
    if ((first & 0x70) !== 0) throw new Error('a frame of an extension that nobody asked for');
    if ((second & 0x80) !== 0) throw new Error('a masked frame from a server');
    let head = 2;
    let size = second & 0x7f;
    if (size === 126) {
      head = 4;
      if (there < head) return 0;
      size = bytes.readUInt16BE(at + 2);
    } else if (size === 127) {
      head = 10;
      if (there < head) return 0;
      size = Number(bytes.readBigUInt64BE(at + 2));
    }
    if (size + this.#fragmentBytes > MAX_MESSAGE_BYTES) throw new Error(`a message of over ${size} bytes`);
    if (there < head + size) return 0;
    this.#payload(first & 0x0f, (first & 0x80) !== 0, bytes.subarray(at + head, at + head + size));
    return head + size;
  }

  #payload(opcode: number, last: boolean, payload: Buffer): void {
    if (opcode >= CLOSE && (!last || payload.length > MAX_CONTROL_BYTES))
      throw new Error('a control frame in pieces');
    if (opcode === TEXT || opcode === BINARY) {
      if (this.#fragments) throw new Error('a message within a message');
      if (last) this.#handlers.message(payload);
      else this.#keep([], payload);
    } else if (opcode === CONTINUATION) {
      if (!this.#fragments) throw new Error('a continuation of nothing');
      this.#keep(this.#fragments, payload);
      if (last) this.#whole(this.#fragments);
    } else if (opcode === PING) this.#handlers.ping(payload);
    else if (opcode === CLOSE)
      this.#handlers.close(payload.length >= 2 ? payload.readUInt16BE(0) : NO_STATUS);
    else if (opcode !== PONG) throw new Error(`a frame with opcode ${opcode}`);
  }

  #keep(fragments: Buffer[], payload: Buffer): void {
    this.#fragments = fragments;
    fragments.push(Buffer.from(payload));
    this.#fragmentBytes += payload.length;
  }

  #whole(fragments: Buffer[]): void {
    this.#fragments = null;
    this.#fragmentBytes = 0;
    this.#handlers.message(Buffer.concat(fragments));
  }
}
