import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { appPages } from '../../src/http/appPages.ts';

describe('the pages of the client', () => {
  let folder: string;
  let server: Server;
  let url: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlor-pages-'));
    await writeFile(join(folder, 'index.html'), '<title>Parlor</title>');
    const app = express().set('env', 'test').use('/app', appPages(folder)); // does not print what it refuses
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('are one page, whatever the rest of its address is', async () => {
    for (const path of [
      '/app',
      '/app/',
      '/app/relay/x',
      '/app/party/%E0%A4%A',
      '/app/party/%00',
      '/app/a.b',
    ]) {
      const page = await fetch(url + path);
      assert.deepEqual([page.status, await page.text()], [200, '<title>Parlor</title>'], path);
      assert.equal(page.headers.get('cache-control'), 'no-cache');
    }
  });

  it('are read, not written to, and a file that is not there is not the page', async () => {
    assert.equal((await fetch(`${url}/app/x`, { method: 'POST' })).status, 404);
    assert.equal((await fetch(`${url}/app/assets/gone.js`)).status, 404);
  });
});
