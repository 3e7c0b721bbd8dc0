import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { SOUNDS, type SoundName } from '../../../web/src/sound/sounds.ts';
import { type ParlorProcess, startParlor } from '../../support/parlorProcess.ts';
import { ensureBuilt } from '../support/builtPage.ts';
import { PHONE, type Visitor, visit } from '../support/visitor.ts';

declare const tones: number[];

/** A device of sound in place of the browser's, that notes the tones it is to make, in Hz. */
const DEVICE = `
  globalThis.tones = [];
  const param = (value = 0) => ({ value, setValueAtTime() {}, exponentialRampToValueAtTime() {} });
  const node = (more) => ({ connect: (to) => to, disconnect() {}, ...more });
  globalThis.AudioContext = class {
    state = 'running';
    currentTime = 0;
    destination = node();
    async resume() {}
    createGain() { return node({ gain: param() }); }
    createOscillator() {
      const frequency = param();
      return node({ frequency, start: () => tones.push(frequency.value), stop() {} });
    }
  };
`;

describe('the sounds of the page', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let visitor: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    visitor = await visit('about:blank', PHONE);
  });
  after(async () => {
    await visitor?.leave();
    await server?.stop();
  });

  it('are those of what happens, once each, none when it is off, and as loud as one wants', async () => {
    const { page, errors } = visitor;
    await page.addInitScript(DEVICE);
    await page.goto(`${server.url}/app`);
    await page.getByLabel('Your name').fill('Ada');
    assert.deepEqual(await page.evaluate(() => tones), [], 'nothing was pressed yet');
    await page.getByRole('button', { name: 'Play with bots' }).click();
    await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    await heard(page, 'turn');
    const [first] = SOUNDS.turn;
    assert.equal(await page.evaluate((hz) => tones.filter((one) => one === hz).length, first?.hz), 1);

    await page.getByRole('link', { name: 'Settings' }).click();
    const volume = page.getByRole('slider', { name: 'Volume' });
    await volume.press('ArrowRight');
    await heard(page, 'right');

    const sound = page.getByRole('button', { name: 'Sound', exact: true });
    await sound.click();
    assert.equal(await sound.getAttribute('aria-pressed'), 'false');
    await volume.waitFor({ state: 'detached' });
    await sound.click();
    assert.equal(await volume.getAttribute('aria-valuenow'), '70');
    await page.reload();
    assert.equal(await volume.getAttribute('aria-valuenow'), '70', 'it is remembered');
    assert.deepEqual(errors, []);
  });
});

/** Waits until a sound was made, all of it. */
async function heard(page: Page, name: SoundName): Promise<void> {
  const wanted = SOUNDS[name].map(({ hz }) => hz).join();
  await page.waitForFunction((notes) => tones.join().includes(notes), wanted);
}
