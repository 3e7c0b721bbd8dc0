const utf8 = new TextEncoder();

/** SHA-256 of a text, in hex, by the browser's own WebCrypto. */
export async function sha256(text: string): Promise<string> {
  return hexOf(await crypto.subtle.digest('SHA-256', utf8.encode(text)));
}

/** HMAC-SHA-256 of texts under one key. */
export async function hmacUnder(
  key: Uint8Array<ArrayBuffer>,
): Promise<(text: string) => Promise<Uint8Array<ArrayBuffer>>> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  return async (text) => new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8.encode(text)));
}

export function hexOf(bytes: ArrayBuffer | Uint8Array): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The 32 bytes that 64 digits of lower-case hex say; null when it is anything else. */
export function bytes32(hex: unknown): Uint8Array<ArrayBuffer> | null {
  if (typeof hex !== 'string' || !/^[0-9a-f]{64}$/.test(hex)) return null;
  return new Uint8Array(
    Array.from({ length: 32 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)),
  );
}
