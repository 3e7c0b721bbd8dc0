import express, { type Router } from 'express';

/** The built client: files with a hash in their name for ever, the page itself asked for anew each time. */
export function appPages(folder: string): Router {
  const router = express.Router();
  router.use(
    '/assets',
    express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  router.use(express.static(folder, { index: false, cacheControl: false, setHeaders: noCache }));
  // Every other path is one of the client's own, even one that is no good URL: its router knows what to show.
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    noCache(response);
    response.sendFile('index.html', { root: folder, cacheControl: false });
  });
  return router;
}

function noCache(response: { setHeader(name: string, value: string): unknown }): void {
  response.setHeader('Cache-Control', 'no-cache');
}
