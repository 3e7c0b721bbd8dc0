import { getMessageBytes, Protocol } from '@colyseus/core';

/** A message of a room as the bytes that every client gets. */
export function encodeMessage(type: string, payload: unknown): Uint8Array {
  // A copy: the framework writes the next message into the same bytes.
  return Uint8Array.from(getMessageBytes.raw(Protocol.ROOM_DATA, type, payload));
}
