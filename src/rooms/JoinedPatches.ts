import { Protocol, ProtocolModifier } from '@colyseus/shared-types';

const OPCODE_MASK = 0x1f;
/** What says how a game with inputs goes on: a time, and how many inputs were taken. */
const TIMES_BYTES = 8;
/** Changes that follow are those of the state itself, as at the beginning of a patch. */
const OF_THE_STATE = Uint8Array.of(255, 0);

/** Whether a frame is a patch of the state. */
export function isPatch(frame: Uint8Array): boolean {
  return ((frame[0] ?? 0) & OPCODE_MASK) === Protocol.ROOM_STATE_PATCH;
}

/**
 * Some patches as one frame: a patch is a list of changes, and so are several. A client that is sent one frame for six
 * costs a sixth of the writes, and comes to the same state.
 */
export class JoinedPatches {
  readonly #most: number;
  readonly #send: (frame: Uint8Array) => void;
  #parts: Uint8Array[] = [];
  #count = 0;

  /** @param most patches in one frame */
  constructor(most: number, send: (frame: Uint8Array) => void) {
    this.#most = most;
    this.#send = send;
  }

  /** A patch, which goes out with some others. */
  add(frame: Uint8Array): void {
    const start = timesOf(frame);
    const changes = frame.subarray(start);
    this.#parts[0] = Uint8Array.from(frame.subarray(0, start)); // the newest say how it goes on
    if (changes.length > 0) this.#parts.push(OF_THE_STATE, Uint8Array.from(changes));
    this.#count += 1;
    if (this.#count >= this.#most) this.flush();
  }

  /** What there is goes out now. */
  flush(): void {
    if (this.#count === 0) return;
    const frame = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#count = 0;
    this.#send(frame);
  }
}

/** Where the changes of a patch begin. */
function timesOf(frame: Uint8Array): number {
  return ((frame[0] ?? 0) & ProtocolModifier.TIMED) === 0 ? 1 : 1 + TIMES_BYTES;
}
