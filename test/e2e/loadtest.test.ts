import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../loadtest/report/Report.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

describe('the load test', function () {
  this.timeout(180_000);
  let folder: string;
  let server: ParlorProcess;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlor-load-'));
    server = await startParlor({ RATE_LIMIT_FACTOR: '100' });
  });
  after(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (file: string, args: string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const env = { ...process.env, TERM: 'xterm', OPERATOR_PASSWORD: server.operatorPassword };
      const options = { cwd: root, env, timeout: 100_000, killSignal: 'SIGKILL' } as const;
      const child = execFile(process.execPath, [file, ...args], options, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    });

  it('of the framework gets 50 standard clients in', async () => {
    const output = join(folder, 'stock.txt');
    const args = `--endpoint ${server.url.replace('http', 'ws')} --room lobby --numClients 50 --delay 5 --duration 5`;
    const { code, stderr } = await run('loadtest/stock.ts', [...args.split(' '), '--output', output]);
    assert.equal(code, 0, stderr);
    const said = await readFile(output, 'utf8');
    assert.match(said, /Successful connections: 50\n/, said);
    assert.match(said, /Failed connections: 0\n/);
    assert.match(said, /Total errors: 0\n/);
  });

  it('looks at a server that runs already, and says what it is told there', async () => {
    const output = join(folder, 'lobby.html');
    const args = `--endpoint ${server.url} --scenario lobby --numClients 60 --rate 100 --duration 2 --seed s --json`;
    const { code, stdout, stderr } = await run('loadtest/run.ts', [...args.split(' '), '--output', output]);
    assert.equal(code, 0, stderr);
    const { points, seed } = JSON.parse(stdout) as Report;
    const [point] = points;
    assert.equal(seed, 's');
    assert.equal(point?.joins.joined, 60);
    assert.equal(point.playing, 60);
    assert.equal(point.cut, 0);
    assert.ok((point.joins.p99 ?? 0) > 0);
    assert.ok((point.server.cpu_percent ?? 0) > 0, 'from /metrics');
    assert.ok((point.processes[0]?.loop_p99 ?? 0) > 0, 'from /metrics');
    assert.match(await readFile(output, 'utf8'), /<polyline/);
  });

  it('times notifications, to one and to all, and counts what is lost', async () => {
    for (const scenario of ['notify', 'broadcast']) {
      const args = `--endpoint ${server.url} --scenario ${scenario} --numClients 20 --rate 100 --duration 11 --no-floor --json`;
      const { code, stdout, stderr } = await run('loadtest/run.ts', args.split(' '));
      assert.equal(code, 0, stderr);
      const [point] = (JSON.parse(stdout) as Report).points;
      assert.ok(point);
      const { acked, heard } = {
        acked: point.ack.count,
        heard: (scenario === 'notify' ? point.seen : point.told).count,
      };
      assert.deepEqual(point.failed, {});
      assert.ok(acked >= 1 && heard >= 20, `${acked} accepted, ${heard} heard`);
      assert.deepEqual(point.delivery, { lost: 0, doubled: 0, disordered: 0 });
    }
  });

  it('pushes the button, and looks whether each push counts once and in one order', async () => {
    const args = `--endpoint ${server.url} --scenario button --numClients 20 --rate 100 --duration 8 --no-floor --json`;
    const { code, stdout, stderr } = await run('loadtest/run.ts', args.split(' '));
    assert.equal(code, 0, stderr);
    const [point] = (JSON.parse(stdout) as Report).points;
    assert.ok(point);
    assert.deepEqual(point.failed, {});
    assert.ok(point.ack.count >= 4 && point.told.count >= 40, `${point.ack.count}, ${point.told.count}`);
    assert.deepEqual(point.delivery, { lost: 0, doubled: 0, disordered: 0 });
  });

  it('plays relay on a server of its own, beside plain Colyseus, and fails when a bar is missed', async () => {
    const bars = join(folder, 'bars.json');
    await writeFile(bars, JSON.stringify({ cut: { max: 0 }, 'ack.p50': { max: 0.001 } }));
    const args = '--scenario relay --numClients 20 --rate 50 --duration 8 --no-floor --vanilla --json --bars';
    const { code, stdout, stderr } = await run('loadtest/run.ts', [...args.split(' '), bars]);
    assert.equal(code, 1, stderr);
    const { points, vanilla, settings, missed, over_vanilla } = JSON.parse(stdout) as Report;
    const [point] = points;
    assert.match(missed.join(), /^ack\.p50 with 20 players is [\d.]+, above 0\.001$/);
    assert.deepEqual(settings, [
      'Postgres: fsync on, synchronous_commit on',
      'Redis: appendonly yes, appendfsync everysec',
    ]);
    for (const [name, one] of [
      ['Parlor', point],
      ['vanilla', vanilla],
    ] as const) {
      assert.equal(one?.joins.joined, 20, name);
      assert.equal(one.cut, 0, name);
      assert.equal(one.tables, 4, name);
      // 20 players, each once in 6 to 10 s; nobody is out so soon.
      assert.ok(one.actions.per_s > 1.5 && one.actions.per_s < 3.5, `${name}: ${one.actions.per_s}`);
      assert.ok(one.ack.count >= 10, `${name}: ${one.ack.count} acknowledged`);
      assert.ok(one.seen.count >= one.ack.count, `${name}: seen ${one.seen.count} times`);
      assert.ok(one.per_player.messages_per_s > 1, `${name}: ${one.per_player.messages_per_s}`);
      assert.ok((one.server.kb_per_connection ?? 0) !== 0, name);
    }
    assert.ok((point?.writes[0]?.redis_bytes ?? 0) > 0);
    assert.ok((point?.redis_cpu_percent ?? -1) >= 0);
    assert.ok((over_vanilla ?? 0) > 0);
  });
});
