import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) of a text under a key, texts as UTF-8: 32 bytes. At once, in Node and in browsers
 * alike.
 */
export function hmacSha256(key: string | Uint8Array, message: string): Uint8Array {
  return hmac(sha256, typeof key === 'string' ? utf8ToBytes(key) : key, utf8ToBytes(message));
}
