import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';

const template = fileURLToPath(new URL('../../deploy/nginx.conf', import.meta.url));

/** A process as nginx knows it. */
export interface Upstream {
  /** In `/p/<name>/`, the straight way to it. Unique. */
  name: string;
  /** `ip:port`; nginx looks no names up here. */
  address: string;
}

/** What differs from place to place in `deploy/nginx.conf`. What is not given stays as the file has it. */
export interface NginxSettings {
  /** At least one. */
  upstreams: readonly Upstream[];
  /** `port` or `ip:port`. */
  listen?: string;
  /** Lines in place of the error log's. */
  errorLog?: readonly string[];
  /** Lines in place of the access log's. */
  accessLog?: readonly string[];
}

const NAME = /^[a-z0-9][\w.-]{0,63}$/i;

/**
 * `deploy/nginx.conf` for other processes.
 * @throws Error when a name or an address is not one, or is there twice
 */
export async function renderNginxConf(settings: NginxSettings): Promise<string> {
  const { upstreams, listen, errorLog, accessLog } = settings;
  check(upstreams);
  let text = await readFile(template, 'utf8');
  text = replace(text, 'processes', [
    ...upstreams.map(({ address }) => `server ${address} max_fails=1 fail_timeout=5s;`),
    ...upstreams.map(({ address }) => `server ${address} max_fails=0 backup;`),
  ]);
  text = replace(
    text,
    'rooms',
    upstreams.map(({ address }) => `server ${address} max_fails=0;`),
  );
  text = replace(
    text,
    'direct',
    upstreams.map(({ name, address }) => `"~^/p/${name.replaceAll('.', '\\.')}/" ${address};`),
  );
  if (listen) text = replace(text, 'listen', [`listen ${listen} backlog=4096;`]);
  if (errorLog) text = replace(text, 'error log', errorLog);
  if (accessLog) text = replace(text, 'access log', accessLog);
  return text;
}

/**
 * `deploy/nginx.conf` for `deploy/k8s`: any process that is ready answers through a Service, and a process is found by
 * the name of its pod, which is looked up again every few seconds.
 */
export async function renderKubernetesConf(): Promise<string> {
  const text = await readFile(template, 'utf8');
  const lines = {
    processes: ['server parlor:2567 max_fails=0;'],
    rooms: ['server parlor:2567 max_fails=0;'],
    direct: ['"~^/p/(?<pod>parlor-[0-9]+)/" $pod.parlor-pods.parlor.svc.cluster.local:2567;'],
    listen: [
      'listen 8080 backlog=4096;',
      'resolver kube-dns.kube-system.svc.cluster.local valid=5s;',
      'resolver_timeout 2s;',
    ],
  };
  return Object.entries(lines).reduce((rendered, [block, own]) => replace(rendered, block, own), text);
}

function check(upstreams: readonly Upstream[]): void {
  if (upstreams.length === 0) throw new Error('nginx needs at least one process.');
  for (const { name, address } of upstreams) {
    if (!NAME.test(name)) throw new Error(`${name} is no name of a process: letters, digits, ".", "-", "_".`);
    const [, ip = '', port = ''] = /^\[?([^\]]*)\]?:(\d+)$/.exec(address) ?? [];
    if (!isIP(ip) || Number(port) < 1 || Number(port) > 65535)
      throw new Error(`${address} is not ip:port. nginx looks no names up here.`);
  }
  for (const key of ['name', 'address'] as const) {
    const all = upstreams.map((upstream) => upstream[key]);
    const twice = all.find((value, i) => all.indexOf(value) !== i);
    if (twice !== undefined) throw new Error(`${twice} is there twice.`);
  }
}

/** Puts other lines between `# >>> name` and `# <<< name`. */
function replace(text: string, name: string, lines: readonly string[]): string {
  const block = new RegExp(`^( *)# >>> ${name}\n[^]*?\n *# <<< ${name}$`, 'm');
  const indent = block.exec(text)?.[1];
  if (indent === undefined) throw new Error(`deploy/nginx.conf has no block "${name}".`);
  const all = [`# >>> ${name}`, ...lines, `# <<< ${name}`];
  return text.replace(block, () => all.map((line) => `${indent}${line}`).join('\n'));
}
