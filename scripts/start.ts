import { enableCompileCache } from 'node:module';
import { ConfigError, readConfig } from '../src/config.ts';
import { makeAhead } from '../src/persistence/embedded/makeAhead.ts';
import { buildPage } from './buildPage.ts';
import { COMPILE_CACHE } from './compileCache.ts';

// People read it as it is; whoever collects the log reads lines of JSON.
const say = (msg: string) =>
  console.log(process.stdout.isTTY ? msg : JSON.stringify({ level: 30, time: Date.now(), msg }));

enableCompileCache(COMPILE_CACHE); // where it cannot be written, everything is compiled anew
// Side by side: each takes seconds of a core, the first time, and the database longest.
await Promise.all([buildPage(say).then(readServer), firstDatabase()]);
await import('../src/index.ts');

/** Reads most of what the server is made of, as long as there is a core to spare. */
async function readServer(): Promise<void> {
  await Promise.all([import('../src/app.config.ts'), import('../src/deps/deps.ts')]);
}

async function firstDatabase(): Promise<void> {
  try {
    const { databaseUrl, dataDir } = readConfig();
    if (databaseUrl === undefined) await makeAhead(dataDir);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error; // the server says so when it starts
  }
}
