import { extname } from 'node:path';
import express, { type RequestHandler, type Router } from 'express';
import { Problem } from '../lib/problem.ts';
import { BuiltPage } from './builtPage.ts';
import { toRoot } from './toRoot.ts';

/** Names the client that this server has, on every answer: an open page sees by it that there is a newer one. */
const BUILD_HEADER = 'X-Parlor-Build';

/**
 * The built client of a folder, and what tells everybody which one it is.
 * @param told to the page, see `BuiltPage`
 */
export function appPages(
  folder: string,
  told: Readonly<Record<string, string>> = {},
): { pages: Router; nameBuild: RequestHandler } {
  const page = new BuiltPage(folder, told);
  page.read().catch(() => {}); // there is none yet: whoever asks for it is told so
  return {
    pages: pagesOf(page),
    nameBuild(_request, response, next) {
      nameBuild(page, response);
      next();
    },
  };
}

/** Files with a hash in their name for ever, the page itself asked for anew each time. */
function pagesOf(page: BuiltPage): Router {
  const { folder } = page;
  const router = express.Router();
  router.use(packedFiles(page));
  router.use(
    '/assets',
    express.static(`${folder}/assets`, {
      cacheControl: false,
      setHeaders: keep,
      redirect: false,
    }),
    () => {
      throw new Problem(404, 'not_found', 'There is no such file.'); // and not the page
    },
  );
  router.get('/index.html', answerPage);
  router.use(
    express.static(folder, { index: false, redirect: false, cacheControl: false, setHeaders: noCache }),
  );
  // Every other path is one of the client's own, even one that is no good URL: its router knows what to show.
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    return answerPage(request, response, next);
  });
  return router;

  async function answerPage(...[request, response]: Parameters<RequestHandler>): Promise<void> {
    const html = await page.html(toRoot(request.originalUrl)).catch(() => {
      throw new Problem(404, 'not_found', 'There is no page here: it was not built.');
    });
    nameBuild(page, response); // it may be another now
    noCache(response);
    response.type('text/html').send(html);
  }
}

/** Files for those who take them packed, which is every browser. */
function packedFiles(page: BuiltPage): RequestHandler {
  return (request, response, next) => {
    const bytes = page.packed(request.path);
    if (!bytes || !['GET', 'HEAD'].includes(request.method)) return next();
    response.vary('Accept-Encoding');
    if (!request.acceptsEncodings('gzip')) return next();
    if (request.path.startsWith('/assets/')) keep(response);
    else noCache(response);
    response.set('Content-Encoding', 'gzip').type(extname(request.path)).send(bytes);
  };
}

interface Headers {
  setHeader(name: string, value: string): unknown;
}

function nameBuild({ build }: BuiltPage, response: Headers): void {
  if (build !== undefined) response.setHeader(BUILD_HEADER, build);
}

/** Its name changes with what is in it. */
function keep(response: Headers): void {
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
}

function noCache(response: Headers): void {
  response.setHeader('Cache-Control', 'no-cache');
}
