import express, { type RequestHandler, type Router } from 'express';
import { Problem } from '../lib/problem.ts';
import { BuiltPage } from './builtPage.ts';
import { toRoot } from './toRoot.ts';

/** Names the client that this server has, on every answer: an open page sees by it that there is a newer one. */
const BUILD_HEADER = 'X-Parlor-Build';

/** The built client of a folder, and what tells everybody which one it is. */
export function appPages(folder: string): { pages: Router; nameBuild: RequestHandler } {
  const page = new BuiltPage(folder);
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
  router.use(
    '/assets',
    express.static(`${folder}/assets`, {
      immutable: true,
      maxAge: '1y',
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

interface Headers {
  setHeader(name: string, value: string): unknown;
}

function nameBuild({ build }: BuiltPage, response: Headers): void {
  if (build !== undefined) response.setHeader(BUILD_HEADER, build);
}

function noCache(response: Headers): void {
  response.setHeader('Cache-Control', 'no-cache');
}
