import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE } from '../compileCache.ts';
import type { Service } from './Service.ts';

/** The folder of this code. */
const root = fileURLToPath(new URL('../..', import.meta.url));
/** It ends by itself within 20 s, one way or the other. */
const DRAIN_WITHIN_MS = 25_000;
/** What it says when it is ready, which means one process and not all of them. */
const READY = /Parlor is ready at/;
const GREETING = /Parlor is ready at|^Open it and press Play/;

/** One process of the server. Ends and starts again on the same port. */
export class ParlorProcess {
  /** From 0. */
  readonly index: number;
  readonly port: number;
  #tree: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #onLine: (line: string) => void;
  readonly #onEnd: (process: ParlorProcess, how: string) => void;
  #service: Service | null = null;
  #asked = false;

  constructor(options: {
    index: number;
    port: number;
    /** The folder of the code that it runs, until `renew`. Not given: of this code. */
    tree?: string | undefined;
    env: NodeJS.ProcessEnv;
    onLine(line: string): void;
    /** Told when it ends without having been asked to. */
    onEnd(process: ParlorProcess, how: string): void;
  }) {
    this.index = options.index;
    this.port = options.port;
    this.#tree = options.tree ?? root;
    this.#env = {
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...options.env,
      HOST: '127.0.0.1',
      PORT: String(options.port),
    };
    this.#onLine = options.onLine;
    this.#onEnd = options.onEnd;
  }

  get name(): string {
    return `process ${this.index}`;
  }

  /** Its own address, without nginx. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** 0 while it does not run. */
  get pid(): number {
    return this.#service?.running ? this.#service.pid : 0;
  }

  get running(): boolean {
    return this.pid !== 0;
  }

  /** What it wrote last. */
  get output(): string {
    return this.#service?.output ?? '';
  }

  /**
   * Starts it and waits until it listens.
   * @param begin starts a program that somebody ends, whatever becomes of us
   * @throws Error with what it said when it ends before
   */
  async start(begin: typeof Service.start): Promise<void> {
    if (this.running) throw new Error(`${this.name} is running.`);
    const service = await begin(this.name, {
      command: process.execPath,
      args: ['src/index.ts'],
      cwd: this.#tree,
      env: this.#env,
      onLine: (line) => {
        if (!GREETING.test(line)) this.#onLine(line);
      },
    });
    this.#service = service;
    this.#asked = false;
    await service.line(READY);
    void service.ended.then(({ code, signal }) => {
      if (!this.#asked) this.#onEnd(this, String(signal ?? code));
    });
  }

  /** From its next start on it runs the code of today. */
  renew(): void {
    this.#tree = root;
  }

  /** SIGKILL, as when its machine dies. */
  async kill(): Promise<void> {
    await this.#service?.kill();
  }

  /** SIGTERM: it gives its matches to others and ends. Resolves with its exit code, null when it had to be killed. */
  async stop(): Promise<number | null> {
    this.#asked = true;
    return (await this.#service?.stop('SIGTERM', DRAIN_WITHIN_MS)) ?? null;
  }

  /** SIGSTOP: it holds its connections and does nothing. */
  freeze(): void {
    this.#service?.signal('SIGSTOP');
  }

  thaw(): void {
    this.#service?.signal('SIGCONT');
  }
}
