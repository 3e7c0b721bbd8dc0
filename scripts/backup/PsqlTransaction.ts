import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Course } from './Course.ts';
import { type RunningTool, startTool } from './postgresTool.ts';

/** Its settings are its own, and the first error ends it. */
const FLAGS = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'];

/**
 * One transaction in a `psql`, which takes what `pg_restore` writes. Only `commit` makes anything of it last: whatever
 * else ends it, this process killed among it, leaves the database as it was.
 */
export class PsqlTransaction {
  readonly #psql: RunningTool;
  readonly #stdin: Writable;
  readonly #said: string[] = [];
  #heard: () => void = () => {};

  constructor(url: string, course: Course) {
    this.#psql = startTool('psql', FLAGS, { url, course, stdin: true });
    const { stdin, stdout } = this.#psql.child;
    this.#stdin = stdin as Writable;
    this.#stdin.on('error', () => {}); // it has ended, and says why
    createInterface({ input: stdout as Readable }).on('line', (line) => {
      this.#said.push(line);
      this.#heard();
    });
    this.#stdin.write('BEGIN;\nSET client_min_messages = warning;\n');
  }

  /** Statements, done when it answers. @returns lines of what they select */
  async ask(...statements: string[]): Promise<string[]> {
    const [begin, end] = [randomUUID(), randomUUID()];
    this.#stdin.write(`\\echo ${begin}\n${statements.map((each) => `${each};\n`).join('')}\\echo ${end}\n`);
    const answered = new Promise<void>((resolve) => {
      this.#heard = () => this.#said.at(-1) === end && resolve();
    });
    await Promise.race([answered, this.#unlessItEnds()]);
    const lines = this.#said.slice(this.#said.indexOf(begin) + 1, -1);
    this.#said.length = 0;
    return lines;
  }

  /** Does what a tool writes, until that has ended well. */
  async follow({ child, ended }: RunningTool): Promise<void> {
    // Where psql ends first it says why, and the tool only that nobody reads it.
    const done = pipeline(child.stdout as Readable, this.#stdin, { end: false }).then(
      () => ended,
      () => this.#unlessItEnds(),
    );
    done.catch(() => {});
    await Promise.race([done, this.#unlessItEnds()]).catch(async (error) => {
      child.kill();
      await ended.catch(() => {});
      throw error;
    });
  }

  async commit(): Promise<void> {
    await this.ask('COMMIT').catch((cause: Error) => {
      throw new Error(`Look whether it is there or what was there before: ${cause.message}`, { cause });
    });
    this.#stdin.end();
    await this.#psql.ended;
  }

  /** Leaves the database as it was, unless it is committed. */
  async end(): Promise<void> {
    this.#psql.child.kill();
    await this.#psql.ended.catch(() => {});
  }

  async #unlessItEnds(): Promise<never> {
    await this.#psql.ended;
    throw new Error('psql ended too early.');
  }
}
