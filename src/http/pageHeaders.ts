import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** A host, with a port perhaps, and nothing that could end a directive. */
const HOST = /^[a-z0-9.[\]:-]{1,255}$/i;

/**
 * Security headers for every answer. One policy for all pages: scripts only from us and only in files; sockets
 * only to us. Styles may be inline, as `/docs` and `/monitor` make some.
 */
export function pageHeaders(publicAddress: string | undefined): RequestHandler {
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
