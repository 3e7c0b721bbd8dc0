import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { renderNginxConf, type Upstream } from './nginxConf.ts';
import type { Service } from './Service.ts';

const READY_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 5000;
/** Where systems keep it that do not have it on everybody's path. */
const COMMAND = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';

export interface NginxOptions {
  /** For its configuration, its log and what it writes; made here. */
  folder: string;
  /** `port` of every interface, or `ip:port`. */
  listen: string;
  upstreams: readonly Upstream[];
  /** Starts a program that somebody ends, whatever becomes of us. */
  begin: typeof Service.start;
}

/** An nginx of our own, configured as `deploy/nginx.conf` says. */
export interface Nginx {
  readonly port: number;
  /** 0 while it is stopped. */
  readonly pid: number;
  /** One JSON object a line; up to a second late. */
  readonly accessLog: string;
  /** SIGKILL: every connection breaks. */
  kill(): Promise<void>;
  /** After `kill` or `stop`. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts nginx and waits until it listens. */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const { folder, listen, begin } = options;
  const command = await nginxCommand(options);
  const port = Number(/\d+$/.exec(listen)?.[0]);
  const launch = async () => {
    const started = await begin('nginx', { ...command, orphaned: 'SIGTERM' });
    await listens(port, started);
    return started;
  };

  let service = await launch();
  return {
    port,
    get pid() {
      return service.running ? service.pid : 0;
    },
    accessLog: join(folder, 'access.log'),
    kill: () => service.kill(),
    async start() {
      if (service.running) throw new Error('nginx is running.');
      service = await launch();
    },
    async stop() {
      await service.stop('SIGTERM', STOP_WITHIN_MS);
    },
  };
}

/** Writes the configuration, and answers the command that runs it, or with `-t` checks it. */
export async function nginxCommand(
  options: Omit<NginxOptions, 'begin'>,
): Promise<{ command: string; args: string[] }> {
  const { folder, listen, upstreams } = options;
  await mkdir(folder);
  await chmod(folder, 0o755); // its workers are other users than root
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const conf = await renderNginxConf({
    upstreams,
    listen,
    errorLog: ['error_log stderr crit;'],
    accessLog: [
      `access_log ${join(folder, 'access.log')} parlor buffer=64k flush=1s;`,
      ...temporary.map((kind) => `${kind}_temp_path ${join(folder, kind)};`),
    ],
  });
  const file = join(folder, 'nginx.conf');
  await writeFile(file, conf);
  const here = `daemon off; pid ${join(folder, 'nginx.pid')};`;
  return { command: COMMAND, args: ['-e', 'stderr', '-p', folder, '-c', file, '-g', here] };
}

async function listens(port: number, service: Service): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      return await answers(port);
    } catch (error) {
      if (!service.running) return service.endedEarly();
      if (Date.now() > deadline) throw new Error('nginx does not listen.', { cause: error });
      await pause(25);
    }
  }
}

function answers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
