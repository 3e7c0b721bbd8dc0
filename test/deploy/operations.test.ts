import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import { createMetrics } from '../../src/metrics/metrics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');

interface Described {
  name: string;
  help: string;
  labelNames: string[];
}

/** A metric as its row in the table begins. */
function described(metric: Described): string {
  const labels = metric.labelNames.map((label) => `\`${label}\``).join(', ');
  const type = metric.constructor.name.toLowerCase();
  return `| \`${metric.name}\` | ${type}${labels && `: ${labels}`} | ${metric.help}`;
}

function section(title: string): string {
  const from = page.indexOf(`${title}\n`);
  return page.slice(from, page.indexOf('\n## ', from));
}

describe('docs/operations.md', () => {
  it('lists every metric as the code has it', () => {
    const registry = new Registry();
    createMetrics(registry);
    const there = registry
      .getMetricsAsArray()
      .filter(({ name }) => !/^(nodejs|process)_/.test(name))
      .map((metric) => described(metric as unknown as Described));
    const table = section('## Metrics');
    const listed = [...table.matchAll(/^(\| `\w+` \| .*) \| [^|]+ \|$/gm)].map(([, row]) => row);
    assert.deepEqual(listed, there.sort());
  });

  it('names metrics that there are', async () => {
    const metrics = await createMetrics().text();
    const named = [...page.matchAll(/`((?:parlor|nodejs|process)_\w+)`/g)].map(([, name]) => name);
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
    for (const [, file = ''] of page.matchAll(
      /\b(scripts\/\w+\.ts|deploy\/[\w./-]+\.\w+|ecosystem\.config\.js)/g,
    ))
      assert.ok(readFileSync(join(root, file)).length > 0, file);
  });
});
