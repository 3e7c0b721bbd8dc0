/**
 * The push services of browsers. An endpoint is what a client says, and we send there: to nobody else, or whoever has
 * an account could make this server ask whatever it reaches.
 */
const HOSTS =
  /^(fcm\.googleapis\.com|([a-z0-9-]+\.)+push\.services\.mozilla\.com|([a-z0-9-]+\.)+notify\.windows\.com|web\.push\.apple\.com)$/;

const MAX_LENGTH = 1000;

/** An endpoint as it is asked, or null for what is none of a known push service. */
export function endpointOf(text: string): string | null {
  if (text.length > MAX_LENGTH || !URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password, hash, href } = new URL(text);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '' || hash !== '') return null;
  return HOSTS.test(hostname) && href.length <= MAX_LENGTH ? href : null;
}
