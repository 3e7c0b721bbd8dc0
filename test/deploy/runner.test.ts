import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storeSettings } from '../../loadtest/measure/Stores.ts';
import { leftovers, processesOf } from '../support/leftovers.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';

const runner = fileURLToPath(new URL('../../scripts/cluster.ts', import.meta.url));

describe('npm run cluster', function () {
  this.timeout(180_000);
  let folder: string;
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlor-runner-'));
    await chmod(folder, 0o755); // Postgres is another user than root
  });
  afterEach(async () => {
    if (child?.exitCode === null && child.kill('SIGTERM')) await once(child, 'close');
    await rm(folder, { recursive: true });
  });

  it('prints what runs as one line, and ends all of it at Ctrl-C', async () => {
    const run = begin(['--json', '--port', '0']);
    const ready = JSON.parse(await run.said('stdout', /^\{.*\}\n$/));
    assert.equal((await fetch(`${ready.url}/healthz`)).status, 200);
    const roles = ready.services.map(({ role }: { role: string }) => role);
    assert.deepEqual(roles, ['nginx', 'parlor', 'parlor', 'redis', 'postgres']);
    for (const { pid } of ready.services) assert.ok(process.kill(pid, 0));
    const settings = await storeSettings(ready.redis_url, ready.database_url);
    assert.deepEqual(settings, [
      'Postgres: fsync on, synchronous_commit on',
      'Redis: appendonly yes, appendfsync everysec',
    ]);
    assert.ok((await processesOf(folder)).length >= 7, 'the runner, what it started and what that started');

    assert.deepEqual(await run.end('SIGINT', 'SIGINT'), [0, null], 'npm hands Ctrl-C on once more');
    assert.deepEqual(await processesOf(folder), []);
    assert.equal(run.output.stdout.trim().split('\n').length, 1);
  });

  it('names processes in its log as in its table, and says where a match goes on', async () => {
    const run = begin(['--port', '0']);
    const table = await run.said('stdout', /Operator/);
    const url = /ready at (\S+)\/app/.exec(table)?.[1] ?? '';
    const ada = await PlainPlayer.signIn(url, 'Ada');
    const match = await ada.queueOverHttp({ game: 'relay', bots: true });
    const { body } = await ada.ask('GET', '/api/v1/players/me/match');
    const port = body.seat.publicAddress.split('/').at(-1);
    const [, name, pid] = new RegExp(`^ *(process \\d) +(\\d+) +${port}$`, 'm').exec(table) ?? [];
    process.kill(Number(pid), 'SIGKILL');
    await run.said('stderr', new RegExp(`^${name} on port ${port} ended`, 'm'));
    await ada.stateWhen(match, () => true);
    const log = await run.said('stderr', /a match goes on here/);
    const [, other] = /^(process \d) │ .*a match goes on here/m.exec(log) ?? [];
    assert.ok(other && other !== name, log);
    await run.end('SIGINT');
  });

  it('ends what it has started when it is asked to stop half way', async () => {
    const run = begin(['--port', '0', '--processes', '1']);
    await run.said('stderr', /Redis and Postgres/);
    assert.deepEqual(await run.end('SIGTERM'), [1, null]);
    assert.match(run.output.stderr, /given up/);
    assert.deepEqual(await processesOf(folder), []);
  });

  it('says why a process does not start, and ends the others', async () => {
    const run = begin(['--port', '0'], { NODE_ENV: 'production', OPERATOR_PASSWORD: 'short' });
    assert.deepEqual(await run.ended, [1, null]);
    assert.match(run.output.stderr, /OPERATOR_PASSWORD: is too short/);
    assert.deepEqual(await processesOf(folder), []);
  });

  it('leaves nothing behind when it is killed', async function () {
    if (process.platform !== 'linux') this.skip(); // only Linux ends programs with the one that started them
    const run = begin(['--json', '--port', '0', '--processes', '1']);
    await run.said('stdout', /\n$/);
    assert.deepEqual(await run.end('SIGKILL'), [null, 'SIGKILL']);
    assert.deepEqual(await leftovers(folder), []);
    for (const left of await readdir(folder)) await rm(join(folder, left), { recursive: true });
  });

  it('starts nothing on a port that is taken', async () => {
    const taken = createServer().listen(0, '0.0.0.0');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const run = begin(['--port', String(port)]);
    assert.deepEqual(await run.ended, [1, null]);
    assert.match(run.output.stderr, new RegExp(`Port ${port} is taken`));
    assert.deepEqual(await readdir(folder), []);
    taken.close();
    await once(taken, 'close');
  });

  for (const args of [['--processes', '0'], ['--port', 'x'], ['--what']]) {
    it(`refuses ${args.join(' ')}`, async () => {
      const run = begin(args);
      assert.deepEqual(await run.ended, [1, null]);
      assert.equal(run.output.stdout, '');
    });
  }

  function begin(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const begun = spawn(process.execPath, [runner, ...args], {
      env: { PATH: process.env.PATH, TMPDIR: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child = begun;
    const output = { stdout: '', stderr: '' };
    begun.stdout.on('data', (text) => {
      output.stdout += text;
    });
    begun.stderr.on('data', (text) => {
      output.stderr += text;
    });
    const ended = once(begun, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    return {
      output,
      ended,
      /** Resolves with all it wrote once that matches. */
      async said(where: 'stdout' | 'stderr', what: RegExp): Promise<string> {
        while (!what.test(output[where])) await Promise.race([once(begun[where], 'data'), failed()]);
        return output[where];
      },
      end(...signals: NodeJS.Signals[]) {
        for (const signal of signals) process.kill(-(begun.pid ?? 0), signal); // to the group, as a terminal does
        return ended;
      },
    };

    async function failed(): Promise<never> {
      const [code] = await ended;
      throw new Error(`It ended with ${code}:\n${output.stderr}`);
    }
  }
});
