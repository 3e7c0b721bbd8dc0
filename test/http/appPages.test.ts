import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import { appPages } from '../../src/http/appPages.ts';
import { end } from '../../src/http/end.ts';
import { isNewer } from '../../web/src/lib/isNewer.ts';

const PAGE =
  '<meta name="parlor-build" content="" /><script src="./assets/a.js"></script><a href="./">Parlor</a>';

describe('the pages of the client', () => {
  let folder: string;
  let server: Server;
  let url: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlor-pages-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'assets/a.js'), 'a();');
    await writeFile(join(folder, 'look.css'), '* {}');
    await writeFile(join(folder, 'icon.png'), 'png');
    await writeFile(join(folder, 'index.html'), PAGE);
    const { pages, nameBuild } = appPages(folder);
    const app = express().set('env', 'test'); // does not print what it refuses
    app.use(nameBuild).use('/app', pages);
    app.use(end({ logger: pino({ level: 'silent' }) }));
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('are one page, whatever the rest of its address is, with links that lead to its files from there', async () => {
    for (const path of [
      '/app',
      '/app/',
      '/app?x=/y/z',
      '/app/index.html',
      '/app/relay',
      '/app/relay/x',
      '/app/relay/x/',
      '/app/party/%E0%A4%A',
      '/app/party/%00',
      '/app/a.b',
      `/app/${'a/'.repeat(20)}`,
    ]) {
      const page = await fetch(url + path);
      const html = await page.text();
      assert.equal(page.status, 200, path);
      assert.equal(page.headers.get('cache-control'), 'no-cache');
      // A proxy takes a prefix away: the same links have to lead back below it.
      for (const prefix of ['', '/games', '/a/b']) {
        const [, script = ''] = /src="([^"]+)"/.exec(html) ?? [];
        const [, home = ''] = /href="([^"]+)"/.exec(html) ?? [];
        const at = `http://host${prefix}${path}`;
        assert.equal(new URL(script, at).pathname, `${prefix}/app/assets/a.js`, path);
        assert.equal(new URL(home, at).pathname, `${prefix}/app/`, path);
      }
    }
  });

  it('are read, not written to, and a file that is not there is not the page', async () => {
    const asked: [string, string?][] = [
      ['x', 'POST'],
      ['assets/gone.js'],
      ['assets'],
      ['assets/'],
      ['assets/%'],
      ['assets/%00'],
      ['assets/..%2findex.html'],
      ['assets/a.js', 'POST'],
      ['assets/a.js', 'TRACE'],
    ];
    for (const [path, method = 'GET'] of asked) {
      const answer = await ask(`/app/${path}`, method);
      assert.deepEqual([answer.status, answer.code], [404, 'not_found'], path);
    }
  });

  it('are packed once, for those who take it', async () => {
    const get = async (path: string, encoding: string) => {
      const { status, headers, ...answer } = await fetch(`${url}/app/${path}`, {
        headers: { 'accept-encoding': encoding },
      }).then(async (got) => ({ status: got.status, headers: got.headers, text: await got.text() }));
      const named = ['content-encoding', 'content-type', 'cache-control', 'vary'].map((name) =>
        headers.get(name),
      );
      return [status, answer.text, ...named];
    };
    const [js, css] = ['text/javascript; charset=utf-8', 'text/css; charset=utf-8'];
    const forEver = 'public, max-age=31536000, immutable';

    assert.deepEqual(await get('assets/a.js', 'br, gzip'), [
      200,
      'a();',
      'gzip',
      js,
      forEver,
      'Accept-Encoding',
    ]);
    assert.deepEqual(await get('assets/a.js', 'identity'), [
      200,
      'a();',
      null,
      js,
      forEver,
      'Accept-Encoding',
    ]);
    assert.deepEqual(await get('look.css', 'gzip'), [
      200,
      '* {}',
      'gzip',
      css,
      'no-cache',
      'Accept-Encoding',
    ]);
    assert.deepEqual(await get('icon.png', 'gzip'), [200, 'png', null, 'image/png', 'no-cache', null]);
    // From memory: nothing is packed while somebody waits.
    await writeFile(join(folder, 'look.css'), 'p {}');
    assert.equal((await get('look.css', 'gzip'))[1], '* {}');
    assert.equal((await get('look.css', 'gzip;q=0'))[1], 'p {}');
  });

  it('name their build, in the page and on every answer, and another one once they are built anew', async () => {
    const first = await buildOf();
    assert.equal((await fetch(`${url}/elsewhere`)).headers.get('x-parlor-build'), first);

    await writeFile(join(folder, 'assets/a.js'), 'b();');
    const later = new Date(Date.now() + 60_000);
    await utimes(join(folder, 'assets/a.js'), later, later);
    await utimes(join(folder, 'index.html'), later, later);
    const second = await buildOf();

    assert.ok(isNewer(second, first));
    assert.ok(!isNewer(first, second));
    assert.equal((await fetch(`${url}/elsewhere`)).headers.get('x-parlor-build'), second);
  });

  /** Any method, of which `fetch` does not take all. */
  async function ask(path: string, method: string): Promise<{ status: number | undefined; code: unknown }> {
    const [response] = (await once(request(url + path, { method }).end(), 'response')) as [IncomingMessage];
    const body = Buffer.concat(await response.toArray()).toString();
    return { status: response.statusCode, code: body ? JSON.parse(body).code : undefined };
  }

  async function buildOf(): Promise<string> {
    const page = await fetch(`${url}/app`);
    const [, build = ''] = /name="parlor-build" content="([^"]*)"/.exec(await page.text()) ?? [];
    assert.equal(page.headers.get('x-parlor-build'), build === '' ? null : build);
    return build;
  }
});
