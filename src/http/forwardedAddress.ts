import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { clientAddress } from './clientAddress.ts';

/** Between our own processes: where a socket that is handed over comes from. */
const HEADER = 'x-parlor-address';

/**
 * Lets the address of a client survive that its socket is handed to another process. It is signed, so that nobody but
 * a process of ours can say it; clients may send the header, and it is not believed.
 */
export class ForwardedAddress {
  readonly #secret: string;

  /** @param secret which all processes share, and nobody else */
  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Headers to hand a request over with. */
  headers(address: string): Record<string, string> {
    return { [HEADER]: `${address} ${this.#sign(address)}` };
  }

  /** What the process that handed a request over says; null when none did. */
  read(headers: IncomingHttpHeaders): string | null {
    // What a client sent by this name stands before ours.
    const last =
      String(headers[HEADER] ?? '')
        .split(',')
        .at(-1) ?? '';
    const [address, signature] = last.trim().split(' ');
    if (!address || !signature) return null;
    const given = Buffer.from(signature);
    const right = Buffer.from(this.#sign(address));
    return given.length === right.length && timingSafeEqual(given, right) ? address : null;
  }

  #sign(address: string): string {
    return createHmac('sha256', this.#secret).update(`forwarded from ${address}`).digest('base64url');
  }
}

/**
 * Where a socket comes from, as limits count it, by its upgrade: the word of the process that handed it over, if any.
 */
export function addressOfUpgrade(
  upgrade: { headers: Headers; socket: { remoteAddress?: string | undefined } },
  forwarded: Pick<ForwardedAddress, 'read'>,
  trustProxy: boolean,
): string {
  const headers = Object.fromEntries(upgrade.headers);
  const request = { headers, socket: upgrade.socket } as IncomingMessage;
  return forwarded.read(headers) ?? clientAddress(request, trustProxy);
}
