import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds the page into `web/dist` unless it is there and newer than what it is built from.
 * @param say told when it is built, as that takes a moment
 */
export async function buildPage(say: (text: string) => void): Promise<void> {
  if (isFresh()) return;
  say('Building the page …');
  // In a process of its own: what the builder takes of memory, the server that starts next does not keep.
  const builder = join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [builder, 'build', join(root, 'web'), '--logLevel', 'warn'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The page could not be built.');
}

/** What the page is made of: its own files, the client, and what a replay needs of the server. */
const FOLDERS = [
  'web/src',
  'web/public',
  'client',
  'src/games',
  'src/schema',
  'src/match',
  'src/lib',
  'src/protocol',
];
const FILES = ['web/index.html', 'web/vite.config.ts', 'web/gameRules.ts', 'package-lock.json'];

function isFresh(): boolean {
  const built = join(root, 'web/dist/index.html');
  if (!existsSync(built)) return false;
  const folders = FOLDERS.map(newestIn);
  const files = FILES.map((file) => statSync(join(root, file)).mtimeMs);
  return statSync(built).mtimeMs > Math.max(...folders, ...files);
}

/** Newest change in or below a folder, in epoch ms: a folder changes when something in it comes or goes. */
function newestIn(folder: string): number {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  return Math.max(...[join(root, folder), ...paths].map((path) => statSync(path).mtimeMs));
}
