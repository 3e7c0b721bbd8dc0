import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { runDown } from './support/runDown.ts';
import { faultsOf, PHONE, type Visitor, visit } from './support/visitor.ts';

describe('a result', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let ada: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    ada = await visit(`${server.url}/app`, PHONE);
  });
  after(async () => {
    await ada?.leave();
    await server?.stop();
  });

  it('says what was special, and is a picture to keep', async () => {
    const { page, errors } = ada;
    await page.getByLabel('Your name').fill('Ada');
    await page.getByRole('button', { name: 'Play with bots' }).click();
    await page.waitForURL(/\/table\/.+/);
    await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    const match = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await runDown(server, match);
    await page.getByRole('heading', { name: /^You (came|share) / }).waitFor();
    await page.getByText('Your first match of Relay').waitFor();
    assert.deepEqual(await faultsOf(page), []);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the picture' }).click(),
    ]);
    const png = await readFile(await download.path());
    assert.equal(download.suggestedFilename(), 'parlor.png');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630]);
    assert.ok(png.length > 40_000, `${png.length} bytes: guests and letters are on it`);
    await page.getByText('Saved').waitFor();
    assert.deepEqual(errors, []);
  });
});
