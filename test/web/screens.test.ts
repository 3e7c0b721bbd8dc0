import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { screenshot } from './support/screenshot.ts';
import { DESKTOP, faultsOf, overflowOf, PHONE, type Visitor, visit } from './support/visitor.ts';

const dist = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Every page that needs no match, and a heading or text that says it is there. */
const SCREENS: readonly [name: string, path: string, heading: RegExp][] = [
  ['home', '/', /./],
  ['watch-list', '/watch', /./],
  ['leaderboard', '/leaderboard', /./],
  ['how-to-play', '/how-to-play', /./],
  ['settings', '/settings', /./],
  ['me', '/me', /./],
  ['no-party', '/party/ABCDEF', /This party is gone/],
  ['not-found', '/nowhere', /./],
  ['no-match', '/matches/00000000-0000-4000-8000-000000000000', /./],
];

describe('every screen', () => {
  let server: ParlorProcess;
  before(async function () {
    this.timeout(180_000);
    await ensureBuilt();
    server = await startParlor();
  });
  after(async () => {
    await server?.stop();
  });

  it('is there after less than 250 kB of script', async () => {
    const html = await readFile(`${dist}/index.html`, 'utf8');
    const first = [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="\.\/([^"]+\.js)"/g)];
    assert.ok(first.length > 0);
    let bytes = 0;
    for (const [, file] of first) bytes += gzipSync(await readFile(`${dist}/${file}`)).length;
    assert.ok(bytes < 250_000, `${bytes} bytes gzipped`);
  });

  it('has fonts of less than 60 kB', async () => {
    const fonts = (await readdir(`${dist}/assets`)).filter((file) => /\.(woff2?|ttf|otf)$/.test(file));
    assert.ok(fonts.length > 0);
    let bytes = 0;
    for (const file of fonts) bytes += (await stat(`${dist}/assets/${file}`)).size;
    assert.ok(bytes < 60_000, `${bytes} bytes: ${fonts}`);
  });

  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    describe(`on a ${size}`, function () {
      this.timeout(180_000);
      let visitor: Visitor;
      before(async () => {
        visitor = await visit(`${server.url}/app`, viewport);
      });
      after(() => visitor?.leave());

      for (const [name, path, heading] of SCREENS) {
        it(`${name} has no fault of accessibility, no error, and fits`, async () => {
          const { page, errors } = visitor;
          await page.goto(`${server.url}/app${path}`);
          await page.getByRole('heading', { level: 1, name: heading }).waitFor();
          await screenshot(page, `${name}-${size}`);
          assert.deepEqual(await faultsOf(page), []);
          assert.equal(await overflowOf(page), 0, 'nothing is wider than the window');
          assert.deepEqual(errors, []);
        });
      }

      it('says what it is before a script came, and moves nothing once one did', async () => {
        const { page } = visitor;
        const heading = page.getByRole('heading', { level: 1, name: 'Good games at small tables' });
        const where = () =>
          page.locator('.home__intro h1, .home__lead').evaluateAll((all) => {
            return all.map((element) => JSON.stringify(element.getBoundingClientRect()));
          });
        await page.route('**/assets/*.js', (route) => route.abort());
        await page.goto(`${server.url}/app`);
        await heading.waitFor();
        const before = await where();
        await page.goto(`${server.url}/app/how-to-play`);
        assert.equal(await heading.count(), 0, 'another page does not begin as the lobby');
        await page.unroute('**/assets/*.js');
        await page.goto(`${server.url}/app`);
        await page.getByRole('heading', { name: 'Take a seat' }).waitFor();
        assert.deepEqual(await where(), before);
      });

      it('every screen fits with text of twice its size', async () => {
        const { page } = visitor;
        for (const [name, path, heading] of SCREENS) {
          await page.goto(`${server.url}/app${path}`);
          await page.getByRole('heading', { level: 1, name: heading }).waitFor();
          await page.addStyleTag({ content: 'html { font-size: 200%; }' });
          await screenshot(page, `${name}-${size}-200`);
          assert.equal(await overflowOf(page), 0, name);
        }
      });

      it('shortcuts are listed by ?', async () => {
        const { page } = visitor;
        await page.goto(`${server.url}/app`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.getByRole('link', { name: 'Settings' }).focus();
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
        await screenshot(page, `shortcuts-${size}`);
        assert.deepEqual(await faultsOf(page), []);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await page.locator('a[href$="/settings"]:focus').waitFor();
        await page.keyboard.press('l');
        await page.waitForURL(/\/leaderboard$/);
        await page.locator('main:focus').waitFor();
        await page.getByRole('link', { name: 'Rules', exact: true }).click();
        await page.getByRole('heading', { level: 1, name: 'How to play' }).waitFor();
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        assert.notEqual(await page.evaluate(() => window.scrollY), 0);
        await page.keyboard.press('h');
        await page.getByRole('heading', { name: 'Take a seat' }).waitFor();
        assert.equal(await page.evaluate(() => window.scrollY), 0, 'another page begins at its top');
      });
    });
  }

  it('shows the queue to who comes in by a door far below, and bots instead', async function () {
    this.timeout(180_000);
    const visitor = await visit(`${server.url}/app`);
    const { page } = visitor;
    await page.getByRole('button', { name: 'Play Arena', exact: true }).click();
    const panel = page.locator('#queue-panel');
    await panel.getByRole('heading', { name: 'Looking for a table' }).waitFor();
    const top = await panel.evaluate((element) => element.getBoundingClientRect().top);
    assert.ok(top > 0, `it begins at ${top}`);
    await page.getByText('Why am I waiting?').click();
    await page.getByText(/^Nobody else .+ strength waits yet; a table needs \d\./).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Play with bots instead' }).click();
    await page.getByText('People first; bots take the seats', { exact: false }).waitFor();
    assert.deepEqual(visitor.errors, []);
    await visitor.leave();
  });

  it('can be dark, and stays without a fault', async function () {
    this.timeout(180_000);
    const visitor = await visit(`${server.url}/app`);
    await visitor.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    for (const [name, path] of SCREENS) {
      await visitor.page.goto(`${server.url}/app${path}`);
      await visitor.page.getByRole('heading', { level: 1 }).waitFor();
      assert.deepEqual(await faultsOf(visitor.page), [], name);
    }
    await visitor.leave();
  });
});
