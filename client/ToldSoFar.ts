import type { InTurn } from './inTurn.ts';
import type { KeyValue } from './KeyValue.ts';

/** Where this browser is, and what it has shown. */
const STORED = 'parlor.notifications';
/** So many that were shown are known, so that none is shown twice. */
const MAX_SHOWN = 500;
/**
 * What is important overtakes the rest: what has a lower number may come so much later. So long the server sends it
 * again.
 */
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
  readonly #inTurn: InTurn;
  #player: string | null = null;
  #epoch = '';
  #after = 0;
  #shown = new Set<string>();
  /** Those that are to be shown here, unless another tab does. */
  readonly #claimed = new Set<string>();
  /** What came lately, oldest first: what has a lower number may still be missing. */
  #recent: { seq: number; at: number }[] = [];

  constructor(storage: KeyValue, inTurn: InTurn) {
    this.#storage = storage;
    this.#inTurn = inTurn;
  }

  /** Null before this player was ever told anything. */
  get known(): { epoch: string; after: number } | null {
    return this.#epoch === '' ? null : { epoch: this.#epoch, after: this.#after };
  }

  become(player: string | null): void {
    this.#player = player;
    this.#recent = [];
    this.#claimed.clear();
    const stored = this.#read();
    this.#epoch = stored?.epoch ?? '';
    this.#after = stored?.after ?? 0;
    this.#shown = new Set(stored?.shown);
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

  /**
   * One came by itself. What was told before it may still come, or be lost with its socket: until then it is asked for.
   */
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

  /** Calls back when it is this tab's to show: unless it was shown, here or in another one. */
  show(id: string, work: () => void): void {
    if (this.#shown.has(id) || this.#claimed.has(id)) return;
    const player = this.#player;
    this.#claimed.add(id);
    this.#inTurn(() => {
      if (player !== this.#player) return;
      this.#claimed.delete(id);
      const elsewhere = this.#read()?.shown.includes(id) ?? false;
      this.note(id);
      if (elsewhere) return;
      this.#write();
      work();
    });
  }

  /** Counts as shown. */
  note(id: string): void {
    this.#shown.add(id);
    trim(this.#shown);
  }

  /** Stores it for the next visit. */
  save(): void {
    const player = this.#player;
    this.#inTurn(() => {
      if (player === this.#player) this.#write();
    });
  }

  /** With what other tabs showed meanwhile. */
  #write(): void {
    if (this.#player === null) return;
    const stored = this.#read();
    this.#shown = trim(new Set([...(stored?.shown ?? []), ...this.#shown]));
    const [epoch, after] = [this.#epoch, this.#after];
    const next: Stored = { player: this.#player, epoch, after, shown: [...this.#shown] };
    this.#storage.setItem(STORED, JSON.stringify(next));
  }

  /** What is stored of this player. */
  #read(): Stored | null {
    try {
      const stored = JSON.parse(this.#storage.getItem(STORED) ?? 'null') as Partial<Stored> | null;
      if (stored?.player !== this.#player || typeof stored.epoch !== 'string') return null;
      const { player, epoch, after, shown } = stored as Stored;
      return { player, epoch, after: Number(after) || 0, shown: Array.isArray(shown) ? shown : [] };
    } catch {
      return null;
    }
  }
}

/** Without the oldest of too many. */
function trim(shown: Set<string>): Set<string> {
  for (const oldest of shown) {
    if (shown.size <= MAX_SHOWN) break;
    shown.delete(oldest);
  }
  return shown;
}
