import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE } from '../../scripts/compileCache.ts';
import { copyMadeDatabase } from './madeDatabase.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A whole server in a process of its own, as operators run it, on a free port and with its own data. */
export interface ParlorProcess {
  url: string;
  port: number;
  operatorPassword: string;
  dataDir: string;
  /** What it wrote to both outputs so far. */
  output(): string;
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, as when the machine dies. */
  kill(): Promise<void>;
}

/**
 * Starts a server and waits until it says that it is ready.
 * @param env more of the environment; `PARLOR_DATA_DIR` keeps data over restarts
 * @param tree the folder whose server it is
 */
export async function startParlor(env: Record<string, string> = {}, tree = root): Promise<ParlorProcess> {
  const ownFolder = env.PARLOR_DATA_DIR === undefined;
  const dataDir = env.PARLOR_DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'parlor-test-')));
  const operatorPassword = 'an operator of the tests';
  if (ownFolder && env.DATABASE_URL === undefined && tree === root) await copyMadeDatabase(dataDir);
  const child = spawn(process.execPath, [join(tree, 'src/index.ts')], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      OPERATOR_PASSWORD: operatorPassword,
      PARLOR_DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const port = await readyPort(child, (text) => {
    output += text;
  });
  const finish = async () => {
    const [code] = await ended;
    if (ownFolder) await rm(dataDir, { recursive: true, force: true });
    return code;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    operatorPassword,
    dataDir,
    output: () => output,
    stop() {
      child.kill('SIGTERM');
      return finish();
    },
    async kill() {
      child.kill('SIGKILL');
      await finish();
    },
  };
}

function readyPort(child: ChildProcess, onText: (text: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    let all = '';
    const read = (chunk: Buffer) => {
      onText(chunk.toString());
      all += chunk.toString();
      const ready = /ready at http:\/\/localhost:(\d+)\//.exec(all);
      if (ready) resolve(Number(ready[1]));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it was ready:\n${all}`)),
    );
  });
}
