import assert from 'node:assert/strict';
import { type ParlorProcess, startParlor } from '../../support/parlorProcess.ts';
import { ensureBuilt } from '../support/builtPage.ts';
import { faultsOf, overflowOf, PHONE, visit } from '../support/visitor.ts';

/** The sum of what moved on the page by itself, as browsers count it. */
const SHIFTED = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) sum += value;
  }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})`;

describe('the hall', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
  });
  after(() => server?.stop());

  for (const viewport of [PHONE, { width: 320, height: 640 }, { width: 1366, height: 768 }]) {
    it(`keeps the places of its games until they come, ${viewport.width} wide`, async () => {
      const visitor = await visit('about:blank', viewport);
      const { page } = visitor;
      let letThrough = () => {};
      const held = new Promise<void>((resolve) => {
        letThrough = resolve;
      });
      await page.route('**/api/v1/games', async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${server.url}/app`);
      await page.locator('.door--coming').nth(1).waitFor();
      letThrough();
      await page
        .getByRole('article', { name: 'Relay' })
        .getByRole('button', { name: 'Play', exact: true })
        .waitFor();
      await page.getByText('Bots at play').first().waitFor();
      const shifted = Number(await page.evaluate(SHIFTED));
      assert.ok(shifted < 0.02, `${shifted}`);
      assert.equal(await overflowOf(page), 0);
      assert.deepEqual(await faultsOf(page), []);
      assert.deepEqual(visitor.errors, []);
      await visitor.leave();
    });
  }

  it('shows no bots where the operator wants none', async () => {
    const still = await startParlor({ ATTRACT_TABLE: 'false' });
    const { page, leave } = await visit(`${still.url}/app`);
    await page.getByRole('article', { name: 'Relay' }).waitFor();
    assert.equal(await page.getByText('Bots at play').count(), 0);
    assert.equal(await page.locator('meta[name="parlor-attract"]').getAttribute('content'), 'off');
    await leave();
    await still.stop();
  });
});
