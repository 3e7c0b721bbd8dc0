import { type Decoder, decode, encode, type Iterator } from '@colyseus/schema';
import { Protocol, ProtocolModifier, ResponseStatus } from '@colyseus/shared-types';
import { Packr, RESERVE_START_SPACE, unpack } from 'msgpackr';
import { RawSocket } from './RawSocket.ts';
import { stateDecoder } from './stateDecoder.ts';

/** What a client is told about a seat, by `/matchmake` or by another room. */
export interface SeatReservation {
  roomId: string;
  processId: string;
  sessionId: string;
  publicAddress?: string;
}

export interface RoomHandlers {
  /** In the room: the SDK's `join…` would resolve now. */
  joined(): void;
  /** The state is as new as it gets. Only when states are decoded. */
  changed?(state: unknown): void;
  /** In a game that moves, with every patch: so many inputs were taken. */
  taken?(count: number): void;
  /** By type: what is in here is unpacked, everything else is only counted. */
  messages?: Readonly<Record<string, (payload: never) => void>>;
  /** One message of the server's, of any kind. */
  heard(): void;
  /** Bytes of one chunk, frames and all. */
  bytes(count: number): void;
  closed(code: number, why: string): void;
}

/** The room said no, with a code. */
export class Rejected extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(details: Record<string, unknown>) {
    super(`${details.code}: ${details.message}`);
    this.code = String(details.code);
    this.details = details;
  }
}

const packr = new Packr({ useRecords: false });
const head = Buffer.alloc(256);
const CODE_MASK = 0x1f;
/** Bits of what nobody here asks for: unreliable channels. */
const MODIFIERS = 0xe0 & ~ProtocolModifier.TIMED;
/** Where a patch of a game that moves says how many inputs were taken, and where its changes begin. */
const TAKEN_AT = 5;
const CHANGES_AT = 9;

type Answer = (ok: boolean, payload: unknown) => void;

/** A client in a Colyseus room, without the SDK: what goes over the wire, and not more. */
export class RoomSocket {
  readonly #socket: RawSocket;
  readonly #handlers: RoomHandlers;
  #decoder: Decoder | null = null;
  #requests = 0;
  readonly #waiting = new Map<number, Answer>();
  readonly #closed = Promise.withResolvers<void>();
  #gone = false;

  /** Takes a seat. @param base where it was reserved: the room is there unless the seat says otherwise */
  constructor(base: URL, seat: SeatReservation, token: string, handlers: RoomHandlers) {
    this.#handlers = handlers;
    const host = seat.publicAddress ?? base.host;
    const query = new URLSearchParams({ sessionId: seat.sessionId, _authToken: token });
    this.#socket = new RawSocket(new URL(`ws://${host}/${seat.processId}/${seat.roomId}?${query}`), {
      opened: () => {},
      message: (bytes) => this.#read(bytes),
      bytes: handlers.bytes,
      closed: (code, why) => {
        this.#gone = true;
        for (const answer of this.#waiting.values()) answer(false, new Error(`closed: ${code} ${why}`));
        this.#waiting.clear();
        this.#closed.resolve();
        handlers.closed(code, why);
      },
    });
  }

  /** Resolves when the socket is closed, whoever closed it. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /**
   * Asks the room.
   * @throws Rejected when it says no; Error when the socket closes first
   */
  request(type: string, payload?: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.ask(type, payload, (ok, answer) => {
        if (ok) resolve(answer);
        else reject(answer instanceof Error ? answer : new Rejected(answer as Record<string, unknown>));
      });
    });
  }

  /** As `request`, without a promise. */
  ask(type: string, payload: unknown, answer: Answer): void {
    if (this.#gone) {
      answer(false, new Error('closed'));
      return;
    }
    const id = this.#requests;
    this.#requests += 1;
    this.#waiting.set(id, answer);
    const it: Iterator = { offset: 1 };
    head[0] = Protocol.ROOM_REQUEST;
    encode.number(head, id, it);
    encode.string(head, type, it);
    const start = head.subarray(0, it.offset);
    const message = payload === undefined ? start : packr.pack(payload, RESERVE_START_SPACE | it.offset);
    message.set(start, 0);
    this.#socket.send(message);
  }

  /** Inputs of a live game: fields that changed, each with its bytes. */
  input(fields: Uint8Array): void {
    if (this.#gone) return;
    const frame = new Uint8Array(1 + fields.length);
    frame[0] = Protocol.ROOM_INPUT_RELIABLE;
    frame.set(fields, 1);
    this.#socket.send(frame);
  }

  /** The framework's own echo. */
  ping(answer: () => void): void {
    this.#waiting.set(-1, answer);
    this.#socket.send(Uint8Array.of(Protocol.PING));
  }

  /** Leaves on purpose. */
  leave(): void {
    if (!this.#gone) this.#socket.send(Uint8Array.of(Protocol.LEAVE_ROOM));
  }

  /** Hangs up, as when the network goes. */
  destroy(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    this.#handlers.heard();
    const code = (bytes[0] as number) & CODE_MASK;
    if (code === Protocol.ROOM_STATE_PATCH || code === Protocol.ROOM_STATE) this.#decode(bytes);
    else if (code === Protocol.ROOM_DATA) this.#tell(bytes);
    else if (code === Protocol.ROOM_RESPONSE) this.#answer(bytes);
    else if (code === Protocol.JOIN_ROOM) this.#join(bytes);
    else if (code === Protocol.PING) {
      this.#waiting.get(-1)?.(true, undefined);
      this.#waiting.delete(-1);
    } else if (code === Protocol.ERROR) {
      const it: Iterator = { offset: 1 };
      throw new Error(`${decode.number(bytes, it)} ${decode.string(bytes, it)}`);
    }
  }

  #join(bytes: Buffer): void {
    const it: Iterator = { offset: 1 };
    it.offset += 1 + (bytes[it.offset] as number); // the token for coming back
    it.offset += 1 + (bytes[it.offset] as number); // how states are encoded: by schema
    const length = decode.number(bytes, it);
    if (this.#handlers.changed && length > 0)
      this.#decoder = stateDecoder(bytes.subarray(it.offset, it.offset + length));
    this.#socket.send(Uint8Array.of(Protocol.JOIN_ROOM));
    this.#handlers.joined();
  }

  #decode(bytes: Buffer): void {
    if (((bytes[0] as number) & MODIFIERS) !== 0) throw new Error('a kind of patch that is not read here');
    const timed = ((bytes[0] as number) & ProtocolModifier.TIMED) !== 0;
    if (timed) this.#handlers.taken?.(bytes.readUInt32LE(TAKEN_AT));
    if (!this.#decoder) return;
    this.#decoder.decode(bytes, { offset: timed ? CHANGES_AT : 1 });
    this.#handlers.changed?.(this.#decoder.state);
  }

  #tell(bytes: Buffer): void {
    const { messages } = this.#handlers;
    const it: Iterator = { offset: 1 };
    if (!messages || !decode.stringCheck(bytes, it)) return;
    const handle = messages[decode.string(bytes, it)];
    if (handle) handle(payloadOf(bytes, it.offset) as never);
  }

  #answer(bytes: Buffer): void {
    const it: Iterator = { offset: 1 };
    const id = decode.number(bytes, it);
    const status = bytes[it.offset];
    const answer = this.#waiting.get(id);
    this.#waiting.delete(id);
    answer?.(status === ResponseStatus.OK, payloadOf(bytes, it.offset + 1));
  }
}

function payloadOf(bytes: Buffer, start: number): unknown {
  return bytes.length > start ? unpack(bytes, { start } as never) : undefined;
}
