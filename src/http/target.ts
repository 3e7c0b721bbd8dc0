import type { IncomingMessage } from 'node:http';
import { Problem } from '../lib/problem.ts';

/** A name, an IPv4 address or an IPv6 one in brackets, and perhaps a port (RFC 3986, without user and password). */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const ABSOLUTE = /^https?:\/\//i;
const SCHEMES = new Set(['http', 'https']);

/** What of a request is read here. */
type Read = Pick<IncomingMessage, 'url' | 'method' | 'headers' | 'rawHeaders' | 'httpVersion'>;

/**
 * Reads what a request asks for, once for everybody who looks at it afterwards. `url` becomes a path from the root,
 * without dot segments, and what follows its `?`; `headers.host` a host that parses.
 * @throws Problem 400 `malformed_url`, `malformed_host`, `malformed_header`
 */
export function readTarget(request: Read): void {
  checkHeaders(request);
  const { url = '', method, headers } = request;
  if (url === '*' && method === 'OPTIONS') request.url = '/';
  else if (url.startsWith('/')) request.url = pathOf(new URL(`http://server${url}`));
  else if (ABSOLUTE.test(url) && URL.canParse(url)) {
    // As a proxy asks: what it says of the host is what counts (RFC 9112, 3.2.2).
    const whole = new URL(url);
    if (whole.username || whole.password) throw malformed('url');
    headers.host = checkHost(whole.host);
    request.url = pathOf(whole);
  } else throw malformed('url');
}

function checkHeaders({ headers, rawHeaders, httpVersion }: Read): void {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) throw malformed('host');
  if (headers.host !== undefined) checkHost(headers.host);
  // Nobody here believes these, but what stands in front of us may have been led to.
  const { 'x-forwarded-host': host, 'x-forwarded-proto': scheme } = headers;
  if (!all(host, (each) => HOST.test(each)) || !all(scheme, (each) => SCHEMES.has(each.toLowerCase())))
    throw malformed('header');
}

function checkHost(host: string): string {
  if (!HOST.test(host) || !URL.canParse(`http://${host}`)) throw malformed('host');
  return host;
}

/** Whether every entry of a header's list, if there is one, is as it must be. */
function all(header: string | string[] | undefined, fits: (each: string) => boolean): boolean {
  const text = String(header ?? '').trim();
  return text === '' || text.split(',').every((each) => fits(each.trim()));
}

/** `//` at the start would read as a host where a path is resolved again. */
function pathOf({ pathname, search }: URL): string {
  return pathname.replace(/^\/{2,}/, '/') + search;
}

function malformed(what: 'url' | 'host' | 'header'): Problem {
  return new Problem(400, `malformed_${what}`, `The ${what} of the request is not well formed.`);
}
