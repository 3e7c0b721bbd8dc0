import { Redis } from 'ioredis';
import type { PlayedMatch } from './PlayedMatch.ts';

const LOOK_EVERY_MS = 200;
const ANSWER_WITHIN_MS = 1000;

/** Notes who owns the matches that run, as Redis has it. While Redis is away nothing is noted. */
export class EpochWatch {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #matches: () => PlayedMatch[];
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(url: string, prefix: string, matches: () => PlayedMatch[]) {
    this.#prefix = prefix;
    this.#matches = matches;
    this.#redis = new Redis(url, {
      commandTimeout: ANSWER_WITHIN_MS,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      retryStrategy: () => LOOK_EVERY_MS,
    });
    this.#redis.on('error', () => {}); // it is taken away on purpose
  }

  start(): void {
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#redis.disconnect();
  }

  async #look(): Promise<void> {
    const matches = this.#matches().filter(({ running }) => running);
    if (this.#looking || matches.length === 0) return;
    this.#looking = true;
    const from = Date.now();
    try {
      const reads = this.#redis.pipeline();
      for (const { id } of matches) reads.hmget(`${this.#prefix}match:${id}:meta`, 'owner', 'epoch');
      const found = await reads.exec();
      const until = Date.now();
      for (const [i, match] of matches.entries()) {
        const [owner, epoch] = (found?.[i]?.[1] as [string | null, string | null] | undefined) ?? [
          null,
          null,
        ];
        if (owner !== null && epoch !== null) match.epochs.push({ from, until, owner, epoch: Number(epoch) });
      }
    } catch {
      // away
    }
    this.#looking = false;
  }
}
