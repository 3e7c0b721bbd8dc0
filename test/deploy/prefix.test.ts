import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { memoryStorage } from '../../client/KeyValue.ts';
import { Parlor } from '../../client/Parlor.ts';
import { freePorts } from '../../scripts/cluster/freePorts.ts';
import { Programs } from '../../scripts/cluster/Programs.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from '../web/support/builtPage.ts';
import { runDown } from '../web/support/runDown.ts';
import { DESKTOP, type Visitor, visit } from '../web/support/visitor.ts';

const NGINX = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';
/** Long enough for a machine that is busy. */
const READY_TRIES = 400;

/** As in docs/operations.md. */
const conf = (listen: number, to: number, folder: string) => `
error_log stderr crit;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n')}
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:${listen};
    location /games/ {
      proxy_pass http://127.0.0.1:${to}/;
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
    }
  }
}`;

for (const announced of [false, true]) {
  describe(`below a path prefix${announced ? ', which the server knows' : ''}`, function () {
    this.timeout(180_000);
    const programs = new Programs();
    let folder: string;
    let server: ParlorProcess;
    let visitor: Visitor;
    let page: Page;
    let games: string;
    let match: string;
    /** Whatever was asked for outside of the prefix, or was not there. */
    const astray: string[] = [];

    before(async () => {
      await ensureBuilt();
      folder = await mkdtemp(join(tmpdir(), 'parlor-prefix-'));
      await chmod(folder, 0o755);
      const [port = 0] = await freePorts(1);
      server = await startParlor(announced ? { PUBLIC_ADDRESS: `127.0.0.1:${port}/games` } : {});
      await writeFile(join(folder, 'nginx.conf'), conf(port, server.port, folder));
      const here = `daemon off; pid ${join(folder, 'nginx.pid')};`;
      const args = ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf'), '-g', here];
      await programs.begin('nginx', { command: NGINX, args, orphaned: 'SIGTERM' });
      games = `http://127.0.0.1:${port}/games`;
      await answers(`${games}/healthz`);
      visitor = await visit('about:blank', DESKTOP);
      page = visitor.page;
      page.on('request', (request) => {
        const url = request.url();
        if (/^http/.test(url) && !url.startsWith(`${games}/`)) astray.push(url);
      });
      page.on('websocket', (socket) => {
        if (!socket.url().startsWith(`${games.replace('http', 'ws')}/`)) astray.push(socket.url());
      });
      page.on('response', (response) => {
        if (response.status() >= 400 && !response.url().endsWith('/players/me/match')) {
          astray.push(`${response.status()} ${response.url()}`);
        }
      });
    });
    afterEach(() => assert.deepEqual([astray, visitor.errors], [[], []]));
    after(async () => {
      await visitor?.leave();
      await programs.kill();
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    it('leads to the page, and a friend by a link to a party', async () => {
      await page.goto(`${games}/`);
      assert.equal(page.url(), `${games}/app`);
      await page.getByRole('button', { name: 'Open a party' }).click();
      const link = await page.getByLabel('Send this link to friends').inputValue();
      assert.ok(link.startsWith(`${games}/app/party/`), link);
      const friend = await visit(link, DESKTOP);
      await friend.page.getByRole('heading', { level: 1, name: /^Join / }).waitFor();
      await friend.page.getByRole('button', { name: 'Join' }).click();
      await friend.page.getByRole('heading', { name: 'Your party' }).waitFor();
      await friend.leave();
      await page.getByRole('button', { name: 'Leave', exact: true }).click();
      await page.locator('.connection--live').waitFor();
    });

    it('plays, by a socket, and comes back to the table by a reload', async () => {
      await page.getByRole('button', { name: 'Play with bots' }).click();
      const puzzle = page.getByRole('region', { name: 'Your puzzle' });
      await puzzle.waitFor();
      assert.match(page.url(), /\/games\/app\/table\/[\w-]+$/);
      match = page.url().split('/').at(-1) ?? '';
      await page.reload();
      await puzzle.waitFor();
      await page.locator('.connection--live').waitFor();
      await runDown(server, match);
      await page.getByRole('heading', { level: 1, name: /^You / }).waitFor();
    });

    if (announced) return; // no more of it depends on that

    it('has every place at its own address', async () => {
      const places: Record<string, RegExp> = {
        [`/matches/${match}`]: /^You /,
        [`/replay/${match}`]: /^Replay$/,
        '/': /./,
        '/leaderboard': /^Ranking$/,
        '/how-to-play': /^How to play/,
        '/settings': /^Settings$/,
        '/me': /./,
        '/nowhere/at/all/': /There is nothing here/,
      };
      for (const [place, name] of Object.entries(places)) {
        await page.goto(`${games}/app${place}`);
        await page.getByRole('heading', { level: 1, name }).waitFor();
      }
      await page.getByRole('link', { name: 'Watch', exact: true }).click();
      assert.equal(page.url(), `${games}/app/watch`);
    });

    it('can be installed there', async () => {
      const manifest = await page.evaluate(async () => {
        const { href } = document.querySelector('link[rel="manifest"]') as HTMLLinkElement;
        const { start_url, scope, icons, shortcuts } = await (await fetch(href)).json();
        const urls = [start_url, scope, ...icons.map(({ src }: { src: string }) => src)];
        const all = [...urls, ...shortcuts.map(({ url }: { url: string }) => url)].map(
          (url) => new URL(url, href).href,
        );
        const icon = (document.querySelector('link[rel="icon"]') as HTMLLinkElement).href;
        const found = await Promise.all([...all, icon].map(async (url) => [url, (await fetch(url)).status]));
        return { start: all[0], scope: all[1], found };
      });
      assert.deepEqual([manifest.start, manifest.scope], [`${games}/app/`, `${games}/app/`]);
      for (const [url, status] of manifest.found) assert.equal(status, 200, String(url));
    });

    it('takes feedback, and shows its API to read and to try', async () => {
      await page.goto(`${games}/feedback`);
      await page.getByLabel('Your message').fill('Nice');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('Your message has arrived.').waitFor();
      assert.equal(page.url(), `${games}/feedback/thanks`);
      assert.equal(
        await page
          .getByRole('link', { name: 'Back to the game' })
          .evaluate((a) => (a as HTMLAnchorElement).href),
        `${games}/app`,
      );
      await page.goto(`${games}/docs`);
      await page.locator('#operations-tag-queue, .opblock-tag').first().waitFor();
      const shown = page.locator('.opblock').filter({ hasText: '/api/v1/leaderboards/{game}' });
      await shown.locator('.opblock-summary').click();
      await shown.getByRole('button', { name: 'Try it out' }).click();
      await shown.getByRole('textbox').first().fill('relay');
      const answered = page.waitForResponse(/leaderboards\/relay/);
      await shown.getByRole('button', { name: 'Execute' }).click();
      const answer = await answered;
      assert.equal(answer.status(), 200);
      assert.ok(answer.url().startsWith(`${games}/api/v1/leaderboards/relay`), answer.url());
    });

    it('is played from a program', async () => {
      const parlor = new Parlor(games, { storage: memoryStorage() });
      await parlor.signInAsGuest('Ada');
      await parlor.enterLobby();
      assert.equal(parlor.status, 'live');
      parlor.close();
    });
  });
}

/** Waits until somebody answers there. */
async function answers(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const answered = await fetch(url).catch(() => null);
    if (answered?.ok) return;
    if (tries > READY_TRIES) throw new Error(`${url} does not answer.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
