import type { KeyValue } from './KeyValue.ts';

/** Where this browser is, and what it has shown. */
const STORED = 'parlor.notifications';
/** So many that were shown are known, so that none is shown twice. */
const MAX_SHOWN = 500;
/** What is important overtakes the rest: what has a lower number may come so much later. So long the server sends it again. */
const OVERTAKEN_MS = 90_000;
/** Of so many it is known when they came. */
const MAX_RECENT = 300;

interface Stored {
  player: string;
  epoch: string;
  after: number;
  shown: string[];
}

/** How far a player was told in this browser, and what was shown: over its tabs, and on the next visit. */
export class ToldSoFar {
  readonly #storage: KeyValue;
  #player: string | null = null;
  #epoch = '';
  #after = 0;
  #shown = new Set<string>();
  /** What came lately, oldest first: what has a lower number may still be missing. */
  #recent: { seq: number; at: number }[] = [];

  constructor(storage: KeyValue) {
    this.#storage = storage;
  }

  /** Null before this player was ever told anything. */
  get known(): { epoch: string; after: number } | null {
    return this.#epoch === '' ? null : { epoch: this.#epoch, after: this.#after };
  }

  become(player: string | null): void {
    this.#player = player;
    this.#recent = [];
    const stored = this.#read();
    const mine = stored !== null && stored.player === player ? stored : null;
    this.#epoch = mine?.epoch ?? '';
    this.#after = mine?.after ?? 0;
    this.#shown = new Set(mine?.shown);
  }

  /** Everything up to `after` was told. */
  go(epoch: string, after: number): void {
    this.#epoch = epoch;
    this.#after = after;
  }

  /** Something after this one was not told. */
  leftOut(after: number): void {
    this.#after = Math.min(this.#after, after);
    // What came after it does not say that it was told.
    this.#recent = [];
  }

  /** One came by itself. What was told before it may still come, or be lost with its socket: until then it is asked for. */
  came(epoch: string, seq: number, now: number): void {
    if (this.#epoch === '') this.go(epoch, seq - 1);
    this.#recent.push({ seq, at: now });
    for (let [first] = this.#recent; first; [first] = this.#recent) {
      if (first.at > now - OVERTAKEN_MS && this.#recent.length <= MAX_RECENT) break;
      this.#recent.shift();
      this.#after = Math.max(this.#after, first.seq);
    }
  }

  forget(): void {
    this.#epoch = '';
    this.#recent = [];
  }

  /** Notes that it is shown. False when it was, here or in another tab. */
  show(id: string): boolean {
    if (this.#shown.has(id)) return false;
    // Another tab may have been told at the same moment: what is stored is looked at again.
    const elsewhere = this.#read()?.shown.includes(id) ?? false;
    this.note(id);
    if (!elsewhere) this.write();
    return !elsewhere;
  }

  /** Counts as shown. */
  note(id: string): void {
    this.#shown.add(id);
    for (const oldest of this.#shown) {
      if (this.#shown.size <= MAX_SHOWN) break;
      this.#shown.delete(oldest);
    }
  }

  write(): void {
    if (this.#player === null) return;
    const shown = [...this.#shown];
    const stored: Stored = { player: this.#player, epoch: this.#epoch, after: this.#after, shown };
    this.#storage.setItem(STORED, JSON.stringify(stored));
  }

  #read(): Stored | null {
    try {
      const stored = JSON.parse(this.#storage.getItem(STORED) ?? 'null') as Partial<Stored> | null;
      if (typeof stored?.player !== 'string' || typeof stored.epoch !== 'string') return null;
      const { player, epoch, after, shown } = stored;
      return { player, epoch, after: Number(after) || 0, shown: Array.isArray(shown) ? shown : [] };
    } catch {
      return null;
    }
  }
}
