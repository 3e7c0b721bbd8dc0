import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Newest change below a folder, in epoch ms. */
function newestIn(folder: string): number {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const times = files.filter((f) => f.isFile()).map((f) => statSync(join(f.parentPath, f.name)).mtimeMs);
  return Math.max(0, ...times);
}

/** Is the built page there and newer than what it is built from? */
function pageIsFresh(): boolean {
  const built = join(root, 'web/dist/index.html');
  if (!existsSync(built)) return false;
  const sources = Math.max(
    newestIn('web/src'),
    newestIn('client'),
    statSync(join(root, 'package-lock.json')).mtimeMs,
  );
  return statSync(built).mtimeMs > sources;
}

if (!pageIsFresh()) {
  console.log('Building the page …');
  const { build } = await import('vite');
  await build({ root: join(root, 'web'), logLevel: 'warn' });
}
await import('../src/index.ts');
