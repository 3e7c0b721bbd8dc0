/** Who looked for so long has seen it. */
const SEEN_AFTER_MS = 1000;
/** What was seen at about the same time is said together. */
const TOGETHER_MS = 100;

interface LooksNeeds {
  /** Calls back after so many ms. @returns how to call it off */
  after(ms: number, work: () => void): () => void;
  /** They were seen. */
  seen(seqs: readonly number[]): void;
}

/** What stands in the window of a page, and for how long: so long, and while somebody looks, and it was seen. */
export class Looks {
  readonly #needs: LooksNeeds;
  readonly #inView = new Set<number>();
  readonly #timers = new Map<number, () => void>();
  #seen: number[] = [];
  #looking: boolean;

  constructor(needs: LooksNeeds, looking: boolean) {
    this.#needs = needs;
    this.#looking = looking;
  }

  /** It came into view. */
  enter(seq: number): void {
    this.#inView.add(seq);
    if (this.#looking) this.#begin(seq);
  }

  /** It went out of view, or is not there any more. */
  leave(seq: number): void {
    this.#inView.delete(seq);
    this.#end(seq);
  }

  /** Somebody looks at the page, or nobody any more. */
  look(looking: boolean): void {
    this.#looking = looking;
    for (const seq of this.#inView) {
      if (looking) this.#begin(seq);
      else this.#end(seq);
    }
  }

  #begin(seq: number): void {
    if (this.#timers.has(seq)) return;
    this.#timers.set(
      seq,
      this.#needs.after(SEEN_AFTER_MS, () => this.#saw(seq)),
    );
  }

  #end(seq: number): void {
    this.#timers.get(seq)?.();
    this.#timers.delete(seq);
  }

  #saw(seq: number): void {
    this.#inView.delete(seq);
    this.#timers.delete(seq);
    if (this.#seen.push(seq) > 1) return;
    this.#needs.after(TOGETHER_MS, () => this.#needs.seen(this.#seen.splice(0)));
  }
}

/** A part of a page, as an `IntersectionObserver` tells of it. */
type Part = Pick<IntersectionObserverEntry, 'intersectionRatio' | 'intersectionRect' | 'rootBounds'>;

/**
 * Whether so much of it stands in the window that it can be read: half of it, or as much as fills half of the window.
 */
export function isInView({ intersectionRatio, intersectionRect, rootBounds }: Part): boolean {
  const fills = rootBounds !== null && intersectionRect.height >= rootBounds.height / 2;
  return intersectionRatio >= 0.5 || (intersectionRatio > 0 && fills);
}
