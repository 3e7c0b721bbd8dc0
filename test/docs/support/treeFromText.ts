import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What a reader of a page has: a copy of the tree in which they did what the page says. */
export interface ReadersTree {
  folder: string;
  /** Files that the page made or changed. */
  files: string[];
  remove(): Promise<void>;
}

/** Copies the tree and writes into it every block of a page that names a file; a diff changes one that is there. */
export async function treeFromText(page: string): Promise<ReadersTree> {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-docs-'));
  for (const part of [
    'src',
    'client',
    'package.json',
    'tsconfig.json',
    'biome.json',
    'test/support',
    'test/games/differenceOf.ts',
    'test/games/keepsSecrets.ts',
    'test/games/listening.ts',
    'test/games/Wire.ts',
    'web',
  ]) {
    await cp(join(root, part), join(folder, part), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const blocks = blocksOf(await readFile(join(root, page), 'utf8'));
  for (const { language, file, text } of blocks) {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, language === 'diff' ? changed(await readFile(path, 'utf8'), text) : text);
  }
  return {
    folder,
    files: blocks.map(({ file }) => file),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Blocks that begin with ```language file=path. */
export function blocksOf(markdown: string): { language: string; file: string; text: string }[] {
  const blocks = markdown.matchAll(/^```(\w+) file=(\S+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, language = '', file = '', text = '']) => ({ language, file, text }));
}

/** Applies a diff without line numbers, hunks parted by blank lines: what each leaves or takes must be there, once. */
function changed(text: string, diff: string): string {
  let now = text;
  for (const hunk of diff.trimEnd().split('\n\n')) {
    const without = (sign: string) => {
      const lines = hunk.split('\n').filter((line) => !line.startsWith(sign));
      return lines.map((line) => `${line.slice(1)}\n`).join('');
    };
    assert.equal(now.split(without('+')).length, 2, `the page and the tree differ:\n${hunk}`);
    now = now.replace(without('+'), () => without('-'));
  }
  return now;
}
