import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

export interface ServiceOptions {
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Runs as this user. */
  user?: User | undefined;
  /** Told of every line it writes to either output. */
  onLine?: ((line: string) => void) | undefined;
  /** What it gets when this process is killed and cannot stop it, on Linux. SIGKILL by default. */
  orphaned?: NodeJS.Signals;
}

/** Empty: whoever we are. */
export interface User {
  uid?: number;
  gid?: number;
}

/** How a program ended. `code` is null when a signal ended it. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** What was written last is kept, in characters, to say why something did not start. */
const KEPT = 8000;
const running = new Set<Service>();

/**
 * A program that runs beside this one: in a process group of its own, so that a Ctrl-C in the terminal is ours to
 * handle, and never longer than this one.
 */
export class Service {
  readonly name: string;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #output = '';
  #lines: ((line: string) => void)[] = [];

  private constructor(name: string, child: ChildProcess, onLine: ServiceOptions['onLine']) {
    this.name = name;
    this.#child = child;
    this.pid = child.pid ?? 0;
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => {
        this.#output = `${this.#output}${line}\n`.slice(-KEPT);
        onLine?.(line);
        for (const listener of this.#lines) listener(line);
      });
    }
  }

  /** @throws Error when there is no such program */
  static async start(name: string, options: ServiceOptions): Promise<Service> {
    const { command, args, cwd, env, user, onLine, orphaned = 'SIGKILL' } = options;
    const [program = command, ...all] = canTether() ? tethered(orphaned, command, args) : [command, ...args];
    const child = spawn(program, all, {
      ...user,
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const service = new Service(name, child, onLine);
    await once(child, 'spawn');
    running.add(service);
    void service.ended.then(() => running.delete(service));
    return service;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it wrote last, both outputs. */
  get output(): string {
    return this.#output;
  }

  /**
   * Resolves with the first line from now on that matches.
   * @throws Error when it ends before
   */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    const found = Promise.withResolvers<RegExpExecArray>();
    const listener = (line: string) => {
      const match = pattern.exec(line);
      if (match) found.resolve(match);
    };
    this.#lines.push(listener);
    try {
      return await Promise.race([found.promise, this.endedEarly()]);
    } finally {
      this.#lines = this.#lines.filter((each) => each !== listener);
    }
  }

  /** Rejects when it ends, with what it said last. For whoever waits for something else of it. */
  async endedEarly(): Promise<never> {
    const { code, signal } = await this.ended;
    throw new Error(`${this.name} ended with ${signal ?? code} before it was ready:\n${this.#output}`);
  }

  /** Sends it a signal; nothing happens when it has ended. */
  signal(signal: NodeJS.Signals): void {
    if (this.running) this.#child.kill(signal);
  }

  /** SIGKILL to it and what it started, and waits for its end. */
  async kill(): Promise<void> {
    this.killNow();
    await this.ended;
  }

  /** As `kill`, without waiting. */
  killNow(): void {
    if (!this.running) return;
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      this.#child.kill('SIGKILL');
    }
  }

  /** Asks it to end, kills it when it has not after `withinMs`, and resolves with its exit code. */
  async stop(signal: NodeJS.Signals, withinMs: number): Promise<number | null> {
    this.signal('SIGCONT'); // it may have been frozen
    this.signal(signal);
    const deadline = new AbortController();
    pause(withinMs, undefined, { signal: deadline.signal }).then(
      () => this.killNow(),
      () => {},
    );
    const { code } = await this.ended;
    deadline.abort();
    return code;
  }
}

process.on('exit', () => {
  for (const service of running) service.killNow();
});

let tether: boolean | undefined;

/** Whether the system can end a program when the one that started it is gone. */
function canTether(): boolean {
  const [program = '', ...args] = tethered('SIGKILL', 'true', []);
  tether ??= spawnSync(program, args).status === 0;
  return tether;
}

function tethered(signal: NodeJS.Signals, command: string, args: readonly string[]): string[] {
  return ['setpriv', '--pdeathsig', signal.replace('SIG', ''), '--', command, ...args];
}
