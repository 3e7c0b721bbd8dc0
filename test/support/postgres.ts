import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { Programs } from '../../scripts/cluster/Programs.ts';
import { type Postgres, startPostgres } from '../../scripts/cluster/postgres.ts';

interface Server {
  postgres: Postgres;
  folder: string;
}

const programs = new Programs();
let server: Promise<Server> | undefined;
let databases = 0;

/** The URL of a new, empty database of a real Postgres, which is started when it is first asked for. */
export async function freshPostgres(): Promise<string> {
  server ??= startServer();
  const { postgres } = await server;
  databases += 1;
  const name = `test_${databases}`;
  const client = new Client(postgres.url);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return url.href;
}

after('stop Postgres', async function () {
  this.timeout(180_000); // a busy machine
  const started = await server?.catch(() => undefined);
  await started?.postgres.stop();
  if (started) await rm(started.folder, { recursive: true, force: true });
});

async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-postgres-'));
  await chmod(folder, 0o755); // as root it runs as another user
  return {
    postgres: await startPostgres(join(folder, 'postgres'), await freePort(), programs.begin),
    folder,
  };
}
