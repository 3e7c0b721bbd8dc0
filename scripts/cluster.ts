import { parseArgs } from 'node:util';
import { buildPage } from './buildPage.ts';
import { type Cluster, startCluster } from './cluster/cluster.ts';

const USAGE = `Runs N processes of Parlor behind nginx, with Redis and Postgres, on this machine. Ctrl-C ends them all.

  npm run cluster -- [options]

  --processes <n>           how many; 2 by default
  --port <port>             of nginx; PORT or 2567 by default, 0 for a free one of 127.0.0.1
  --database-url <url>      a Postgres that runs already
  --redis-url <url>         a Redis that runs already
  --public-address <host>   host[:port] at which clients reach nginx; localhost and the port by default
  --restart                 starts a process again that dies
  --no-durable              Redis without its file, Postgres without fsync: quicker, and a crash of the machine costs
                            what was stored
  --json                    prints one line of JSON when everything runs, and nothing else on this output

Everything else in the environment goes to the processes: LOG_LEVEL, REGION, …`;

const DEFAULT_PORT = 2567;
const MOST_PROCESSES = 64;
/** npm hands on a Ctrl-C that the terminal has sent here already. A later one means that somebody cannot wait. */
const SAME_KEY_MS = 500;

interface Settings {
  processes: number;
  port: number;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  publicAddress: string | undefined;
  restart: boolean;
  durable: boolean;
  json: boolean;
}

/** @throws Error that says what is wrong */
function readSettings(): Settings {
  const { values } = parseArgs({
    options: {
      processes: { type: 'string', default: '2' },
      port: { type: 'string', default: process.env.PORT || String(DEFAULT_PORT) },
      'database-url': { type: 'string' },
      'redis-url': { type: 'string' },
      'public-address': { type: 'string' },
      restart: { type: 'boolean', default: false },
      durable: { type: 'boolean', default: true },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowNegative: true,
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const port = integer('--port', values.port, 0, 65535);
  return {
    processes: integer('--processes', values.processes, 1, MOST_PROCESSES),
    port,
    databaseUrl: values['database-url'],
    redisUrl: values['redis-url'],
    publicAddress: values['public-address'] ?? (port === 0 ? undefined : `localhost:${port}`),
    restart: values.restart,
    durable: values.durable,
    json: values.json,
  };
}

function integer(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Error(`${name} is to be a number from ${min} to ${max}.`);
}

function table(cluster: Cluster): string {
  const rows = [
    ['name', 'pid', 'port'],
    ...cluster.services().map(({ name, pid, port }) => [name, String(pid), String(port)]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('   ')}`).join('\n');
}

function json(cluster: Cluster): string {
  const { url, port, databaseUrl, redisUrl, operatorPassword, folder } = cluster;
  return JSON.stringify({
    url,
    port,
    services: cluster.services(),
    database_url: databaseUrl,
    redis_url: redisUrl,
    operator_password: operatorPassword,
    folder,
  });
}

async function main(settings: Settings): Promise<void> {
  const giveUp = new AbortController();
  let cluster: Cluster | undefined;
  let askedAt = 0;
  const stop = () => {
    const now = performance.now();
    if (askedAt > 0 && now - askedAt < SAME_KEY_MS) return;
    if (askedAt > 0) {
      process.exitCode = 1;
      cluster?.killNow();
      return;
    }
    askedAt = now;
    console.error(cluster ? 'Stopping …' : 'Giving up …');
    if (cluster) void cluster.stop();
    else giveUp.abort();
  };
  // The terminal that was closed is asked like the others.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

  const say = (text: string) => console.error(text);
  await buildPage(say);
  cluster = await startCluster({
    ...settings,
    say,
    env: { LOG_LEVEL: process.env.LOG_LEVEL || 'info' },
    onLine: (name, line) => console.error(`${name} │ ${line}`),
    signal: giveUp.signal,
  });
  if (settings.json) return console.log(json(cluster));
  console.log(`\n${table(cluster)}\n`);
  console.log(`Parlor is ready at http://localhost:${cluster.port}/app`);
  console.log(`Operator: operator / ${cluster.operatorPassword}   Stop: Ctrl-C`);
}

try {
  await main(readSettings());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
