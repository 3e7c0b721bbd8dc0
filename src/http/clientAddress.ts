import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The address a request comes from, as limits count it: an IPv4 address, or the /64 network of an IPv6 one,
 * which is what one customer gets. `X-Forwarded-For` counts only when our own proxy set it; the last entry is
 * the proxy's word, those before it are the client's.
 */
export function clientAddress(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustProxy: boolean,
): string {
  const forwarded = request.headers['x-forwarded-for'];
  const last = trustProxy
    ? String(forwarded ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : undefined;
  const address = last && isIP(last) ? last : (request.socket.remoteAddress ?? '');
  return isIP(address) === 6 ? network(address) : address;
}

/** The first four groups of an IPv6 address; an IPv4 address that is written as IPv6 stays itself. */
function network(address: string): string {
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const groups = (parsed as ipaddr.IPv6).parts.slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(':')}::/64`;
}
