import { sha256 as digest } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 (FIPS 180-4) of a text as UTF-8, in lower-case hex. At once, in Node and in browsers alike. */
export function sha256(text: string): string {
  return bytesToHex(digest(utf8ToBytes(text)));
}
