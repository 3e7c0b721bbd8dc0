import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { renderKubernetesConf, renderNginxConf } from '../../scripts/cluster/nginxConf.ts';
import { settings } from '../../src/config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}

interface PodSelector {
  matchLabels?: { app: string };
  matchExpressions?: { key: string; operator: string; values: string[] }[];
}

interface Policy {
  spec: {
    podSelector: PodSelector;
    ingress?: {
      ports: { port: number }[];
      from?: { podSelector?: PodSelector; namespaceSelector?: { matchLabels: Record<string, string> } }[];
    }[];
  };
}

const appsOf = ({ matchLabels, matchExpressions = [] }: PodSelector): string[] => [
  ...(matchLabels ? [matchLabels.app] : []),
  ...matchExpressions.flatMap(({ key, operator, values }) =>
    key === 'app' && operator === 'In' ? values : [],
  ),
];
const picks = (selector: PodSelector, app: string) => appsOf(selector).includes(app);

/** Where the models of Kubernetes have a kind. */
const moduleOf = ({ apiVersion, kind }: Manifest) => `kubernetes-models/${apiVersion}/${kind}`;

const manifests = ['config', 'websocket', 'scaling', 'network'].flatMap((file) =>
  parseAllDocuments(read(`deploy/k8s/${file}.yaml`)).map((one) => one.toJS() as Manifest),
);

describe('the manifests of Kubernetes', function () {
  this.timeout(200_000);

  it('are what Kubernetes takes', async () => {
    assert.equal(manifests.length, 13);
    for (const manifest of manifests) {
      const module = await import(moduleOf(manifest));
      new module[manifest.kind](manifest).validate();
    }
  });

  it('have no field that Kubernetes does not know', () => {
    assert.deepEqual(faultsIn(manifests), []);
    const [config] = manifests.filter(({ kind }) => kind === 'ConfigMap');
    assert.match(
      faultsIn([{ ...config, dota: {} } as unknown as Manifest]).join(),
      /dota/,
      'it would be found',
    );
  });

  it('let nginx see where players come from', () => {
    const services = manifests.filter(({ kind }) => kind === 'Service') as unknown as {
      spec: { type?: string; externalTrafficPolicy?: string };
    }[];
    const reached = services.filter(({ spec }) => spec.type === 'LoadBalancer' || spec.type === 'NodePort');
    assert.deepEqual(
      reached.map(({ spec }) => spec.externalTrafficPolicy),
      ['Local'],
    );
  });

  it('let processes, Redis and Postgres be reached by those alone who need them', () => {
    const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy') as unknown as Policy[];
    /** Who reaches this port of these pods: apps of ours, other namespaces, or everybody. */
    const reaching = (app: string, port: number) =>
      policies
        .filter(({ spec }) => picks(spec.podSelector, app))
        .flatMap(({ spec }) => spec.ingress ?? [])
        .filter(({ ports }) => ports.some((one) => one.port === port))
        .flatMap(({ from }) => from ?? [{ namespaceSelector: { matchLabels: { name: 'everybody' } } }])
        .flatMap(({ podSelector, namespaceSelector }) =>
          podSelector ? appsOf(podSelector) : Object.values(namespaceSelector?.matchLabels ?? {}),
        );
    assert.ok(policies.some(({ spec }) => Object.keys(spec.podSelector).length === 0 && !spec.ingress));
    assert.deepEqual(reaching('nginx', 8080), ['everybody']);
    assert.deepEqual(reaching('parlor', 2567), ['nginx', 'parlor', 'monitoring']);
    for (const [app, port] of [
      ['redis', 6379],
      ['postgres', 5432],
    ] as const)
      assert.deepEqual(reaching(app, port), ['parlor', 'parlor-backup']);
  });

  it('set what the server knows', () => {
    const known = [...Object.keys(settings), 'PUBLIC_HOST', 'POD_NAME'];
    const { data } = manifests.find(({ kind }) => kind === 'ConfigMap') as unknown as { data: object };
    const set = manifests.find(({ kind }) => kind === 'StatefulSet') as unknown as {
      spec: { template: { spec: { containers: { env: { name: string }[] }[] } } };
    };
    const env = set.spec.template.spec.containers.flatMap((one) => one.env.map(({ name }) => name));
    for (const name of [...Object.keys(data), ...env]) assert.ok(known.includes(name), name);
  });
});

