import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { startParlor } from '../support/parlorProcess.ts';
import { screenshot } from '../web/support/screenshot.ts';
import { faultsOf, overflowOf, visit } from '../web/support/visitor.ts';
import { type ReadersTree, treeFromText } from './support/treeFromText.ts';

const run = promisify(execFile);

describe('docs/tutorial.md', function () {
  this.timeout(180_000);
  let tree: ReadersTree;
  let dataDir: string;
  before(async () => {
    tree = await treeFromText('docs/tutorial.md');
    dataDir = await mkdtemp(join(tmpdir(), 'parlor-tutorial-'));
  });
  /** What a test that fails in the middle leaves running. */
  const servers: { kill(): Promise<unknown> }[] = [];
  after(async () => {
    for (const child of children.splice(0)) child.kill();
    for (const server of servers.splice(0)) await server.kill().catch(() => {});
    await tree.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('has rules of fewer than 60 lines', async () => {
    const rules = await readFile(join(tree.folder, 'src/games/pig/pig.ts'), 'utf8');
    const lines = rules
      .slice(rules.indexOf('/** Roll'))
      .split('\n')
      .filter((line) => line.trim() !== '');
    assert.ok(lines.length < 60, `${lines.length} lines`);
  });

  it('needs a folder, a schema file and one file more to be changed; and on the page a folder and a line', () => {
    const inSource = tree.files.filter(
      (file) => /^(src|web)\//.test(file) && !/\/games\/(pig|purse)\//.test(file),
    );
    const [pig, purse] = ['pig', 'purse'].map((game) => [
      `src/schema/${game}.ts`,
      'src/app.config.ts',
      'web/src/games/registry.ts',
    ]);
    assert.deepEqual(inSource, [...(pig ?? []), ...(purse ?? [])]);
  });

  it('has a picture of some 60 lines', async () => {
    const picture = await readFile(join(tree.folder, 'web/src/games/pig/pigPage.tsx'), 'utf8');
    assert.ok(picture.split('\n').length <= 64);
    const moving = await readFile(join(tree.folder, 'web/src/games/purse/pursePage.tsx'), 'utf8');
    assert.ok(moving.split('\n').length <= 80);
  });

  it('makes what the compiler takes', async () => {
    const own = [...tree.files, 'web/src/vite.d.ts'].map((file) => join(tree.folder, file));
    const config = join(tree.folder, 'tsconfig.own.json');
    await writeFile(config, JSON.stringify({ extends: './tsconfig.json', include: [], files: own }));
    const compiler = join(tree.folder, 'node_modules/.bin/tsc');
    await run(compiler, ['--noEmit', '-p', config]).catch((error) => assert.fail(error.stdout));
  });

  it('makes what the linter takes', async () => {
    const linter = join(tree.folder, 'node_modules/.bin/biome');
    const check = ['check', '--error-on-warnings', '--vcs-enabled=false', ...tree.files];
    await run(linter, check, { cwd: tree.folder }).catch((error) => assert.fail(error.stderr));
  });

  it('makes tests that pass', async () => {
    const mocha = join(tree.folder, 'node_modules/.bin/mocha');
    const files = ['test/games/pig/pig.test.ts', 'test/games/purse/purse.test.ts'];
    const patient = ['--timeout', '60000'];
    const { stdout } = await run(mocha, [...patient, ...files], { cwd: tree.folder }).catch((error) =>
      assert.fail(error.stdout),
    );
    assert.match(stdout, /9 passing/);
  });

  it('is played with bots, watched, survives a kill, and replays', async () => {
    await hurry(join(tree.folder, 'src/games/pig/pig.ts'));
    const env = { PARLOR_DATA_DIR: dataDir, PORT: String(await freePort()) };
    const first = await startParlor(env, tree.folder);
    servers.push(first);
    const player = start(tree, 'examples/playPig.ts', first.url);
    const id = (await player.says(/^match (.+)$/))[1] ?? '';
    const spectator = start(tree, 'examples/watchPig.ts', id, first.url);
    await spectator.says(/^rolled /);
    await player.says(/^rolled \d/);

    await first.kill();
    await player.says(/^\((reconnecting|offline)\)$/);
    const second = await startParlor(env, tree.folder);
    servers.push(second);
    await player.says(/^\(live\)$/);
    await spectator.says(/^\((reconnecting|offline)\)$/);
    await spectator.says(/^\(live\)$/);

    await player.says(/^1\. .+: \d+$/);
    assert.equal(await player.ended, 0);
    spectator.stop();
    await spectator.ended;
    const replayed = start(tree, 'examples/replayPig.ts', id, second.url);
    await replayed.says(/^the same to the last byte$/);
    assert.equal(await replayed.ended, 0);
    assert.equal(await second.stop(), 0);
  });

  it('is played in a browser by forms, and with its picture once there is one', async function () {
    this.timeout(400_000);
    await hurry(join(tree.folder, 'src/games/pig/pig.ts'));
    await shorten(join(tree.folder, 'src/games/purse/purse.ts'));
    const registry = join(tree.folder, 'web/src/games/registry.ts');
    const withPicture = await readFile(registry, 'utf8');
    await writeFile(registry, withPicture.replace(/^ {2}(pig|purse): .*\n/gm, ''));
    await buildPage(tree);
    const server = await startParlor({}, tree.folder);
    servers.push(server);
    const visitor = await visit(`${server.url}/app`);
    const { page } = visitor;

    await page.getByRole('article', { name: 'Pig' }).waitFor();
    await screenshot(page, 'two-games');
    assert.deepEqual(await faultsOf(page), [], 'where one chooses');
    await page.getByLabel('Your name').fill('Ada');
    const turn = page.locator('.plain__fact', { hasText: 'Turn' }).first().getByText('Ada');
    await playPig(page, turn, async () => {
      await page.getByRole('table').waitFor();
      await page.getByRole('timer', { name: 'Time left' }).waitFor();
      await screenshot(page, 'plain-table');
      assert.deepEqual(await faultsOf(page), [], 'at the table');
      assert.equal(await overflowOf(page), 0);
    });
    await page.getByRole('link', { name: 'Watch the replay' }).click();
    await page.getByText('it came to the same end as on the server').waitFor();
    await page.getByRole('button', { name: 'Next move' }).click();
    await screenshot(page, 'plain-replay');
    assert.deepEqual(await faultsOf(page), [], 'the replay');
    await page.goto(`${server.url}/app/leaderboard`);
    await page.getByText('Pig', { exact: true }).click();
    await page.getByText('Nobody has a place yet').waitFor(); // bots alone give no rating
    await page.goto(`${server.url}/app/how-to-play/pig`);
    await page.getByRole('heading', { name: 'How to play Pig' }).waitFor();
    await page.getByText('Roll as often as you dare').waitFor();
    await page.goto(`${server.url}/app/me`);
    await page.getByText(/· Pig/).first().waitFor();

    await page.goto(`${server.url}/app/how-to-play/purse`);
    await page.getByText('Dx and Dy').waitFor();
    await page.goto(`${server.url}/app`);
    await playPurse(page, async () => {
      const column = await columnOf(page, 'X');
      const place = page.locator('tr.is-me td').nth(column);
      const before = await place.innerText();
      const [way, key] = Number(before) > 500 ? ['Left', 'ArrowLeft'] : ['Right', 'ArrowRight'];
      await page.getByRole('button', { name: way, exact: true }).hover();
      await page.mouse.down();
      await page.waitForFunction(hasMoved, { column, before });
      await page.mouse.up();
      const between = await place.innerText();
      await page.keyboard.down(key ?? '');
      await page.waitForFunction(hasMoved, { column, before: between });
      await page.keyboard.up(key ?? '');
      await screenshot(page, 'plain-live-table');
      assert.deepEqual(await faultsOf(page), [], 'where one steers');
      assert.equal(await overflowOf(page), 0);
    });
    await page.getByRole('heading', { name: /^You (came|share)/ }).waitFor();
    await page.getByRole('link', { name: 'Watch the replay' }).click();
    await page.getByText('it came to the same end as on the server').waitFor();

    await writeFile(registry, withPicture);
    await buildPage(tree);
    await page.goto(`${server.url}/app`);
    await playPig(page, page.getByText(/^Your turn/), async () => {
      await page.getByRole('heading', { level: 1, name: 'Pig', exact: true }).waitFor();
      await page.locator('meter').first().waitFor();
      await screenshot(page, 'pig-table');
      assert.deepEqual(await faultsOf(page), [], 'with a picture');
    });
    await page.goto(`${server.url}/app`);
    await playPurse(page, async () => {
      await page.getByText(/^In your purse: \d/).waitFor();
      await page.waitForFunction(showsOneself);
      await screenshot(page, 'purse-table');
      assert.deepEqual(await faultsOf(page), [], 'with a picture that moves');
    });
    assert.deepEqual(visitor.errors, []);
    await visitor.leave();
    assert.equal(await server.stop(), 0);
  });
});

/** As `npm run build` does in the reader's tree. */
async function buildPage(tree: ReadersTree): Promise<void> {
  const vite = join(tree.folder, 'node_modules/.bin/vite');
  await run(vite, ['build', 'web', '--logLevel', 'warn'], { cwd: tree.folder });
}

/**
 * Plays a match of pig with bots by its buttons, until its result is there: rolls and never holds, so that it ends
 * soon.
 * @param turn what the page shows in Ada's turn
 */
async function playPig(page: Page, turn: Locator, look: () => Promise<void>): Promise<void> {
  const door = page.getByRole('article', { name: 'Pig' });
  await door.getByRole('button', { name: /with bots$/ }).click();
  const roll = page.getByRole('button', { name: 'Roll', exact: true });
  await roll.waitFor();
  await look();
  const over = page.getByRole('heading', { name: /^You (came|share)/ });
  for (;;) {
    await turn.or(over).first().waitFor();
    if (await over.isVisible()) return;
    // The match may end in the same moment, and the button with it.
    await roll.click({ timeout: 2000 }).catch(() => {});
  }
}

/** Begins a match of purse with bots. @param look what is done while it is played */
async function playPurse(page: Page, look: () => Promise<void>): Promise<void> {
  const door = page.getByRole('article', { name: 'Purse' });
  await door.getByRole('button', { name: /with bots$/ }).click();
  await page
    .getByText('The match is being played.')
    .or(page.getByText(/^In your purse: \d/))
    .first()
    .waitFor();
  await look();
}

/** The place of a column in its row, by what is above it. */
async function columnOf(page: Page, head: string): Promise<number> {
  return (await page.getByRole('columnheader').allInnerTexts()).findIndex((text) => text.trim() === head);
}

/** Runs in the page: whether another number is in this column of one's own row. */
function hasMoved({ column, before }: { column: number; before: string }): boolean {
  const text = document.querySelectorAll<HTMLElement>('tr.is-me td')[column]?.innerText;
  return text !== undefined && text !== before;
}

/** Runs in the page: whether one's own body is drawn, in its colour. */
function showsOneself(): boolean {
  const canvas = document.querySelector('canvas');
  const { data } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
  if (!data) return false;
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === 220 && data[at + 1] === 20 && data[at + 2] === 60) return true;
  return false;
}

/** Makes matches of purse short. */
async function shorten(rules: string): Promise<void> {
  const text = await readFile(rules, 'utf8');
  const quick = text.replace('ENDS_AT = 60_000;', 'ENDS_AT = 20_000;');
  assert.notEqual(quick, text);
  await writeFile(rules, quick);
}

/** Makes matches of pig short: a reader has time to watch one, a test has not. */
async function hurry(rules: string): Promise<void> {
  const text = await readFile(rules, 'utf8');
  if (text.includes('GOAL = 30;')) return;
  const quick = text.replace('GOAL = 100;', 'GOAL = 30;').replace('BOT_MS = 1000;', 'BOT_MS = 200;');
  assert.notEqual(quick, text);
  await writeFile(rules, quick);
}

const children: ChildProcess[] = [];

/** A program of the page: what it says, line by line, and its exit code. */
function start(tree: ReadersTree, file: string, ...args: string[]) {
  const child: ChildProcess = spawn(process.execPath, [file, ...args], {
    cwd: tree.folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  assert.ok(child.stdout);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return {
    ended,
    stop: () => child.kill(),
    /** The next line like this; those before it are passed over. */
    async says(like: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) assert.fail(`${file} ended without saying ${like}`);
        const found = like.exec(value);
        if (found) return found;
      }
    },
  };
}
