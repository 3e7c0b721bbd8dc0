import { mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { memoryStorage } from '../client/KeyValue.ts';
import { Parlor } from '../client/Parlor.ts';
import { startParlor } from '../test/support/parlorProcess.ts';
import { closeBrowser } from '../test/web/support/chromium.ts';
import { solvePuzzle } from '../test/web/support/solvePuzzle.ts';
import { DESKTOP, PHONE, type Visitor, visit } from '../test/web/support/visitor.ts';
import { buildPage } from './buildPage.ts';
import { holdemPictures } from './screenshots/holdem.ts';
import { writeApng } from './writeApng.ts';

/** Frames of the animated picture, and for how many ms each is shown. */
const FRAMES = 8;
const FRAME_MS = 500;
/** Of a table that is watched: the ring, without what stands below it. */
const RING = { x: 0, y: 0, width: 640, height: 440 };
/** More puzzles that Ada tries, to stand on the podium. */
const TRIES = 4;

const folder = fileURLToPath(new URL('../docs/images', import.meta.url));

/** Takes the pictures of README and docs/players.md anew: a real server, real bots, a real browser. */
async function main(): Promise<void> {
  await buildPage(console.log);
  await mkdir(folder, { recursive: true });
  const server = await startParlor();
  const home = `${server.url}/app`;
  const [ada, bob] = await Promise.all([
    visit(home, PHONE, 'no-preference'),
    visit(home, DESKTOP, 'no-preference'),
  ]);
  // Phones by day, the laptop in the evening.
  await ada.page.emulateMedia({ colorScheme: 'light' });
  await bob.page.emulateMedia({ colorScheme: 'dark' });
  try {
    for (const { page } of [ada, bob]) await withLetters(page);
    await shot(ada.page, 'home-phone');
    await shot(bob.page, 'home-desktop');
    await writeApng(`${folder}/hall.png`, await film(bob.page.locator('.doors')), FRAME_MS);

    const match = await playWithBots(ada, 'Ada');
    await solvePuzzle(ada.page);
    await ada.page.getByText('1 solved').waitFor();
    await shot(ada.page, 'table-phone');
    await playWithBots(bob, 'Bob');
    await solvePuzzle(bob.page);
    await bob.page.getByText('1 solved').waitFor();
    await shot(bob.page, 'table-desktop');

    await bob.page.getByRole('button', { name: 'Leave the match' }).click();
    await bob.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await bob.page.goto(`${home}/watch/${match}`);
    await bob.page.getByRole('heading', { name: 'Watching a relay table' }).waitFor();
    await bob.page.setViewportSize({ width: 640, height: 560 });
    await writeApng(`${folder}/table.png`, await film(bob.page, RING), FRAME_MS);
    await bob.page.setViewportSize(DESKTOP);
    await shot(bob.page, 'watch-desktop');

    // Puzzles grow harder: one that is not solved ends it.
    await ada.page.getByRole('button', { name: /^Skip/ }).click();
    for (let tries = TRIES; tries > 0; tries--) await solvePuzzle(ada.page).catch(() => (tries = 0));
    await runDown(server.url, server.operatorPassword, match);
    await ada.page.getByRole('heading', { name: /^You (came|share) / }).waitFor();
    await shot(ada.page, 'result-phone');
    const [card] = await Promise.all([
      ada.page.waitForEvent('download'),
      ada.page.getByRole('button', { name: 'Save the picture' }).click(),
    ]);
    await card.saveAs(`${folder}/card.png`);
    await bob.page.goto(`${home}/matches/${match}`);
    await bob.page.getByRole('heading', { name: 'The match is over' }).waitFor();
    await shot(bob.page, 'result-desktop');
    await bob.page.goto(`${home}/me`);
    await bob.page.locator('.picker').screenshot({ path: `${folder}/faces.png` });
    await showQueue(server.url, ada);
    await holdemPictures(server.url, folder);
  } finally {
    await Promise.all([ada.leave(), bob.leave()]);
    await closeBrowser();
    await server.stop();
  }
}

/** Again, with our letters: they are shown only where they are there at once. */
async function withLetters(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all([document.fonts.load('700 20px Literata'), document.fonts.load('400 16px Figtree')]),
  );
  await page.reload();
}

/** Once what moves stands still. */
async function shot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(2000);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** @returns the match's id, once the puzzle is there */
async function playWithBots({ page }: Visitor, name: string): Promise<string> {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Play with bots' }).click();
  await page.waitForURL(/\/table\/.+/);
  await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

async function film(what: Page | Locator, clip?: typeof RING): Promise<Buffer[]> {
  const frames = [];
  for (let taken = 0; taken < FRAMES; taken++) {
    frames.push(await what.screenshot(clip ? { clip } : {}));
    await setTimeout(FRAME_MS);
  }
  return frames;
}

async function showQueue(url: string, { page }: Visitor): Promise<void> {
  const others = ['Cy', 'Di'].map((name) => ({
    name,
    parlor: new Parlor(url, { storage: memoryStorage() }),
  }));
  await page.goto(`${url}/app`);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('heading', { name: 'Looking for a table' }).waitFor();
  await shot(page, 'queue-phone');
  for (const { name, parlor } of others) {
    await parlor.signInAsGuest(name);
    await parlor.enterLobby();
    await parlor.queue({ game: 'relay' });
  }
  await page.getByRole('alertdialog').waitFor();
  await shot(page, 'ready-phone');
  for (const { parlor } of others) parlor.close();
}

async function runDown(url: string, password: string, match: string): Promise<void> {
  const headers = { authorization: `Basic ${btoa(`operator:${password}`)}` };
  const path = `${url}/api/v1/matches/${match}/decay`;
  for (let status = 200; status === 200; ) status = (await fetch(path, { method: 'POST', headers })).status;
}

await main();
