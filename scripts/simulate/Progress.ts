const WIDTH = 30;

/** A bar on a terminal's standard error; a line per run elsewhere. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  readonly #runs: number;
  #run = 0;
  #drawn = '';

  constructor(out: NodeJS.WriteStream, runs: number) {
    this.#out = out;
    this.#runs = runs;
  }

  /** @param done of this run, 0 to 1 */
  show(name: string, done: number): void {
    if (!this.#out.isTTY) return;
    const all = (this.#run + done) / this.#runs;
    const filled = Math.round(all * WIDTH);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.round(all * 100)} %  ${name}`;
    if (bar === this.#drawn) return;
    this.#drawn = bar;
    this.#out.write(`\r\u001b[2K${bar}`);
  }

  finish(name: string): void {
    this.#run++;
    if (!this.#out.isTTY) this.#out.write(`${this.#run}/${this.#runs} ${name}\n`);
    else if (this.#run === this.#runs) this.#out.write('\r\u001b[2K');
  }
}
