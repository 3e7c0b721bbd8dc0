import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** A host, with a port perhaps, and nothing that could end a directive. */
const HOST = /^[a-z0-9.[\]:-]{1,255}$/i;

/** Hosts whose headers are kept: what a host is called is the client's word. */
const MAX_HOSTS = 100;

/**
 * Security headers for every answer, made once for each host that is asked: they differ in nothing else.
 */
export function pageHeaders(publicAddress: string | undefined): RequestHandler {
  const make = policy(publicAddress);
  const made = new Map<string, [name: string, value: string][]>();
  const headersOf = (host: string) => {
    const headers: [string, string][] = [];
    const response = {
      setHeader: (name: string, value: string) => void headers.push([name, value]),
      removeHeader() {},
    };
    make({ headers: { host } } as IncomingMessage, response as unknown as ServerResponse, (error) => {
      if (error) throw error;
    });
    return headers;
  };
  return (request, response, next) => {
    const { host = '' } = request.headers;
    const headers = made.get(host) ?? headersOf(host);
    if (made.size >= MAX_HOSTS && !made.has(host)) made.clear();
    made.set(host, headers);
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/**
 * One policy for all pages: scripts only from us and only in files; sockets
 * only to us. Styles may be inline, as `/docs` and `/monitor` make some.
 */
function policy(publicAddress: string | undefined): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'media-src': ["'self'", 'data:'],
        'worker-src': ["'self'", 'blob:'],
        'connect-src': ["'self'", (request) => reachable(request, publicAddress)],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
      },
    },
    // Whether the operator's other domains speak HTTPS is not ours to say.
    strictTransportSecurity: { includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** Sources of sockets and requests: older browsers do not take `'self'` for the host's sockets. */
function reachable(request: IncomingMessage, publicAddress: string | undefined): string {
  const asked = request.headers.host ?? '';
  const hosts = HOST.test(asked) ? [`ws://${asked}`, `wss://${asked}`] : [];
  const host = publicAddress?.split('/')[0] ?? '';
  if (HOST.test(host)) hosts.push(`ws://${host}`, `wss://${host}`, `http://${host}`, `https://${host}`);
  return hosts.join(' ');
}
