import assert from 'node:assert/strict';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { screenshot } from './support/screenshot.ts';
import { faultsOf, PHONE, type Visitor, visit } from './support/visitor.ts';

describe('a table whose browser loses its network', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let visitor: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    visitor = await visit(`${server.url}/app`, PHONE);
  });
  after(async () => {
    await visitor?.leave();
    await server?.stop();
  });

  it('says so, stands still, takes no press that would come to nothing, and is glad to be back', async () => {
    const { page, errors } = visitor;
    await page.getByLabel('Your name').fill('Ada');
    await page.getByRole('button', { name: 'Play with bots' }).click();
    await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    const leave = page.getByRole('button', { name: 'Leave the match' });
    const bravo = page.getByRole('button', { name: 'Bravo!' });
    const stands = page.locator('.line--lost');
    assert.equal(await stands.count(), 0);
    assert.notEqual(await leave.getAttribute('aria-disabled'), 'true');

    await page.context().setOffline(true);
    const banner = page.locator('.banner--bad');
    await banner.waitFor();

    assert.match(await banner.innerText(), /out of reach/, 'it is no restart');
    assert.equal(await stands.count(), 1);
    assert.equal(await leave.getAttribute('aria-disabled'), 'true');
    assert.equal(await bravo.getAttribute('aria-disabled'), 'true');
    await page.getByText('Not connected: your answer will be sent').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await screenshot(page, 'line-lost');

    await page.context().setOffline(false);
    await page.getByText('You are back. Nothing was lost.').waitFor();
    await stands.waitFor({ state: 'detached' });
    assert.equal(await banner.count(), 0);
    assert.notEqual(await leave.getAttribute('aria-disabled'), 'true');
    await page.getByText('You are back.').waitFor({ state: 'detached' });
    assert.deepEqual(errors, []);
  });
});
