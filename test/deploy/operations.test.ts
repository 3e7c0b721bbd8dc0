import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMetrics } from '../../src/metrics/metrics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');

describe('docs/operations.md', () => {
  it('names metrics that there are', async () => {
    const metrics = await createMetrics().text();
    const named = [...page.matchAll(/`((?:parlor|nodejs)_\w+)`/g)].map(([, name]) => name);
    assert.ok(named.length > 5);
    for (const name of named) assert.match(metrics, new RegExp(`^# HELP ${name} `, 'm'));
  });

  it('quotes messages that are logged', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const sources = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, 'src', file), 'utf8'));
    const table = page.slice(page.indexOf('| message |'));
    const quoted = [...table.matchAll(/^ *\| `([^`]+)`/gm)].map(([, message]) => message);
    assert.ok(quoted.length > 4);
    for (const message of quoted)
      assert.ok(
        sources.some((text) => text.includes(`'${message}'`)),
        message,
      );
  });

  it('names files of this repository', () => {
    for (const [, file = ''] of page.matchAll(/\b(scripts\/\w+\.ts|deploy\/[\w.]+|ecosystem\.config\.js)/g))
      assert.ok(readFileSync(join(root, file)).length > 0, file);
  });
});
