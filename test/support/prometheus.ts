import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { Service } from '../../scripts/cluster/Service.ts';

/** Where the configuration and the rules are that operators use. */
export const PROMETHEUS_FOLDER = fileURLToPath(new URL('../../deploy/prometheus/', import.meta.url));

/** One line of an answer: its labels, and its value now. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
}

export interface Prometheus {
  /** What an expression is now. @throws Error when Prometheus cannot make sense of it */
  query(expr: string): Promise<Sample[]>;
  /** The alerts that it has taken in, by name. */
  alerts(): Promise<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts a Prometheus with the configuration of `deploy/`, but for whom it asks, and that it asks once a second. */
export async function startPrometheus(
  folder: string,
  targets: readonly string[],
  operatorPassword: string,
): Promise<Prometheus> {
  await mkdir(folder);
  const password = join(folder, 'password');
  await writeFile(password, operatorPassword);
  const config = await readFile(join(PROMETHEUS_FOLDER, 'prometheus.yml'), 'utf8');
  const [known, first] = [/(- targets:\n)(?: +- .+\n)+/, '          - '];
  const own = config
    .replaceAll('interval: 15s', 'interval: 1s')
    .replace('/run/secrets/operator_password', password)
    .replace(known, `$1${targets.map((target) => `${first}${target}\n`).join('')}`);
  assert.ok(own.includes(targets[0] ?? '') && own.includes(password), own);
  await writeFile(join(folder, 'prometheus.yml'), own);
  await copyFile(join(PROMETHEUS_FOLDER, 'rules.yml'), join(folder, 'rules.yml'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = await Service.start('Prometheus', {
    command: 'prometheus',
    args: [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
  });
  await service.line(/Server is ready to receive web requests/);
  const ask = async (path: string) => {
    const response = await fetch(`${url}/api/v1/${path}`);
    const answer = (await response.json()) as { status: string; error?: string; data: never };
    assert.equal(answer.status, 'success', `${path}: ${answer.error}`);
    return answer.data;
  };
  return {
    async query(expr) {
      const { result } = (await ask(`query?query=${encodeURIComponent(expr)}`)) as {
        result: { metric: Record<string, string>; value: [number, string] }[];
      };
      return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    async alerts() {
      const { groups } = (await ask('rules?type=alert')) as {
        groups: { rules: { name: string; query: string }[] }[];
      };
      return Object.fromEntries(groups.flatMap(({ rules }) => rules.map(({ name, query }) => [name, query])));
    },
    stop: () => service.kill(),
  };
}
