import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { DatabaseError } from '../../src/persistence/migrate.ts';
import { freshPostgres } from '../support/postgres.ts';

const isDatabaseError = (pattern: RegExp) => (error: unknown) =>
  error instanceof DatabaseError && pattern.test(error.message);

describe('opening a database', function () {
  this.timeout(180_000);

  it('gives up after a while when nobody answers, and tells no password', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const opening = openDatabase(`postgres://ada:hidden@127.0.0.1:${port}/parlor`, {
      poolSize: 1,
      connectWithinMs: 0,
    });
    const message = `^The database at postgres://127.0.0.1:${port}/parlor cannot be used: .*ECONNREFUSED`;
    await assert.rejects(opening, isDatabaseError(new RegExp(message)));
  });

  it('waits for one that is still starting', async () => {
    const url = new URL(await freshPostgres());
    const sockets: Socket[] = [];
    const proxy = createServer((socket) => {
      sockets.push(socket);
      if (sockets.length === 1) socket.destroy();
      else socket.pipe(connect(Number(url.port), url.hostname)).pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = `postgres://postgres@127.0.0.1:${(proxy.address() as AddressInfo).port}${url.pathname}`;
    const database = await openDatabase(address, { poolSize: 1, connectWithinMs: 20_000 });
    await database.destroy();
    proxy.close();
    await once(proxy, 'close');
    assert.ok(sockets.length > 1);
  });

  it('fails at once when the database refuses', async () => {
    const url = await freshPostgres();
    const opening = openDatabase(`${url}_missing`, { poolSize: 1, connectWithinMs: 600_000 });
    await assert.rejects(opening, isDatabaseError(/database "test_\d+_missing" does not exist/));
  });
});

describe('an open database', function () {
  this.timeout(180_000);
  let database: DataSource;

  before(async () => {
    database = await openDatabase(await freshPostgres(), { poolSize: 1 });
  });
  after(() => database?.destroy());

  it('bounds how long a statement, a lock and an idle transaction may take', async () => {
    const rows: { name: string; setting: string }[] = await database.query(
      "SELECT name, setting FROM pg_settings WHERE name ~ '^(statement|lock|idle_in_transaction_session)_timeout$'",
    );
    assert.deepEqual(Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)])), {
      statement_timeout: 10_000,
      lock_timeout: 5000,
      idle_in_transaction_session_timeout: 15_000,
    });
  });

  it('never hands out a connection with an open transaction', async () => {
    const runner = database.createQueryRunner();
    await runner.query('BEGIN');
    await runner.query('CREATE TABLE forgotten (n integer)');
    await runner.release();
    const [row] = await database.query("SELECT to_regclass('forgotten') AS forgotten");
    assert.equal(row.forgotten, null);
  });

  it('never hands out a connection that is busy', async () => {
    const runner = database.createQueryRunner();
    await runner.query('SELECT 1');
    const stuck = assert.rejects(runner.query('SELECT pg_sleep(60)'), /terminated/);
    await new Promise(setImmediate); // by now it is sent
    await runner.release();
    assert.deepEqual(await database.query('SELECT 2 AS two'), [{ two: 2 }]);
    await stuck;
  });
});
