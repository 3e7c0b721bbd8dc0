import { createECDH } from 'node:crypto';

const CURVE = 'prime256v1';
const BASE64URL = /^[\w-]+$/;
const POINT_BYTES = 65;
const SCALAR_BYTES = 32;

/** The bytes of a text in base64url without padding, if they are so many. */
export function bytesOf(text: string, length: number): Buffer | null {
  const bytes = BASE64URL.test(text) ? Buffer.from(text, 'base64url') : null;
  return bytes?.length === length && bytes.toString('base64url') === text ? bytes : null;
}

/** Whether a text is an uncompressed point of the curve P-256: a public key that something can be encrypted for. */
export function isPublicKey(text: string): boolean {
  const point = bytesOf(text, POINT_BYTES);
  if (point?.[0] !== 4) return false;
  const own = createECDH(CURVE);
  own.generateKeys();
  try {
    own.computeSecret(point);
    return true;
  } catch {
    return false; // beside the curve
  }
}

/** The public key of a private one; null for what is none. */
export function publicKeyOf(privateKey: string): string | null {
  const scalar = bytesOf(privateKey, SCALAR_BYTES);
  if (!scalar) return null;
  const own = createECDH(CURVE);
  try {
    own.setPrivateKey(scalar);
    return own.getPublicKey().toString('base64url');
  } catch {
    return null; // 0, or too large
  }
}
