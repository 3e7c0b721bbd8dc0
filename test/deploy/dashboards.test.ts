import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dashboards } from '../../scripts/dashboards/dashboards.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { dashboardQueries, metricsIn } from '../support/dashboardQueries.ts';
import { PROMETHEUS_FOLDER } from '../support/prometheus.ts';

const GRAFANA_FOLDER = fileURLToPath(new URL('../../deploy/grafana/', import.meta.url));
const rules = readFileSync(`${PROMETHEUS_FOLDER}rules.yml`, 'utf8');

/** What `promtool` says; it must be content. */
function promtool(...args: string[]): string {
  return execFileSync('promtool', args, { cwd: PROMETHEUS_FOLDER, encoding: 'utf8' });
}

describe('dashboards and alerts', function () {
  this.timeout(180_000);

  it('are checked in as the script writes them', () => {
    const made = dashboards();
    const files = readdirSync(GRAFANA_FOLDER).filter((file) => file.endsWith('.json'));
    assert.deepEqual(files.sort(), Object.keys(made).sort());
    for (const [file, json] of Object.entries(made))
      assert.equal(readFileSync(GRAFANA_FOLDER + file, 'utf8'), json, 'npx node scripts/dashboards.ts');
  });

  it('ask for metrics that there are, by the names that Prometheus gives their parts', async () => {
    const text = await createMetrics().text();
    const there = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    );
    const exprs = [...dashboardQueries().map(({ expr }) => expr), ...exprsOf(rules)];
    assert.ok(exprs.length > 30);
    const asked = new Set(exprs.flatMap(metricsIn));
    assert.deepEqual(
      [...asked].filter((name) => !there.includes(name)),
      [],
    );
  });

  it('are rules that promtool takes, each of which fires when it should, and only then', () => {
    promtool('check', 'rules', 'rules.yml');
    promtool('check', 'config', '--syntax-only', 'prometheus.yml');
    promtool('test', 'rules', 'rules_test.yml');
    const tested = readFileSync(`${PROMETHEUS_FOLDER}rules_test.yml`, 'utf8');
    const names = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    assert.deepEqual(
      [...tested.matchAll(/- name: (\w+)/g)].map(([, name]) => name),
      names,
    );
  });
});

function exprsOf(yaml: string): string[] {
  return [...yaml.matchAll(/expr: >-\n +(.+)/g)].map(([, expr = '']) => expr);
}
