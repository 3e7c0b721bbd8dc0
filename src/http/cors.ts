import { originOf } from '../lib/origin.ts';

const METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE';
const REQUEST_HEADERS = 'Authorization, Content-Type, Accept, X-Requested-With';
const SHOWN_HEADERS = 'Retry-After, X-Request-Id, Location, Date, X-Parlor-Build';

/**
 * Headers that let a page of another origin call us: for listed origins and our own, none for others.
 * @param allowed origins like `https://play.example` or `capacitor://localhost`, as `originOf` writes them
 */
export function corsHeaders(allowed: readonly string[], headers: Headers): Record<string, string> {
  const origin = headers.get('origin');
  const known = originOf(origin ?? '');
  if (!origin || !known || !(allowed.includes(known) || isOwn(known, headers.get('host'))))
    return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    // The SDK sends every request with credentials, and browsers then want this.
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': REQUEST_HEADERS,
    'Access-Control-Expose-Headers': SHOWN_HEADERS,
    'Access-Control-Max-Age': '7200',
  };
}

/** Whether an origin is the host that was asked. Its scheme is not known here: a proxy may end TLS. */
function isOwn(origin: string, host: string | null): boolean {
  return ['http', 'https'].some((scheme) => origin === originOf(`${scheme}://${host ?? ''}`));
}