describe('what nginx is given', () => {
  it('is rendered from deploy/nginx.conf', async () => {
    const upstreams = [1, 2].map((n) => ({ name: `parlor-${n}`, address: `172.30.67.1${n}:2567` }));
    assert.equal(read('deploy/compose/nginx.conf'), await renderNginxConf({ upstreams, listen: '80' }));
    assert.equal(read('deploy/k8s/nginx.conf'), await renderKubernetesConf());
  });

  it('is taken by nginx, names of Kubernetes aside', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parlor-nginx-'));
    for (const kind of ['compose', 'k8s']) {
      const file = join(folder, `${kind}.conf`);
      const here = read(`deploy/${kind}/nginx.conf`)
        .replaceAll('parlor:2567', '127.0.0.1:2567')
        .replace('kube-dns.kube-system.svc.cluster.local', '127.0.0.1')
        .replaceAll('/var/log/nginx/', `${folder}/`);
      writeFileSync(file, here);
      const args = ['-t', '-c', file, '-g', `pid ${folder}/pid;`];
      const { status, stderr } = spawnSync('nginx', args, {
        encoding: 'utf8',
        env: { PATH: `${process.env.PATH}:/usr/sbin` },
      });
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stderr, /warn|emerg/);
    }
    rmSync(folder, { recursive: true });
  });
});

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml'), { merge: true }) as {
    services: Record<
      string,
      {
        environment?: Record<string, string>;
        command?: string[];
        networks: { parlor?: { ipv4_address: string } };
        volumes?: string[];
        depends_on?: string[] | object;
      }
    >;
  };
  const { services } = compose;

  it('asks for a password at Redis, and gives it to the processes', () => {
    const { redis, ...others } = services;
    const asked = redis?.command ?? [];
    const password = asked[asked.indexOf('--requirepass') + 1] ?? '';
    assert.match(password, /^\$\{REDIS_PASSWORD:\?.+\}$/, 'it is nobody’s but the operator’s');
    assert.deepEqual(
      redis?.environment,
      { REDISCLI_AUTH: password },
      'it is looked at whether it is healthy',
    );
    for (const name of ['parlor-1', 'parlor-2'])
      assert.equal(others[name]?.environment?.REDIS_URL, `redis://:${password}@redis`);
  });

  it('has everything up to Grafana, each with what it needs', () => {
    const names = Object.keys(services);
    assert.deepEqual(names, ['postgres', 'redis', 'parlor-1', 'parlor-2', 'nginx', 'prometheus', 'grafana']);
    for (const { depends_on = [], volumes = [] } of Object.values(services)) {
      const needed = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
      for (const name of needed) assert.ok(names.includes(name), name);
      for (const [from = ''] of volumes.map((volume) => volume.split(':')))
        if (from.startsWith('./')) assert.ok(existsSync(join(root, from)), from);
    }
  });

  it('has the processes where nginx and Prometheus look for them, and sets what they know', () => {
    for (const name of ['parlor-1', 'parlor-2']) {
      const { environment = {}, networks } = services[name] ?? assert.fail(name);
      const address = networks.parlor?.ipv4_address;
      assert.equal(environment.HOST, address);
      assert.match(environment.PUBLIC_ADDRESS ?? '', new RegExp(`/p/${name}$`));
      assert.ok(read('deploy/compose/nginx.conf').includes(`"~^/p/${name}/" ${address}:2567;`));
      assert.ok(read('deploy/prometheus/prometheus.yml').includes(`- ${name}:2567`));
      for (const variable of Object.keys(environment)) assert.ok(variable in settings, variable);
    }
  });
});

/** What TypeScript says of manifests, by the types of Kubernetes: unlike the models it refuses unknown fields. */
function faultsIn(all: readonly Manifest[]): string[] {
  const folder = join(root, 'artifacts/manifests');
  mkdirSync(folder, { recursive: true });
  const files = all.map((manifest, i) => {
    const file = join(folder, `${i}.ts`);
    const type = `I${manifest.kind}`;
    const text = `import type { ${type} } from '${moduleOf(manifest)}';\nexport const one: ${type} = ${JSON.stringify(manifest, null, 1)};\n`;
    writeFileSync(file, text);
    return file;
  });
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--ignoreConfig'];
  try {
    execFileSync(join(root, 'node_modules/.bin/tsc'), [...options, ...files], { encoding: 'utf8' });
    return [];
  } catch (error) {
    return [(error as { stdout: string }).stdout];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
