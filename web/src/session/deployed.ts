/** Where the page was loaded from: a proxy may have put anything before `/app/`. */
const APP = new URL('.', fileOfThePage());

/** Where the server is: what clients take for it. */
export const SERVER = new URL('..', APP).href.replace(/\/$/, '');

/** Below which path this page has its places. */
export const APP_PATH = APP.pathname.replace(/\/$/, '');

/** The whole address of one of this page's places, to hand on. */
export function addressOf(place: string): string {
  return `${APP.origin}${APP_PATH}${place}`;
}

/** The build that this page is, as the server that served it names it; empty while developing. */
export const BUILD = metaOf('parlor-build');

/** A file that lies beside `index.html`. */
function fileOfThePage(): string {
  if (typeof document === 'undefined') return 'http://localhost/app/'; // a test without a page
  return document.querySelector<HTMLLinkElement>('link[rel="manifest"]')?.href ?? `${location.origin}/app/`;
}

function metaOf(meta: string): string {
  if (typeof document === 'undefined') return '';
  return document.querySelector<HTMLMetaElement>(`meta[name="${meta}"]`)?.content ?? '';
}
