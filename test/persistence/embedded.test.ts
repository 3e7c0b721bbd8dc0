import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { connect, type Socket } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { Client } from 'pg';
import { spy } from 'sinon';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { LockedError, lockFile } from '../../src/persistence/embedded/directoryLock.ts';
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/persistence/embedded/embeddedPostgres.ts';
import { makeAhead } from '../../src/persistence/embedded/makeAhead.ts';
import { openPglite } from '../../src/persistence/embedded/openPglite.ts';
import { keepUp } from '../../src/persistence/embedded/upkeep.ts';

const CHILD = new URL('../support/embeddedChild.ts', import.meta.url);

interface Told {
  acknowledged?: number;
  failed?: string;
}

/** What a child tells, until it has told enough. */
async function told(child: ChildProcess, enough: (message: Told) => boolean): Promise<Told> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [Told];
    if (message.failed !== undefined || enough(message)) return message;
  }
}

describe('the embedded Postgres', function () {
  this.timeout(180_000);
  let folder: string;
  let running: EmbeddedPostgres[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlor-embedded-test-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  afterEach(async () => {
    for (const postgres of running) await postgres.stop();
    running = [];
  });

  async function start(options?: EmbeddedOptions, at = folder): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres(at, options);
    running.push(postgres);
    return postgres;
  }

  it('is not made ahead where another process has the folder: its server says so', async () => {
    const own = await mkdtemp(join(folder, '..', 'parlor-embedded-test-'));
    const unlock = await lockFile(join(own, 'postgres.lock'));
    await makeAhead(own);
    assert.deepEqual(await readdir(own), ['postgres.lock']);
    await unlock();
    await rm(own, { recursive: true });
  });

  it('has no code compiled again, where one function takes 600 MB for that', async () => {
    const own = await mkdtemp(join(folder, '..', 'parlor-embedded-test-'));
    const child = fork(CHILD, [own], { execArgv: ['--trace-wasm-compilation-times'], silent: true });
    const ended = once(child, 'close');
    let compiled = '';
    child.stdout?.on('data', (text) => {
      compiled += text;
    });
    await told(child, ({ acknowledged = 0 }) => acknowledged >= 500);
    child.kill('SIGKILL');
    await ended;
    await rm(own, { recursive: true, force: true });
    assert.match(compiled, /using Liftoff/);
    const took = [...compiled.matchAll(/using TurboFan, took \d+ ms and (\d+)/g)].map(([, bytes]) =>
      Number(bytes),
    );
    assert.ok(Math.max(0, ...took) < 20_000_000, `${took}`);
  });

  it('has every acknowledged row after its process was killed', async () => {
    const child = fork(CHILD, [folder]);
    let last = 0;
    child.on('message', ({ acknowledged }: Told) => {
      last = acknowledged ?? last;
    });
    const message = await told(child, ({ acknowledged = 0 }) => acknowledged >= 200);
    child.kill('SIGKILL');
    await once(child, 'close');
    assert.equal(message.failed, undefined);

    const postgres = await start();
    const database = await openDatabase(postgres.url, { poolSize: 1 });
    const [row] = await database.query('SELECT count(*)::int AS rows, max(n) AS last FROM acknowledged');
    await database.destroy();
    assert.ok(row.last >= last, `${last} was acknowledged, ${row.last} is there`);
    assert.equal(row.rows, row.last);
  });

  it('brings every commit to the disk before it is acknowledged', async () => {
    const fsync = spy(fs, 'fsyncSync');
    syncBuiltinESMExports();
    const database = await openPglite(join(folder, 'postgres'));
    await database.query('CREATE TABLE t (n integer)');
    const before = fsync.callCount;
    for (let n = 0; n < 10; n++) await database.query('INSERT INTO t VALUES ($1)', [n]);
    const synced = fsync.callCount - before;
    await database.close();
    fsync.restore();
    syncBuiltinESMExports();
    assert.ok(synced >= 10, `${synced} times`);
  });

  it('keeps its log of writes short', async () => {
    const postgres = await start();
    const database = await openDatabase(postgres.url, { poolSize: 1 });
    await database.query('CREATE TABLE wide (n integer, text text)');
    const logFiles = async () => (await readdir(join(folder, 'postgres', 'pg_wal'))).length;
    for (let round = 0; round < 4; round++) {
      await database.query(
        'INSERT INTO wide SELECT n, repeat(md5(n::text), 30) FROM generate_series(1, 30000) AS n',
      );
    }
    const before = await logFiles();
    await keepUp(database, 60);
    await keepUp(database, 5);
    const after = await logFiles();
    await database.destroy();
    assert.ok(after < before, `${before} files before, ${after} after`);
  });

  it('refuses a second process on its directory, and lets it in once the first has stopped', async () => {
    const postgres = await start();
    await assert.rejects(start(), LockedError);
    const second = fork(CHILD, [folder]);
    const { failed } = await told(second, () => true);
    await once(second, 'close');
    assert.match(failed ?? '', new RegExp(`held by process ${process.pid} on ${hostname()}`));

    await postgres.stop();
    await (await start()).stop();
    assert.deepEqual((await readdir(folder)).sort(), ['postgres', 'postgres.socket']);
  });

  it('takes the lock of a process that is gone, or of which another has the number now', async () => {
    const file = join(folder, 'postgres.lock');
    const dead = spawn(process.execPath, ['--version']);
    await once(dead, 'close');
    const host = hostname();
    for (const holder of [
      { pid: dead.pid, host, started: null },
      { pid: process.ppid, host, started: '1' },
    ]) {
      await writeFile(file, JSON.stringify(holder));
      await (await start()).stop();
    }
  });

  it('honours the lock of another host while its heart beats, and no longer', async () => {
    const file = join(folder, 'postgres.lock');
    for (const text of [JSON.stringify({ pid: 1, host: 'elsewhere', started: '1' }), 'half a l']) {
      await writeFile(file, text);
      await assert.rejects(start(), LockedError);
      assert.equal(await readFile(file, 'utf8'), text);
      const longAgo = new Date(Date.now() - 60_000);
      await utimes(file, longAgo, longAgo);
      await (await start()).stop();
    }
  });

  it('starts anew when its first start was interrupted', async () => {
    const home = join(folder, 'interrupted');
    await mkdir(join(home, 'postgres.unfinished'), { recursive: true });
    await writeFile(join(home, 'postgres.unfinished', 'PG_VERSION'), '18\n');
    const postgres = await start({}, home);
    await (await openDatabase(postgres.url, { poolSize: 1 })).destroy();
  });

  it('is not readable by other users of the machine', async () => {
    await start();
    for (const name of ['postgres', 'postgres.socket']) {
      assert.equal((await stat(join(folder, name))).mode & 0o777, 0o700, name);
    }
  });

  it('keeps transactions of several callers apart, and none waits for ever', async () => {
    const postgres = await start();
    const database = await openDatabase(postgres.url, { poolSize: 1 });
    await database.query('CREATE TABLE counter (value integer)');
    await database.query('INSERT INTO counter VALUES (0)');
    const increment = (fail: boolean) =>
      database.transaction(async (manager) => {
        const [{ value }] = await manager.query('SELECT value FROM counter');
        await new Promise(setImmediate);
        await manager.query('UPDATE counter SET value = $1', [value + 1]);
        if (fail) throw new Error('changed my mind');
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => increment(i % 4 === 0)));
    const [{ value }] = await database.query('SELECT value FROM counter');
    await database.destroy();
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 30);
    assert.equal(value, 30);
  });

  it('works on after a connection was cut off in the middle of a transaction', async () => {
    const postgres = await start();
    const client = new Client(postgres.url);
    client.on('error', () => {});
    await client.connect();
    await client.query('CREATE TABLE cut_off (n integer)');
    await client.query('BEGIN');
    await client.query('INSERT INTO cut_off VALUES (1)');
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    stream.destroy();
    await once(stream, 'close');
    const next = new Client(postgres.url);
    await next.connect();
    const { rows } = await next.query('SELECT count(*)::int AS n FROM cut_off');
    await next.end();
    assert.deepEqual(rows, [{ n: 0 }]);
  });

  it('survives a greeting that is none', async () => {
    const postgres = await start();
    const path = join(folder, 'postgres.socket', '.s.PGSQL.5432');
    const socket = connect(path).on('error', () => {});
    await once(socket, 'connect');
    socket.write(Buffer.from([0, 0, 0, 9, 0, 9, 9, 9, 9]));
    const client = new Client(postgres.url);
    await client.connect();
    const { rows } = await client.query('SELECT 1 AS one');
    await client.end();
    socket.destroy();
    assert.deepEqual(rows, [{ one: 1 }]);
  });

  it('tells when it dies', async () => {
    const created = once(process, 'worker') as Promise<[Worker]>;
    const failed = new Promise<Error>((onFailure) => start({ onFailure }));
    const [worker] = await created;
    await once(worker, 'message');
    await worker.terminate();
    assert.match((await failed).message, /ended with code 1/);
    await start();
  });

  it('does not start on files that are no database, and gives its lock back', async () => {
    const home = join(folder, 'broken');
    await mkdir(join(home, 'postgres'), { recursive: true });
    await writeFile(join(home, 'postgres', 'PG_VERSION'), '18\n');
    await assert.rejects(start({}, home));
    assert.ok(!(await readdir(home)).includes('postgres.lock'));
  });

  it('listens at a port where the path is too long for a socket', async () => {
    const home = join(folder, 'deep', 'x'.repeat(100));
    await mkdir(home, { recursive: true });
    await cp(join(folder, 'postgres'), join(home, 'postgres'), { recursive: true });
    const { url } = await start({}, home);
    assert.match(url, /^postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres$/);
    await (await openDatabase(url, { poolSize: 1 })).destroy();
  });
});
