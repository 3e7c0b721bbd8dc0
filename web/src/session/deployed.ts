/** Where the page was loaded from: a proxy may have put anything before `/app/`. */
const APP = new URL('.', fileOfThePage());

/** Where the server is: what clients take for it. */
export const SERVER = new URL('..', APP).href.replace(/\/$/, '');

/** What shows messages that come while the page is closed. */
export const PUSH_WORKER = new URL('push.js', APP).href;

/** Below which path this page has its places. */
export const APP_PATH = APP.pathname.replace(/\/$/, '');

/** The whole address of one of this page's places, to hand on. */
export function addressOf(place: string): string {
  return `${APP.origin}${APP_PATH}${place}`;
}

/** The build that this page is, as the server that served it names it; empty while developing. */
export const BUILD = metaOf('parlor-build');

/** The names of the server's games, as far as it told them with the page: their places are kept before they come. */
export const TOLD_GAMES: readonly string[] = metaOf('parlor-games').split(' ').filter(Boolean);

/** Whether bots play on the page where nobody does. */
export const ATTRACTS = metaOf('parlor-attract') !== 'off';

/** A file that lies beside `index.html`. */
function fileOfThePage(): string {
  if (typeof document === 'undefined') return 'http://localhost/app/'; // a test without a page
  return document.querySelector<HTMLLinkElement>('link[rel="manifest"]')?.href ?? `${location.origin}/app/`;
}

function metaOf(meta: string): string {
  if (typeof document === 'undefined') return '';
  return document.querySelector<HTMLMetaElement>(`meta[name="${meta}"]`)?.content ?? '';
}
