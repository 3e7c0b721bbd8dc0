/** A game's match that is stepped. */
export interface Ticked {
  /** The game's name. */
  readonly game: string;
  readonly stepMs: number;
  /** Every so many steps it has more to do than to step: those that step together take turns. */
  readonly every?: number;
  /**
   * Makes so many steps: one, or more where the process was late.
   * @param turn counts steps; where it is a multiple of `every`, the more is to be done
   */
  step(count: number, turn: number): void;
}

interface TickerNeeds {
  /** Monotonic ms. */
  now(): number;
  /** Calls once, later. @returns how to have it not called */
  after(ms: number, work: () => void): () => void;
  /** A step was so much later than its time, in ms. */
  late(game: string, ms: number): void;
  /** So many steps of a match were not made, as it was later than can be made up for. */
  dropped(game: string, steps: number): void;
  /** A match could not be stepped. The others are. */
  failed(game: string, error: unknown): void;
}

/** Matches whose steps are as long come one after the other, in so many groups. */
const PHASES = 5;
/** So many steps are made up for at once. */
export const MAX_STEPS = 5;
/** What is due so soon is not waited for: a timer would be later than that. */
const SOON_MS = 0.5;

/** Matches that step together. */
interface Slot {
  readonly stepMs: number;
  /** Ms from the beginning of a step, by the ticker's clock. */
  readonly offset: number;
  /** When they step next. */
  at: number;
  /** Steps that were made. */
  made: number;
  /** By how much each is ahead of these in its turns. */
  readonly members: Map<Ticked, number>;
}

/**
 * Steps every match of this process whose steps are short, by one timer and an absolute schedule: what is late once is
 * not late ever after, and matches do not all step in one moment. A process that stood still makes up for five steps of
 * each match; the rest is dropped, so that it does not lag for ever.
 */
export class Ticker {
  readonly #needs: TickerNeeds;
  readonly #slots: Slot[] = [];
  #cancel: (() => void) | null = null;

  constructor(needs: TickerNeeds) {
    this.#needs = needs;
  }

  /** Steps this match from now on. @returns how to stop */
  add(ticked: Ticked): () => void {
    const slot = this.#slotFor(ticked.stepMs);
    if (slot.members.size === 0) slot.at = this.#next(slot);
    slot.members.set(ticked, fewest(slot.members.values(), ticked.every ?? 1));
    this.#set();
    return () => {
      slot.members.delete(ticked);
      this.#set();
    };
  }

  /** The one with the fewest members. */
  #slotFor(stepMs: number): Slot {
    const known = this.#slots.filter((slot) => slot.stepMs === stepMs);
    const [first, ...others] = known.length > 0 ? known : this.#begin(stepMs);
    return others.reduce(
      (least, slot) => (slot.members.size < least.members.size ? slot : least),
      first as Slot,
    );
  }

  #begin(stepMs: number): Slot[] {
    const slots = Array.from({ length: PHASES }, (_, phase) => ({
      stepMs,
      offset: (phase * stepMs) / PHASES,
      at: 0,
      made: 0,
      members: new Map<Ticked, number>(),
    }));
    this.#slots.push(...slots);
    return slots;
  }

  /** A slot's first time that is not past. */
  #next({ stepMs, offset }: Slot): number {
    return offset + Math.ceil((this.#needs.now() - offset) / stepMs) * stepMs;
  }

  #set(): void {
    this.#cancel?.();
    this.#cancel = null;
    let at = Number.POSITIVE_INFINITY;
    for (const slot of this.#slots) if (slot.members.size > 0) at = Math.min(at, slot.at);
    if (at === Number.POSITIVE_INFINITY) return;
    this.#cancel = this.#needs.after(Math.max(1, Math.round(at - this.#needs.now())), () => {
      this.#cancel = null;
      this.#tick();
    });
  }

  /** Each slot at most once: sockets have their turn in between, however late it is. */
  #tick(): void {
    for (const slot of this.#slots) {
      const late = this.#needs.now() - slot.at;
      if (slot.members.size > 0 && late > -SOON_MS) this.#step(slot, Math.max(0, late));
    }
    this.#set();
  }

  #step(slot: Slot, late: number): void {
    const due = 1 + Math.floor(late / slot.stepMs);
    const made = Math.min(due, MAX_STEPS);
    slot.at += due * slot.stepMs;
    slot.made += made;
    for (const [ticked, ahead] of slot.members) {
      this.#needs.late(ticked.game, late);
      if (due > made) this.#needs.dropped(ticked.game, due - made);
      try {
        ticked.step(made, slot.made + ahead);
      } catch (error) {
        this.#needs.failed(ticked.game, error);
      }
    }
  }
}

/** Of 0 to `of` what the fewest of these are, by what is left when they are divided. */
function fewest(taken: Iterable<number>, of: number): number {
  const counts = new Array<number>(of).fill(0);
  for (const one of taken) counts[one % of] = (counts[one % of] ?? 0) + 1;
  return counts.indexOf(Math.min(...counts));
}
