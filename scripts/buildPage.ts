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
  const { build } = await import('vite');
  const { NODE_ENV } = process.env;
  await build({ root: join(root, 'web'), logLevel: 'warn' });
  // The builder sets it to production for itself; the server that starts next is to see its operator's.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
}

function isFresh(): boolean {
  const built = join(root, 'web/dist/index.html');
  if (!existsSync(built)) return false;
  const folders = ['web/src', 'web/public', 'client', 'src/games', 'src/match', 'src/lib'].map(newestIn);
  const files = ['web/index.html', 'web/vite.config.ts', 'package-lock.json'].map(
    (file) => statSync(join(root, file)).mtimeMs,
  );
  return statSync(built).mtimeMs > Math.max(...folders, ...files);
}

/** Newest change below a folder, in epoch ms. */
function newestIn(folder: string): number {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const times = files.filter((f) => f.isFile()).map((f) => statSync(join(f.parentPath, f.name)).mtimeMs);
  return Math.max(0, ...times);
}
