import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './builtPage.ts';

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
};

/** The built page without a server behind it: for what needs none. */
export async function serveBuilt(): Promise<{ url: string; close(): Promise<void> }> {
  await ensureBuilt();
  const server = createServer(async ({ url = '/' }, response) => {
    const path = normalize(new URL(url, 'http://here').pathname).replace(/^\/app\/?/, '');
    const name = extname(path) === '' ? 'index.html' : path;
    try {
      const file = await readFile(join(dist, name));
      // A page deep below finds its files as well.
      const body = name === 'index.html' ? file.toString().replaceAll('"./', '"/app/') : file;
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/app`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
