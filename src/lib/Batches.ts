import { isUnavailable } from './unavailable.ts';

interface BatchesOptions<Item, Answer> {
  /** Does all of it, in order, and answers for each. Rejects when nothing of it was done. */
  run(items: readonly Item[]): Promise<readonly (Error | Answer)[]>;
  /** Batches under way at once; what comes meanwhile goes with the next. */
  atOnce: number;
  bytes(item: Item): number;
  /** From the beginning of one batch to that of the next, in ms; none by default. */
  restMs?: number;
  /** What is thrown when too many wait already. */
  full?(): Error;
}

const MAX_ITEMS = 500;
const MAX_BYTES = 1_000_000;
/** More are refused: who writes waits for an answer, so there are few for each match. */
const MAX_WAITING = 20_000;

interface Waiting<Item, Answer> {
  item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** Has what comes in the same turn, or while others are under way, done together. */
export class Batches<Item, Answer = null> {
  readonly #options: BatchesOptions<Item, Answer>;
  #waiting: Waiting<Item, Answer>[] = [];
  #underWay = 0;
  #scheduled = false;
  /** No batch begins before that. */
  #restsUntil = 0;

  constructor(options: BatchesOptions<Item, Answer>) {
    this.#options = options;
  }

  /** Resolves once it is done. Rejects with its own failure, never with that of another. */
  add(item: Item): Promise<Answer> {
    const { full = () => new Error('too many writes wait') } = this.#options;
    if (this.#waiting.length >= MAX_WAITING) return Promise.reject(full());
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push({ item, resolve, reject });
    this.#schedule();
    return promise;
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay >= this.#options.atOnce || this.#waiting.length === 0) return;
    this.#scheduled = true;
    const rest = this.#restsUntil - performance.now();
    if (rest > 0) setTimeout(() => this.#start(), rest);
    else setImmediate(() => this.#start());
  }

  #start(): void {
    this.#scheduled = false;
    this.#underWay += 1;
    this.#restsUntil = performance.now() + (this.#options.restMs ?? 0);
    void this.#run(this.#next()).finally(() => {
      this.#underWay -= 1;
      this.#schedule();
    });
    this.#schedule(); // what was too much for one
  }

  #next(): Waiting<Item, Answer>[] {
    let count = 0;
    for (let bytes = 0; count < Math.min(this.#waiting.length, MAX_ITEMS); count++) {
      bytes += this.#options.bytes((this.#waiting[count] as Waiting<Item, Answer>).item);
      if (count > 0 && bytes > MAX_BYTES) break;
    }
    return this.#waiting.splice(0, count);
  }

  /** A batch that fails though the store is there is repeated one by one: one must not harm the others. */
  async #run(batch: Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.#options.run(batch.map(({ item }) => item));
      for (const [i, { resolve, reject }] of batch.entries()) {
        const answer = answers[i] as Error | Answer;
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      }
    } catch (error) {
      if (batch.length > 1 && !isUnavailable(error)) for (const one of batch) await this.#run([one]);
      else for (const { reject } of batch) reject(error);
    }
  }
}
