import assert from 'node:assert/strict';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { screenshot } from './support/screenshot.ts';
import { faultsOf, PHONE, type Visitor, visit } from './support/visitor.ts';

const throwing = `() => { throw new DOMException('no', 'SecurityError'); }`;
/** A page's own `localStorage` and `sessionStorage`, in place of those of the browser. */
const instead = (property: string) => `
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, { configurable: true, ${property} });
  }`;

/** What browsers do, as scripts that run before the page's. */
const BROKEN: Record<string, string> = {
  'is full': `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
  'is null': instead('value: null'),
  'is undefined': instead('value: undefined'),
  'throws when it is looked at': `${instead(`get: ${throwing}`)}
    Object.defineProperty(window, 'indexedDB', { get: ${throwing} });`,
  'throws whatever is asked': `for (const name of ['getItem', 'setItem', 'removeItem', 'clear', 'key']) {
    Storage.prototype[name] = ${throwing};
  }`,
  'keeps nothing': `Storage.prototype.setItem = () => {};`,
  'answers nonsense': `Storage.prototype.getItem = () => '{"muted":[null],"theme":7}\\u0000';`,
  'answers objects': `Storage.prototype.getItem = () => ({});`,
};

const TOLD = 'This browser keeps nothing: you stay Ada until you close this page.';

describe('where the browser’s storage', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  let visitor: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor({ RATE_LIMIT_FACTOR: '10' });
  });
  afterEach(() => visitor?.leave());
  after(() => server?.stop());

  for (const [what, script] of Object.entries(BROKEN)) {
    it(`${what}, a guest plays all the same, and is told once`, async () => {
      visitor = await visit('about:blank', PHONE);
      const { page, errors } = visitor;
      await page.addInitScript(script);
      await page.goto(`${server.url}/app`);
      await page.getByLabel('Your name').fill('Ada');
      await page.getByRole('button', { name: 'Play with bots' }).click();
      await page.getByText(TOLD).waitFor();
      await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
      await screenshot(page, `storage-${what.replaceAll(' ', '-')}`);
      assert.equal(await page.getByText(TOLD).count(), 1);
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByText('Dark', { exact: true }).click();
      await page.locator('html[data-theme="dark"]').waitFor();
      await page.getByRole('link', { name: 'Rejoin' }).click();
      await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
      assert.equal(await page.getByText(TOLD).count(), 0, 'once');
      await page.reload();
      await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
      assert.deepEqual(await faultsOf(page), []);
      assert.deepEqual(errors, []);
    });
  }

  it('works, nobody is told, and one stays who one is when it is emptied', async () => {
    visitor = await visit(`${server.url}/app`, PHONE);
    const { page, errors } = visitor;
    await page.getByLabel('Your name').fill('Ada');
    await page.getByRole('button', { name: 'Open a party' }).click();
    await page.getByRole('heading', { name: 'Ready, Ada?' }).waitFor();
    await page.evaluate(() => localStorage.clear());
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Eve');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('link', { name: 'Play', exact: true }).click();
    await page.getByRole('heading', { name: 'Ready, Eve?' }).waitFor();
    await page.getByRole('heading', { name: /^Your party/ }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Ready, Eve?' }).waitFor();
    assert.equal(await page.getByText('keeps nothing').count(), 0);
    assert.deepEqual(errors, []);
  });
});
