import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { build } from 'vite';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { type Visitor, visit } from '../web/support/visitor.ts';
import { type ReadersTree, treeFromText } from './support/treeFromText.ts';

describe('docs/sdk.md', function () {
  this.timeout(180_000);
  let tree: ReadersTree;
  let server: ParlorProcess;
  let visitor: Visitor | undefined;
  before(async () => {
    tree = await treeFromText('docs/sdk.md');
    server = await startParlor({}, tree.folder);
  });
  afterEach(async () => {
    await visitor?.leave();
    visitor = undefined;
  });
  after(async () => {
    await server?.stop();
    await tree.remove();
  });

  /** Bundles an example as the page of the reader's server, and opens it. */
  async function open(example: string): Promise<Visitor> {
    const folder = join(tree.folder, 'examples');
    await writeFile(
      join(folder, 'index.html'),
      `<body><script type="module" src="./${example}"></script></body>`,
    );
    const outDir = join(tree.folder, 'web/dist');
    await build({
      root: folder,
      base: '/app/',
      configFile: false,
      logLevel: 'warn',
      build: { outDir, emptyOutDir: true },
    });
    visitor = await visit(`${server.url}/app`);
    return visitor;
  }

  it('says rightly that the page is built on the React layer', async () => {
    const web = new URL('../../web/src/', import.meta.url);
    const files = (await readdir(web, { recursive: true })).filter((file) => /\.tsx?$/.test(file));
    const texts = await Promise.all(files.map((file) => readFile(new URL(file, web), 'utf8')));
    for (const [part, file] of [
      ['ParlorProvider', 'ParlorProvider'],
      ['useParlor', 'ParlorProvider'],
      ['useMatch', 'useMatch'],
    ])
      assert.ok(
        texts.some((text) => new RegExp(`\\b${part} .*client/react/${file}\\.ts'`).test(text)),
        part,
      );
    assert.ok(!texts.some((text) => text.includes('createContext<Parlor')));
  });

  it('has examples that the compiler takes', async () => {
    const config = join(tree.folder, 'tsconfig.own.json');
    await writeFile(config, JSON.stringify({ extends: './tsconfig.json', include: ['examples'] }));
    const compiler = join(tree.folder, 'node_modules/.bin/tsc');
    await promisify(execFile)(compiler, ['-p', config]).catch((error) => assert.fail(error.stdout));
  });

  it('plays from Node', async () => {
    const child = spawn(process.execPath, ['examples/play.ts', server.url], { cwd: tree.folder });
    try {
      const said = [];
      for await (const line of createInterface({ input: child.stdout })) {
        said.push(line);
        if (/^(answer|skip): version \d+$/.test(line)) break;
      }
      assert.match(said[0] ?? '', /^seated in [\da-f-]{36}$/);
      assert.match(said.at(-1) ?? '', /version/);
    } finally {
      child.kill();
      await once(child, 'exit');
    }
  });

  it('steers a game that moves from Node', async () => {
    const child = spawn(process.execPath, ['examples/steer.ts', server.url], { cwd: tree.folder });
    try {
      const said = [];
      for await (const line of createInterface({ input: child.stdout })) said.push(line);
      assert.match(said.at(-1) ?? '', /^went from \d+ to \d+$/);
    } finally {
      child.kill();
    }
  });

  it('shows the lobby in a browser', async () => {
    const { page, errors } = await open('plain.ts');
    await page.getByText(/^Bob is live; \d+ online$/).waitFor();
    await page.reload();
    await page.getByText(/^Bob is live; \d+ online$/).waitFor();
    assert.deepEqual(errors, []);
  });

  it('shows a table with React', async () => {
    const { page, errors } = await open('page.tsx');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText(/^Cy: \d+$/).waitFor();
    assert.deepEqual(errors, []);
  });
});
