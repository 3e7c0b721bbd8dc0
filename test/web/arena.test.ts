import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { serveBuilt } from './support/serveBuilt.ts';
import { faultsOf, PHONE, type Visitor, visit } from './support/visitor.ts';

const LAPTOP = { width: 1366, height: 768 };
const ASSETS = fileURLToPath(new URL('../../web/dist/assets', import.meta.url));

describe('the arena in a browser', function () {
  this.timeout(240_000);
  let page: Awaited<ReturnType<typeof serveBuilt>>;
  const open: Visitor[] = [];

  before(async () => {
    page = await serveBuilt();
  });
  afterEach(async () => {
    for (const visitor of open.splice(0)) await visitor.leave();
  });
  after(() => page?.close());

  async function warmUp(size: typeof PHONE): Promise<Visitor> {
    const visitor = await visit(`${page.url}/warm-up/arena`, size, 'no-preference');
    open.push(visitor);
    await visitor.page.getByRole('heading', { name: 'Warm up for the arena' }).waitFor();
    assert.deepEqual(await faultsOf(visitor.page), []);
    await visitor.page.getByRole('button', { name: 'Play', exact: true }).click();
    await visitor.page.locator('.arena[data-frames]').waitFor();
    return visitor;
  }

  it('is played by keys alone, and its keys are no shortcuts of the page meanwhile', async () => {
    const { page: tab, errors } = await warmUp(LAPTOP);
    for (const key of ['KeyD', 'KeyS', 'KeyJ', 'Space', 'KeyA', 'KeyW']) {
      await tab.keyboard.down(key);
      await tab.waitForFunction(frames(10));
      await tab.keyboard.up(key);
    }
    await tab.getByText('J shoots who is nearest').waitFor();
    assert.equal(await tab.locator('.arena').count(), 1);
    await tab.getByRole('button', { name: 'Leave the arena' }).click();
    await tab.getByRole('heading', { name: 'Warm up for the arena' }).waitFor();
    assert.deepEqual(errors, []);
  });

  for (const [name, size] of [
    ['a phone', PHONE],
    ['a laptop', LAPTOP],
  ] as const) {
    it(`draws at the size of ${name}, and says how long a frame takes`, async () => {
      const { page: tab, errors } = await warmUp(size);
      await tab.waitForFunction(frames(120), undefined, { timeout: 60_000 });
      const { turned, frameP95 } = await tab
        .locator('.arena')
        .evaluate((arena) => ({ ...(arena as HTMLElement).dataset }));
      assert.equal(turned, String(size === PHONE));
      console.log(`      ${name}: p95 of a frame's own work ${frameP95} ms`);
      assert.deepEqual(await faultsOf(tab), []);
      assert.deepEqual(errors, []);
    });
  }

  it('takes no more than 60 KB of what is fetched, and only by who plays it', () => {
    const files = readdirSync(ASSETS).filter((file) => /^WarmUp-/.test(file));
    assert.ok(files.some((file) => file.endsWith('.js')));
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(`${ASSETS}/${file}`)).length, 0);
    console.log(`      ${(bytes / 1_000).toFixed(1)} KB, compressed`);
    assert.ok(bytes <= 60_000);
    const first = readdirSync(ASSETS).filter((file) => /^index-.*\.js$/.test(file));
    for (const file of first)
      assert.ok(!readFileSync(`${ASSETS}/${file}`, 'utf8').includes('Warm up for the arena'));
  });
});

/** So many frames more than there were. */
function frames(more: number): string {
  return `(() => {
    const arena = document.querySelector('.arena');
    if (!arena) throw new Error('the arena is gone');
    globalThis.until ??= Number(arena.dataset.frames) + ${more};
    if (Number(arena.dataset.frames) < globalThis.until) return false;
    globalThis.until = undefined;
    return true;
  })()`;
}
