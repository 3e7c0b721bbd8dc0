import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { API } from './shapes.ts';
import { toRoot } from './toRoot.ts';

const page = (root: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Parlor API</title>
    <link rel="stylesheet" href="${root}docs/swagger-ui.css" />
    <link rel="icon" type="image/png" href="${root}docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${root}docs/swagger-ui-bundle.js"></script>
    <script src="${root}docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({
  // Beside this script's folder, whatever stands before the two.
  url: new URL('..${API}/openapi.json', document.currentScript.src).href,
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: true,
  presets: [SwaggerUIBundle.presets.apis],
});
`;

/** Files of Swagger UI that the page needs. */
const FILES = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

/** `/docs`: Swagger UI over the OpenAPI document. */
export function docsPages(): Router {
  const router = express.Router();
  const root = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
  router.get('/docs', (request, response) => {
    response.type('text/html').send(page(toRoot(request.originalUrl)));
  });
  router.get('/docs/start.js', (_request, response) => {
    response.type('text/javascript').send(START);
  });
  router.get('/docs/:file', (request, response, next) => {
    if (!FILES.has(request.params.file)) return next();
    response.sendFile(request.params.file, { root, maxAge: '1h' });
  });
  return router;
}
