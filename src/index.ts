import { once } from 'node:events';
import { createServer } from 'node:net';
import { pino } from 'pino';
import { createApp, gamesOf } from './app.config.ts';
import { readConfig } from './config.ts';
import { buildDeps } from './deps/deps.ts';
import { withoutAgent } from './rooms/withoutAgent.ts';
import { checkNumbers } from './schema/numbers.ts';

/** Time that everything has to go down in; what hangs then is left behind. */
const SHUTDOWN_MS = 20_000;
const EXPECTED = new Set(['ConfigError', 'DatabaseError', 'LockedError']);

async function main(): Promise<void> {
  const config = readConfig();
  withoutAgent(process);
  await checkFree(config.port, config.host);
  const deps = await buildDeps(config, new Map(Object.entries(gamesOf(config))));
  const misfits = new Set<string>();
  if (!config.production)
    checkNumbers((error) => {
      const place = error.message.split(' is ')[0] ?? '';
      if (!misfits.has(place)) deps.log.warn({ err: error }, 'a number does not fit into its field'); // once for each
      misfits.add(place);
    });
  const app = createApp(config, deps);
  const port = await app.listen();
  const address = `http://localhost:${port}`;
  // Whatever is logged: who started it waits for this.
  const ready = `Parlor is ready at ${address}/app`;
  if (process.stdout.isTTY) {
    console.log(ready);
    console.log(`Open it and press Play. API: ${address}/docs  Stop: Ctrl-C`);
  } else deps.log.child({}, { level: 'info' }).info({ app: `${address}/app`, api: `${address}/docs` }, ready);

  let stopping = false;
  async function stop(reason: string, code: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    deps.log.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    await deps.drain();
    await app.close();
    await deps.stop();
    process.exitCode = code;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal, 0));
  process.on('uncaughtException', (error) => {
    deps.log.fatal({ err: error }, 'an exception that nobody caught');
    void stop('uncaughtException', 1);
  });
  process.on('unhandledRejection', (error) =>
    deps.log.error({ err: error }, 'a rejection that nobody handled'),
  );
  process.removeAllListeners('warning'); // Node's own prints lines that are no JSON
  process.on('warning', (warning) => deps.log.warn({ err: warning }, 'Node warns'));
  process.send?.('ready'); // PM2 waits for it
}

/** Before anything is opened, and before Colyseus, which would log the whole stack. @throws when the port is taken */
async function checkFree(port: number, host: string): Promise<void> {
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

/** Failures that an operator can mend, as one sentence; anything else with its stack. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('code' in error && error.code === 'EADDRINUSE')
    return `${error.message}. Stop what listens there, or set PORT.`;
  return EXPECTED.has(error.name) ? error.message : error;
}

main().catch((error: unknown) => {
  const text = explain(error);
  if (process.stderr.isTTY) console.error(text);
  else
    pino(pino.destination({ fd: 2, sync: true })).fatal(
      typeof text === 'string' ? { msg: text } : { err: text },
    );
  process.exit(1);
});
