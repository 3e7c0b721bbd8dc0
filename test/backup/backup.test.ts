import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import { checkShared, forgetShared } from '../../scripts/backup/forgetShared.ts';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { COMPILE_CACHE } from '../../scripts/compileCache.ts';
import { HOUSE } from '../../src/games/game.ts';
import { Sealer } from '../../src/lib/sealer.ts';
import { newRating } from '../../src/matchmaking/rating.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { startEmbeddedPostgres } from '../../src/persistence/embedded/embeddedPostgres.ts';
import { PostgresAccounts } from '../../src/persistence/postgres/postgresAccounts.ts';
import { PostgresMatchRecords } from '../../src/persistence/postgres/postgresMatchRecords.ts';
import { bot, journalEntry, resultOf, simpleRate, startOf } from '../persistence/matches.ts';
import { newId } from '../persistence/stores.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';
import { freshPostgres } from '../support/postgres.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { testSealer } from '../support/testSealer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SECRET = 'the secret of the server that is backed up';
const [KEY = ''] = new Sealer({ current: SECRET }).keyIds;
/** What became of matches, row by row. Nothing of it changes while another match is played. */
const RECORDS = ['ratings', 'point_entries', 'journal_entries', 'game_records'];

interface Ended {
  code: number;
  output: string;
}

