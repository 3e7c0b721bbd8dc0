/** Clocks of processes differ by less than this. */
const SLACK_MS = 60_000;
/** So far back it is known. */
const KEPT_MS = 15 * 60_000;

/** How far a list was, and when: so what is looked for of late is not looked for in all that there ever was. */
export class Heads {
  /** Oldest first. */
  #noted: { at: number; seq: number }[] = [];

  /** The list was so far just now. */
  note(at: number, seq: number): void {
    const last = this.#noted.at(-1);
    if (last && (seq === last.seq || at <= last.at)) return;
    this.#noted.push({ at, seq });
    const first = this.#noted.findIndex((one) => one.at > at - KEPT_MS);
    if (first > 1) this.#noted.splice(0, first - 1);
  }

  /** A seq up to which all was accepted before then, by any clock; 0 when none is known. */
  before(at: number): number {
    return this.#noted.findLast((one) => one.at <= at - SLACK_MS)?.seq ?? 0;
  }

  /** It is another list. */
  clear(): void {
    this.#noted = [];
  }
}
