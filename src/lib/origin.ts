/** A scheme, a host (a name, an IPv4 address, or an IPv6 address in brackets), and a port perhaps. */
const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/([\p{L}\p{N}_.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/iu;

/**
 * An origin as browsers send it, in small letters and without the usual port; null for what is none. Native shells
 * have schemes of their own (`capacitor://localhost`), of which `URL` knows no origin.
 */
export function originOf(text: string): string | null {
  const [, given = '', host = '', port] = ORIGIN.exec(text) ?? [];
  const scheme = given.toLowerCase();
  if (scheme === '' || (port !== undefined && Number(port) > 65_535)) return null;
  if (scheme === 'http' || scheme === 'https') return URL.canParse(text) ? new URL(text).origin : null;
  if (scheme === 'file') return null; // every local file would be it
  return `${scheme}://${host.toLowerCase()}${port === undefined ? '' : `:${port}`}`;
}