/** Runs `npm run backup` or `npm run restore`, as an operator does. */
function command(name: 'backup' | 'restore', args: string[], env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [join(root, `scripts/${name}.ts`), ...args],
      { cwd: root, env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env } },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` }),
    ),
  );
}

/** Where a database is: in a data folder of its own, or in Postgres. */
async function place(kind: string, dataDir: string): Promise<Record<string, string>> {
  const env = { PARLOR_DATA_DIR: dataDir, JWT_SECRET: SECRET };
  return kind === 'embedded' ? env : { ...env, DATABASE_URL: await freshPostgres() };
}

/** Does something with the database of a place whose server does not run. */
async function at<T>(
  env: Record<string, string>,
  work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const embedded = env.DATABASE_URL ? null : await startEmbeddedPostgres(env.PARLOR_DATA_DIR ?? '');
  const database = await openDatabase(env.DATABASE_URL ?? embedded?.url ?? '', { poolSize: 1 });
  return work(database).finally(async () => {
    await database.destroy();
    await embedded?.stop();
  });
}

/** One match that is over, with everything that is stored of one. */
function finishOne(env: Record<string, string>): Promise<void> {
  return at(env, async (database) => {
    const accounts = new PostgresAccounts(database);
    const people = ['Bo', 'Cy'].map((name) => ({ id: newId(), name, bot: false }));
    for (const each of people) await accounts.create(each);
    const [{ id } = { id: '' }] = people;
    const start = startOf([...people, bot()]);
    const records = new PostgresMatchRecords(database, {
      newRating,
      hashOf: () => '',
      sealer: testSealer,
      now: Date.now,
    });
    await records.started(start);
    const line = { seq: 1, kind: 'decay', debit: id, credit: HOUSE, amount: 5, giver: id, taker: HOUSE };
    await records.finished(
      resultOf(start, {
        ledger: [line],
        journal: [journalEntry(1, id), journalEntry(2, id)],
        records: [{ kind: 'hand', player: id, at: 5, data: { hand: 1 } }],
      }),
      simpleRate,
    );
  });
}

interface Look {
  records: Record<string, unknown[]>;
  notifications: string | undefined;
  button: number;
}

/** The records, and the epochs that clients hold on to. */
function lookAt(env: Record<string, string>): Promise<Look> {
  return at(env, async (database) => {
    const records: Look['records'] = {};
    for (const table of RECORDS)
      records[table] = await database.query(`SELECT * FROM ${table} ORDER BY 1, 2`);
    records.matches = await database.query(`SELECT * FROM matches WHERE outcome = 'finished' ORDER BY id`);
    const [notifications] = await database.query('SELECT epoch FROM notification_head');
    const [button] = await database.query('SELECT epoch FROM button_head');
    return { records, notifications: notifications?.epoch, button: Number(button?.epoch) };
  });
}

for (const kind of ['embedded', 'postgres'] as const) {
  describe(`a backup of the ${kind} database`, function () {
    this.timeout(200_000); // starts databases and servers, on a machine that may be busy
    let folder: string;
    let backup: string;
    let port: string;
    let there: Record<string, string>;
    let server: ParlorProcess | undefined;
    /** Of the match that runs, and of its player. */
    let match: string;
    let ada: PlainPlayer;
    let redis: Redis | undefined;
    let done: number;
    /** How it stood when its server was killed. */
    let stood: Look;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'parlor-backup-'));
      backup = join(folder, 'backup');
      port = String(await freePort());
      there = await place(kind, join(folder, 'there'));
    });
    afterEach(async () => {
      await server?.kill();
      server = undefined;
      redis?.disconnect();
    });
    after(() => rm(folder, { recursive: true, force: true }));

    it('is made while a match runs, and names the key that it needs', async () => {
      const here = await place(kind, join(folder, 'here'));
      await finishOne(here);
      server = await startParlor({ ...here, PORT: port });
      ada = await PlainPlayer.signIn(server.url, 'Ada');
      match = await ada.queueOverHttp({ game: 'relay', bots: true });
      const room = await ada.client.joinById(match);
      room.onMessage('*', () => {});
      room.reconnection.enabled = false; // it goes on over HTTP
      await ada.stateWhen(match, ({ phase }) => phase === 'playing');
      const { body } = await ada.act(match, { action: 'skip' }, 'before the backup');
      assert.ok(body.version > 0, JSON.stringify(body));
      done = body.version;

      const made = await command('backup', [backup], here);
      assert.equal(made.code, 0, made.output);
      assert.match(made.output, new RegExp(`need the key ${KEY}`));
      assert.equal((await ada.ask('GET', `/api/v1/matches/${match}/state`)).status, 200, 'it is played on');
      assert.equal((await command('backup', [backup], here)).code, 2, 'it is not written over');
      await writeFile(join(folder, 'a file'), '');
      const inTheWay = await command('backup', [join(folder, 'a file')], here);
      assert.equal(inTheWay.code, 2, inTheWay.output);
      await server.kill();
      stood = await lookAt(here);
      for (const table of [...RECORDS, 'matches'])
        assert.ok((stood.records[table]?.length ?? 0) > 0, `nothing in ${table}`);
    });

    it('is restored elsewhere with every record, and in new epochs, but not without the key', async () => {
      const other = await command('restore', [backup], { ...there, JWT_SECRET: 'another secret' });
      assert.equal(other.code, 2, other.output);
      assert.match(other.output, new RegExp(`sealed under the key ${KEY}, which is not known here`));
      const restored = await command('restore', [backup], there);
      assert.equal(restored.code, 0, restored.output);
      const { records, notifications, button } = await lookAt(there);
      assert.deepEqual(records, stood.records);
      assert.notEqual(notifications, stood.notifications);
      assert.ok(button > stood.button + 1_000_000, `${button} after ${stood.button}`);
    });

    it('goes on there with the match that ran', async () => {
      server = await startParlor({ ...there, PORT: port });
      assert.equal((await ada.ask('GET', '/api/v1/players/me/match')).body.match_id, match);
      const { body } = await ada.act(match, { action: 'skip' }, 'before the backup');
      assert.equal(body.version, done, 'what was acknowledged is not done twice');
      const running = await command('restore', [backup, '--overwrite'], there);
      assert.equal(running.code, 2, running.output);
    });

    it('ends the match that ran, when it is told to', async () => {
      const { code, output } = await command('restore', [backup, '--overwrite', '--end-matches'], there);
      assert.equal(code, 0, output);
      server = await startParlor({ ...there, PORT: port, LOG_LEVEL: 'info' });
      const outcome = async () => (await ada.ask('GET', `/api/v1/matches/${match}`)).body.outcome;
      while ((await outcome()) !== 'abandoned') await pause(250); // the sweeper finds it
      assert.equal((await ada.ask('GET', '/api/v1/players/me/match')).status, 404);
      assert.match(server.output(), /a match was cancelled by a restore: abandoned/);
      assert.doesNotMatch(server.output(), /cannot be read/);
      const { body } = await ada.ask('GET', `/api/v1/matches/${match}/replay`);
      assert.ok(
        body.journal.some(({ request_id: id }: { request_id: string }) => id === 'before the backup'),
        'what was played is known',
      );
    });

    it('takes the place of what is there when it is told to', async () => {
      const refused = await command('restore', [backup], there);
      assert.equal(refused.code, 2, refused.output);
      assert.match(refused.output, /--overwrite/);
      const { code, output } = await command('restore', [backup, '--overwrite'], there);
      assert.equal(code, 0, output);
    });

    if (kind === 'embedded')
      it('is there as it was after a restore that was killed while it took its place', async () => {
        const home = join(there.PARLOR_DATA_DIR ?? '', 'postgres');
        const was = await lookAt(there);
        await rename(home, `${home}.being-replaced`);
        assert.deepEqual(await lookAt(there), was);
      });
    else
      it('leaves all as it was when it fails, and says that it did not begin where it cannot', async () => {
        redis = quietRedis((await sharedRedis()).url);
        const prefix = freshPrefix();
        const shared = { REDIS_URL: (await sharedRedis()).url, REDIS_PREFIX: prefix };
        await redis.set(`${prefix}match:1:meta`, 'running');
        const was = await lookAt(there);
        const [bin, damaged] = [join(folder, 'bin'), join(folder, 'damaged')];
        await mkdir(bin);
        /** A restore where the tools do this, each a script. */
        const withTools = async (tools: Record<string, string>, from = backup) => {
          await rm(bin, { recursive: true });
          await mkdir(bin);
          for (const [name, script] of Object.entries(tools))
            await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
          return command('restore', [from, '--overwrite'], { ...there, ...shared, PATH: bin });
        };
        const real = (name: string) => `PATH=${process.env.PATH} exec ${name} "$@"`;
        await cp(backup, damaged, { recursive: true });
        const dump = await readFile(join(damaged, 'database.dump'));
        const half = dump.subarray(0, -300);
        await writeFile(join(damaged, 'database.dump'), half);
        const document = JSON.parse(await readFile(join(damaged, 'backup.json'), 'utf8'));
        const sha256 = createHash('sha256').update(half).digest('hex');
        const files = [{ path: 'database.dump', bytes: half.length, sha256 }];
        await writeFile(join(damaged, 'backup.json'), JSON.stringify({ ...document, files }));

        const [psql, restore] = [real('psql'), real('pg_restore')];
        const older = '[ "$1" = --list ] && echo "unsupported version in file header" >&2; exit 1';
        const fullDisk = `if [ "$1" = --list ]; then ${restore}; fi; echo "CREATE TABLE half (a int);"; echo "no space" >&2; exit 1`;
        const cases: [number, RegExp, Record<string, string>, string?][] = [
          [2, /pg_restore is needed/, { psql }],
          [2, /psql is needed/, { pg_restore: restore }],
          [2, /unsupported version/, { psql, pg_restore: older }],
          [1, /pg_restore ended with 1:\n.*no space/, { psql, pg_restore: fullDisk }],
          [1, /pg_restore ended with 1/, { psql, pg_restore: restore }, damaged],
        ];
        for (const [code, said, tools, from] of cases) {
          const ended = await withTools(tools, from);
          assert.equal(ended.code, code, ended.output);
          assert.match(ended.output, said);
        }
        assert.deepEqual(await lookAt(there), was);
        assert.equal(await redis.exists(`${prefix}match:1:meta`), 1);
        const whole = await withTools({ psql, pg_restore: restore });
        assert.equal(whole.code, 0, whole.output);
        assert.equal(await redis.exists(`${prefix}match:1:meta`), 0);
      });

    it('is refused when it is damaged, or names files elsewhere', async () => {
      const document = await readFile(join(backup, 'backup.json'), 'utf8');
      const { files } = JSON.parse(document);
      for (const path of ['../elsewhere', '/etc/passwd', 'a/../../b', '..']) {
        const changed = { ...JSON.parse(document), files: [{ ...files[0], path }] };
        await writeFile(join(backup, 'backup.json'), JSON.stringify(changed));
        assert.equal((await command('restore', [backup, '--overwrite'], there)).code, 2, path);
      }
      await writeFile(join(backup, 'backup.json'), document);
      await appendFile(join(backup, files.at(-1).path), 'x');
      const nowhere = await place(kind, join(folder, 'nowhere'));
      const { code, output } = await command('restore', [backup], nowhere);
      assert.equal(code, 2, output);
      assert.match(output, /is damaged or gone/);
    });
  });
}

describe('a backup of what does not answer', function () {
  this.timeout(60_000);

  it('did not begin, and says what could not be reached, without its password', async () => {
    const nobody = `127.0.0.1:${await freePort()}`;
    const folder = join(tmpdir(), `parlor-backup-${newId()}`);
    const env = { JWT_SECRET: SECRET, DATABASE_URL: `postgres://me:a-password@${nobody}/parlor` };
    const { code, output } = await command('backup', [folder], env);
    assert.equal(code, 2, output);
    assert.ok(output.includes(`Postgres at ${nobody}/parlor cannot be reached: `), output);
    assert.match(output, /ECONNREFUSED/);
    assert.doesNotMatch(output, /a-password/);
    await assert.rejects(
      checkShared(`redis://:a-password@${nobody}`, { prefix: 'x', overwrite: true }),
      ({ message }: Error) => message.startsWith(`Redis at ${nobody} cannot be asked: `),
    );
  });
});

describe('restoring, with Redis', function () {
  this.timeout(180_000);

  it('forgets what Redis knows of the database before, when it is told to', async () => {
    const { url } = await sharedRedis();
    const [prefix, others] = [freshPrefix(), freshPrefix()];
    const redis = quietRedis(url);
    await redis.mset(`${prefix}match:1:meta`, 'running', `${others}match:1:meta`, 'of somebody else');
    await assert.rejects(checkShared(url, { prefix, overwrite: false }), /--overwrite/);
    await checkShared(url, { prefix, overwrite: true });
    assert.equal(await redis.exists(`${prefix}match:1:meta`), 1);
    await forgetShared(url, prefix);
    assert.deepEqual(
      [await redis.exists(`${prefix}match:1:meta`), await redis.exists(`${others}match:1:meta`)],
      [0, 1],
    );
    redis.disconnect();
  });
});
