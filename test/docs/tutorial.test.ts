import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { startParlor } from '../support/parlorProcess.ts';
import { type ReadersTree, treeFromText } from './support/treeFromText.ts';

const run = promisify(execFile);

describe('docs/tutorial.md', function () {
  this.timeout(120_000);
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

  it('needs a folder, a schema file and one file more to be changed', () => {
    const inSource = tree.files.filter(
      (file) => file.startsWith('src/') && !file.startsWith('src/games/pig/'),
    );
    assert.deepEqual(inSource, ['src/schema/pig.ts', 'src/app.config.ts']);
  });

  it('makes what the compiler takes', async () => {
    const own = tree.files.map((file) => join(tree.folder, file));
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
    const { stdout } = await run(mocha, ['test/games/pig/pig.test.ts'], { cwd: tree.folder });
    assert.match(stdout, /2 passing/);
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
});

/** Makes matches of pig short: a reader has time to watch one, a test has not. */
async function hurry(rules: string): Promise<void> {
  const text = await readFile(rules, 'utf8');
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
