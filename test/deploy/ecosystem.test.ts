import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('ecosystem.config.js', () => {
  it('is told when a process is ready, which it waits for', async function () {
    this.timeout(180_000);
    const folder = await mkdtemp(join(tmpdir(), 'parlor-ready-'));
    const env = { ...process.env, NODE_ENV: 'test', PORT: '0', PARLOR_DATA_DIR: folder, LOG_LEVEL: 'silent' };
    const child = fork(join(root, 'src/index.ts'), { env, silent: true });
    const ended = once(child, 'exit');
    // PM2's own library, when it is there, says other things.
    for await (const [message] of on(child, 'message')) if (message === 'ready') break;
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    await rm(folder, { recursive: true });
  });

  it('has a process per core unless told otherwise, all behind an nginx of this machine', () => {
    const apps = appsWith({});
    assert.equal(apps.length, availableParallelism());
    assert.equal(apps[0]?.env.PORT, 2568);
    assert.ok(apps.every(({ env }) => env.HOST === '127.0.0.1' && env.TRUST_PROXY === 'true'));
    assert.ok(apps.every(({ env }) => env.PUBLIC_ADDRESS === undefined));
  });

  it('gives each process a port, a name and a straight way to it', () => {
    const apps = appsWith({ PORT: '3000', PROCESSES: '3', PUBLIC_ADDRESS: 'play.example.com' });
    const each = apps.map(({ name, env }) => [name, env.PORT, env.PUBLIC_ADDRESS]);
    assert.deepEqual(each, [
      ['parlor-3000', 3000, 'play.example.com/p/3000'],
      ['parlor-3001', 3001, 'play.example.com/p/3001'],
      ['parlor-3002', 3002, 'play.example.com/p/3002'],
    ]);
  });

  it('runs what is there, and gives it the time to end by itself', () => {
    for (const { cwd, script, interpreter, wait_ready, kill_timeout } of appsWith({ PROCESSES: '1' })) {
      assert.ok(existsSync(join(cwd, script)));
      assert.ok(existsSync(join(cwd, interpreter)));
      assert.ok(wait_ready && kill_timeout > 20_000);
    }
  });
});

interface App {
  name: string;
  cwd: string;
  script: string;
  interpreter: string;
  wait_ready: boolean;
  kill_timeout: number;
  env: Record<string, unknown>;
}

/** As PM2 reads it: with `require`. */
function appsWith(env: Record<string, string>): App[] {
  const read = `console.log(JSON.stringify(require('./ecosystem.config.js').apps))`;
  const printed = execFileSync(process.execPath, ['-e', read], { cwd: root, env, encoding: 'utf8' });
  return JSON.parse(printed);
}
