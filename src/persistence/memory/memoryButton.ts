import type { Beginning, ButtonOrder, Head, Ordered, Push, TakenPush } from '../../button/push.ts';
import type { Updates } from '../../players/updates.ts';
import { decide, headAfter, KNOWN_MS, MAX_TAIL } from '../buttonRules.ts';

interface MemoryButtonOptions {
  updates: Pick<Updates, 'publish'>;
  countdownMs: number;
  /** Epoch ms. */
  now(): number;
}

/** What became of a request, and until when that is known. */
interface Known {
  until: number;
  became:
    | { result: 'applied' | 'applied_late'; taken: TakenPush }
    | { result: 'too_old' | 'over'; version: number };
}

/** Requests that are known at most; the oldest are forgotten first, and known by the database alone. */
const MAX_KNOWN = 100_000;
/** What is younger is being stored by who pushed. */
const SETTLED_MS = 1000;

/** The order of pushes within one process. What is stored knows no other. */
export class MemoryButton implements ButtonOrder {
  readonly #options: MemoryButtonOptions;
  #head: Head | null = null;
  /** Oldest first. */
  readonly #known = new Map<string, Known>();
  #tail: TakenPush[] = [];

  constructor(options: MemoryButtonOptions) {
    this.#options = options;
  }

  async knownSince(): Promise<number> {
    return this.#options.now() - KNOWN_MS;
  }

  async head(): Promise<Head | null> {
    return this.#head;
  }

  async push(push: Push): Promise<Ordered | null> {
    const head = this.#head;
    if (!head) return null;
    const now = this.#options.now();
    const known = this.#known.get(keyOf(push));
    if (known && known.until > now) return { ...known.became, head, again: true };
    const decided = decide(head, push, { now, countdownMs: this.#options.countdownMs });
    const became = 'taken' in decided ? decided : { ...decided, version: head.version };
    this.#know(push, became, now + KNOWN_MS);
    if (!('taken' in became)) return { ...became, head, again: false };
    this.#tail.push(became.taken);
    if (this.#tail.length > MAX_TAIL) this.#tail.shift();
    const after = headAfter(head.epoch, became.taken);
    this.#be(after);
    return { ...became, head: after, again: false };
  }

  async begin({ epoch, newest, recent }: Beginning): Promise<void> {
    if (this.#head && this.#head.epoch >= epoch) return;
    for (const taken of recent) {
      const result = taken.seen === taken.version - 1 ? 'applied' : 'applied_late';
      this.#know(taken, { result, taken }, taken.at + KNOWN_MS);
    }
    this.#be(headAfter(epoch, newest));
  }

  async tail(limit: number): Promise<{ pushes: TakenPush[]; upTo: string | null }> {
    const before = this.#options.now() - SETTLED_MS;
    const pushes = this.#tail.filter(({ at }) => at <= before).slice(0, limit);
    const last = pushes.at(-1);
    return { pushes, upTo: last ? `${last.epoch} ${last.version}` : null };
  }

  async settle(upTo: string): Promise<void> {
    const index = this.#tail.findIndex(({ epoch, version }) => `${epoch} ${version}` === upTo);
    this.#tail = this.#tail.slice(index + 1);
  }

  async disown(push: Pick<TakenPush, 'player' | 'request' | 'epoch'>): Promise<void> {
    const became = this.#known.get(keyOf(push))?.became;
    if (became && (!('taken' in became) || became.taken.epoch === push.epoch))
      this.#known.delete(keyOf(push));
    await this.forget(push.epoch);
  }

  async forget(epoch: number): Promise<void> {
    if (this.#head?.epoch === epoch) this.#head = null;
  }

  #be(head: Head): void {
    this.#head = head;
    void this.#options.updates.publish('system:button', { type: 'stands', payload: head });
  }

  #know(push: Pick<Push, 'player' | 'request'>, became: Known['became'], until: number): void {
    this.#known.delete(keyOf(push));
    this.#known.set(keyOf(push), { became, until });
    const now = this.#options.now();
    for (const [key, known] of this.#known) {
      if (known.until > now && this.#known.size <= MAX_KNOWN) break;
      this.#known.delete(key);
    }
  }
}

function keyOf({ player, request }: Pick<Push, 'player' | 'request'>): string {
  return `${player} ${request}`;
}
