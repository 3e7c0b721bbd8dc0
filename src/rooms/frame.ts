import { decode } from '@colyseus/schema';
import { Protocol } from '@colyseus/shared-types';
import { isPlainMsgpack } from '../lib/plainMsgpack.ts';
import { costOfBytes, costOfMessage } from '../players/costs.ts';

/** What a frame from a client is, as far as can be told without decoding what it carries. */
export type Frame = { bytes: number } & (
  | { kind: 'ping' | 'join' | 'leave' | 'input' | 'other' }
  | { kind: 'message'; type: string | number }
  | { kind: 'request'; type: string | number; id: number }
  /** Its payload is not plain data, or nested too deep. */
  | { kind: 'malformed'; id?: number }
);

/** Levels of arrays and objects in a payload; ours have four. */
const MAX_DEPTH = 16;
/** The low bits of the first byte; the others are modifiers. */
const OPCODE_MASK = 0x1f;
/** Names of messages are shorter. What is longer has no price of its own. */
const MAX_NAME = 32;

/** Reads the head of a frame, and looks at the shape of its payload. */
export function readFrame(frame: Buffer): Frame {
  const bytes = frame.length;
  switch ((frame[0] ?? 0) & OPCODE_MASK) {
    case Protocol.PING:
      return { kind: 'ping', bytes };
    case Protocol.JOIN_ROOM:
      return { kind: 'join', bytes };
    case Protocol.LEAVE_ROOM:
      return { kind: 'leave', bytes };
    case Protocol.ROOM_INPUT_RELIABLE:
    case Protocol.ROOM_INPUT_UNRELIABLE:
      return { kind: 'input', bytes };
    case Protocol.ROOM_DATA:
    case Protocol.ROOM_DATA_BYTES:
    case Protocol.ROOM_REQUEST:
      return readMessage(frame);
    default:
      return { kind: 'other', bytes };
  }
}

/** Frames to clients, by what they are called. */
const SENT: Readonly<Record<number, string>> = {
  [Protocol.PING]: 'ping',
  [Protocol.JOIN_ROOM]: 'join',
  [Protocol.ERROR]: 'error',
  [Protocol.ROOM_STATE]: 'state',
  [Protocol.ROOM_STATE_PATCH]: 'patch',
  [Protocol.ROOM_RESPONSE]: 'response',
};

/** What a frame to a client is called: messages by their type. */
export function nameOfFrame(frame: Uint8Array): string {
  const opcode = (frame[0] ?? 0) & OPCODE_MASK;
  if (opcode !== Protocol.ROOM_DATA && opcode !== Protocol.ROOM_DATA_BYTES) return SENT[opcode] ?? 'other';
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  return String(readType(bytes, { offset: 1 }));
}

function readMessage(frame: Buffer): Frame {
  const bytes = frame.length;
  const opcode = (frame[0] ?? 0) & OPCODE_MASK;
  const at = { offset: 1 };
  const isRequest = opcode === Protocol.ROOM_REQUEST;
  const id = isRequest ? decode.number(frame, at) : undefined;
  if (isRequest && !Number.isFinite(id)) return { kind: 'malformed', bytes };
  const type = readType(frame, at);
  const raw = opcode === Protocol.ROOM_DATA_BYTES || at.offset >= bytes;
  if (!raw && !isPlainMsgpack(frame, at.offset, MAX_DEPTH))
    return { kind: 'malformed', bytes, ...(id !== undefined && { id }) };
  return id === undefined ? { kind: 'message', type, bytes } : { kind: 'request', type, id, bytes };
}

/** As the framework reads it, but of a long name only the beginning. */
function readType(frame: Buffer, at: { offset: number }): string | number {
  if (!decode.stringCheck(frame, at)) return decode.number(frame, at);
  const first = frame[at.offset] ?? 0;
  const width = first === 0xd9 ? 1 : first === 0xda ? 2 : first === 0xdb ? 4 : 0;
  const start = at.offset + 1 + width;
  if (start > frame.length) return decode.string(frame, at);
  const length = width === 0 ? first & 0x1f : frame.readUIntLE(at.offset + 1, width);
  at.offset = Math.min(frame.length, start + length);
  return frame.toString('latin1', start, Math.min(at.offset, start + MAX_NAME));
}

/** A ping is answered by one short frame, with nothing to decode and nobody to ask. */
const PING_COST = 0.5;

/**
 * What a frame costs its sender, in units. Leaving is free, so that whoever has spent everything still may go; so is
 * what the framework asks for once per socket.
 */
export function costOfFrame(frame: Frame): number {
  if (frame.kind === 'leave') return 0;
  if (frame.kind === 'ping' || frame.kind === 'join') return PING_COST;
  const named = frame.kind === 'message' || frame.kind === 'request' ? costOfMessage(String(frame.type)) : 1;
  return named + costOfBytes(frame.bytes);
}
