import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** Bytes as lower-case hex. */
export function hexOf(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/** The bytes that a text of hex says. @throws Error when it is none: nothing is cut short in silence */
export function bytesOfHex(hex: string): Uint8Array {
  return hexToBytes(hex);
}
