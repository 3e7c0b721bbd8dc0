import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Call, Enlisting, FloorClients, Look, Reply, SwarmCalls } from './calls.ts';
import { Total } from './Measures.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** Sign-ins under way at once, over all processes: they are prepared, not measured. */
const SIGN_INS_AT_ONCE = 16;
/**
 * Joins under way at once, over all processes. A server that does not keep up is asked no faster than it lets in: more
 * would wait for nothing but a seat that has run out.
 */
const JOINS_AT_ONCE = 256;

/** How all of the swarm does. */
export interface SwarmLook {
  total: Total;
  joined: number;
  playing: number;
  /** Different matches. */
  matches: number;
  cpuMs: number;
  rssBytes: number;
}

/** Players in processes of their own, so that they take nothing from whoever measures. */
export class Swarm {
  readonly #processes: SwarmProcess[];

  /** Ended with `end`, or when this process ends. */
  constructor(processes: number) {
    this.#processes = Array.from({ length: processes }, () => new SwarmProcess());
  }

  /** Spreads players over the processes. */
  async enlist(what: Omit<Enlisting, 'from'>): Promise<void> {
    const share = Math.ceil(what.count / this.#processes.length);
    await this.#all((one, i) => {
      const from = Math.min(i * share, what.count);
      return one.call('enlist', { ...what, from, count: Math.min(share, what.count - from) });
    });
  }

  async signIn(): Promise<void> {
    const each = Math.ceil(SIGN_INS_AT_ONCE / this.#processes.length);
    await this.#all((one) => one.call('signIn', each));
  }

  /** Joins at so many a second, or as fast as the server lets in. Nothing is sent or pushed before `begin`. */
  async join(perSecond: number): Promise<void> {
    const share = this.#processes.length;
    await this.#all((one) => one.call('join', perSecond / share, Math.ceil(JOINS_AT_ONCE / share)));
  }

  /** Everybody is in who will be: they send and push. */
  async begin(): Promise<void> {
    await this.#all((one) => one.call('begin'));
  }

  async reset(): Promise<void> {
    await this.#all((one) => one.call('reset'));
  }

  async look(): Promise<SwarmLook> {
    const all = await this.#all((one) => one.call('look'));
    const sum = (key: 'joined' | 'playing' | 'cpuMs' | 'rssBytes') =>
      all.reduce((added, look: Look) => added + look[key], 0);
    return {
      total: new Total(all.map(({ measured }) => measured)),
      joined: sum('joined'),
      playing: sum('playing'),
      matches: new Set(all.flatMap(({ matches }) => matches)).size,
      cpuMs: sum('cpuMs'),
      rssBytes: sum('rssBytes'),
    };
  }

  /** No notification or push is sent any more; what does not come to one player after that is counted as lost. */
  async rest(): Promise<void> {
    await this.#all((one) => one.call('rest'));
  }

  async floor({ count, ...what }: FloorClients): Promise<void> {
    const share = Math.ceil(count / this.#processes.length);
    await this.#all((one, i) =>
      one.call('floor', { ...what, count: Math.max(0, Math.min(share, count - i * share)) }),
    );
  }

  /** Everybody leaves, and the processes end. */
  async end(): Promise<void> {
    await this.#all((one) => one.call('leave')).catch(() => {});
    await Promise.all(this.#processes.map((one) => one.end()));
  }

  /** Ends the processes at once. */
  killNow(): void {
    for (const one of this.#processes) one.killNow();
  }

  #all<T>(ask: (one: SwarmProcess, index: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#processes.map(ask));
  }
}

class SwarmProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;

  constructor() {
    this.#child = fork(WORKER, { serialization: 'advanced' });
    this.#child.on('message', ({ id, value, error }: Reply) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(value);
      else waiting?.reject(new Error(`The swarm: ${error}`));
    });
    this.#child.once('exit', (code, signal) => {
      const error = new Error(`A process of the swarm ended with ${signal ?? code}.`);
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
    });
  }

  call<N extends keyof SwarmCalls>(
    name: N,
    ...args: Parameters<SwarmCalls[N]>
  ): Promise<Awaited<ReturnType<SwarmCalls[N]>>> {
    const waiting = Promise.withResolvers<unknown>();
    if (!this.#child.connected) waiting.reject(new Error('A process of the swarm is gone.'));
    else {
      this.#calls += 1;
      this.#waiting.set(this.#calls, waiting);
      // One that ended meanwhile says so itself.
      this.#child.send({ id: this.#calls, name, args } satisfies Call, () => {});
    }
    return waiting.promise as Promise<Awaited<ReturnType<SwarmCalls[N]>>>;
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }

  killNow(): void {
    this.#child.kill('SIGKILL');
  }
}
