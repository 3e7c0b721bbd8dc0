import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { runDown } from './support/runDown.ts';
import { solvePuzzle } from './support/solvePuzzle.ts';
import { PHONE, type Visitor, visit } from './support/visitor.ts';

/** Keeps what moved, a line each with how much and whether it answers a hand, from the first picture of a page on. */
const WATCHED = `
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      shifts.push({
        value,
        answers: hadRecentInput,
        what: sources
          .map(({ node, previousRect, currentRect }) => {
            const name = node?.getAttribute?.('class') ?? node?.nodeName;
            return name + ' ' + [previousRect, currentRect].map(({ y, height }) => [y, height].map(Math.round));
          })
          .join('; '),
      });
  }).observe({ type: 'layout-shift', buffered: true });
`;
declare const shifts: { value: number; answers: boolean; what: string }[];
/** What browsers call good is 0.1. */
const MOST = 0.02;
const LAPTOP = { width: 1366, height: 768 };

const PAGES = [
  '/',
  '/watch',
  '/leaderboard',
  '/how-to-play',
  '/how-to-play/holdem',
  '/settings',
  '/me',
  '/button',
  '/notifications',
  '/party/ABCDEF',
  '/verify',
  '/nowhere',
  '/matches/00000000-0000-4000-8000-000000000000',
];

describe('nothing moves by itself', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
  });
  after(() => server?.stop());

  for (const [size, viewport] of Object.entries({ phone: PHONE, laptop: LAPTOP })) {
    describe(`on a ${size}`, () => {
      let visitor: Visitor;
      before(async () => {
        visitor = await visit('about:blank', viewport);
        await visitor.page.addInitScript(WATCHED);
      });
      after(() => visitor?.leave());

      it('on any page that needs no match', async () => {
        for (const path of PAGES) await standsStill(visitor.page, `${server.url}/app${path}`);
      });

      it('at a table, and on the result as moments arrive', async () => {
        const { page } = visitor;
        await page.goto(`${server.url}/app`);
        await page.getByLabel('Your name').fill('Ada');
        await page.getByRole('button', { name: 'Play with bots' }).click();
        await page.waitForURL(/\/table\/.+/);
        const match = new URL(page.url()).pathname.split('/').at(-1) ?? '';
        await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
        await page.evaluate(() => shifts.splice(0)); // the lobby went
        // Whoever is fed or loses a point is told so in its place: some seconds of it.
        await page.locator('.table__clock').getByText('4:52').waitFor();
        await still(page, 'the table');
        await solvePuzzle(page);
        await page.getByText('1 solved').waitFor();
        await still(page, 'another puzzle', { answers: true });

        let letThrough = () => {};
        const held = new Promise<void>((resolve) => {
          letThrough = resolve;
        });
        await page.route('**/moments', async (route) => {
          await held;
          await route.continue();
        });
        await runDown(server, match);
        await page.getByRole('heading', { name: /^You (came|share) / }).waitFor();
        await page.getByRole('list', { name: 'Standings' }).or(page.locator('.standings')).first().waitFor();
        await page.evaluate(() => shifts.splice(0)); // the table went
        letThrough();
        await page.locator('.moments__one').first().waitFor();
        await still(page, 'the result');

        for (const path of ['', '/watch', '/leaderboard', '/notifications', '/me', `/matches/${match}`])
          await standsStill(page, `${server.url}/app${path}`);
        await standsStill(page, `${server.url}/app/replay/${match}`);
        await page
          .locator('.replay__time')
          .getByText(/^0:0[4-9]/)
          .waitFor();
        await still(page, 'the replay as it goes on');
      });
    });
  }
});

/** Opens a page, and sees that nothing moved once it is there and all it asked for has come. */
async function standsStill(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await still(page, url);
}

/** @param answers what moves because somebody did something counts as well */
async function still(page: Page, where: string, { answers = false } = {}): Promise<void> {
  const moved = await page.evaluate(
    () =>
      new Promise<typeof shifts>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifts.splice(0))));
      }),
  );
  const counted = moved.filter((one) => answers || !one.answers);
  const sum = counted.reduce((all, { value }) => all + value, 0);
  assert.ok(sum < MOST, `${where}: ${sum}, ${JSON.stringify(counted)}`);
}
