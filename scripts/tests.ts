import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');

/** Folders of tests that start servers and wait for them, most of the time with a core to spare. */
const SLOW = ['deploy', 'drill', 'e2e'];
const NO_TESTS = ['support'];

/**
 * Runs all tests, in two processes side by side: those that wait for servers, and all others. What the first ones say
 * is shown when they are through. Ends with 0 when both did.
 */
async function main(): Promise<void> {
  const folders = readdirSync(`${root}/test`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const others = folders.map(({ name }) => name).filter((name) => ![...SLOW, ...NO_TESTS].includes(name));
  const slow = start(SLOW.map(inFolder), 'pipe');
  const said = slow.stdout ? text(slow.stdout) : '';
  const codes = await Promise.all([
    ended(start(['test/*.test.ts', ...others.map(inFolder)], 'inherit')),
    ended(slow),
  ]);
  console.log(await said);
  process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
}

const inFolder = (name: string) => `test/${name}/**/*.test.ts`;

function start(files: string[], stdout: 'pipe' | 'inherit') {
  return spawn(process.execPath, [mocha, ...files], { cwd: root, stdio: ['ignore', stdout, 'inherit'] });
}

function ended(child: ReturnType<typeof start>): Promise<number> {
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

await main();
