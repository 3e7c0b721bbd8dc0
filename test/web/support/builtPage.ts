import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const web = fileURLToPath(new URL('../../../web', import.meta.url));

/** Builds the page when that was not done before. */
export async function ensureBuilt(): Promise<void> {
  if (existsSync(`${web}/dist/index.html`)) return;
  await build({ root: web, logLevel: 'warn' });
}
