import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Nobody is there to read it. */
const UNHEARD = new Set(['client_gone']);

describe('the codes of docs/protocol.md', () => {
  const sources = globSync('src/**/*.ts', { cwd: root }).map(read).join('\n');
  const docs = globSync('docs/**/*.md', { cwd: root }).map(read).join('\n');
  const [, table = ''] = read('docs/protocol.md').split('\n### Codes\n');

  it('are all that a problem may have', () => {
    const thrown = [...sources.matchAll(/new Problem\(\s*\d{3},\s*'(\w+)'/g)].map(
      ([, code]) => code as string,
    );
    assert.ok(thrown.length > 50, `${thrown.length} found`);
    const missing = new Set(thrown.filter((code) => !UNHEARD.has(code) && !docs.includes(`\`${code}\``)));
    assert.deepEqual([...missing], []);
  });

  it('are said by the server', () => {
    const cells = [...table.matchAll(/^\| (`.+?`) \| /gm)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`(\w+)`/g),
    ]);
    const told = cells.map(([, code]) => code as string);
    assert.ok(told.length > 50, `${told.length} told`);
    const made = new Set([...sources.matchAll(/['"`](\w+)/g)].map(([, word]) => word));
    const isMade = (code: string) =>
      made.has(code) || (code.startsWith('malformed_') && made.has('malformed_'));
    assert.deepEqual(
      told.filter((code) => !isMade(code)),
      [],
    );
  });
});
