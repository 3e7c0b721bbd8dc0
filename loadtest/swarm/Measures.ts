import { type Counted, Histogram } from './Histogram.ts';

/** What is timed, in ms. */
export type Timed =
  /** From asking for a seat in the first room to being in it. */
  | 'join'
  /** From queueing to a seat at a table. */
  | 'queue'
  /** From a seat at a table to being in its room. */
  | 'seat'
  /** From an action to its acknowledgement. */
  | 'ack'
  /** From an action to the moment when another player's state shows it, for each of the others. */
  | 'seen'
  /** From sending something to everybody to hearing it, for each of them. */
  | 'told'
  /** From asking for a seat in the first room to being told how the button stands. */
  | 'state'
  /** How much later than scheduled the swarm itself acted. */
  | 'late';

/** What is counted. */
export type CountedThing =
  | 'joined'
  | 'actions'
  | 'acknowledged'
  /** Actions without an answer: the socket closed first. */
  | 'unanswered'
  /** Notifications that a player was not told though a later one came; versions of the button that nobody made. */
  | 'lost'
  /** Notifications that a player was told again; versions that two made, and pushes that were answered in two ways. */
  | 'doubled'
  /** What was heard after something newer. */
  | 'disordered'
  /** Messages heard, and bytes on the sockets after their upgrades, frames and pings and all. */
  | 'messages'
  | 'bytes'
  /** Sockets that neither the client nor the end of a match closed. */
  | 'cut';

/** What one process of the swarm measured, as it travels. */
export interface Measured {
  times: Partial<Record<Timed, Counted>>;
  counts: Partial<Record<CountedThing, number>>;
  /** Refusals of actions by code, and whatever else failed by what it said. */
  refused: Record<string, number>;
  failed: Record<string, number>;
}

/** Kinds of failures kept apart; what comes beyond is `other`. */
const MOST_KINDS = 50;

/** What a process of the swarm measures. */
export class Measures {
  #times = new Map<Timed, Histogram>();
  #counts = new Map<CountedThing, number>();
  #refused = new Map<string, number>();
  #failed = new Map<string, number>();

  time(what: Timed, ms: number): void {
    const known = this.#times.get(what);
    if (known) known.add(ms);
    else {
      const fresh = new Histogram();
      fresh.add(ms);
      this.#times.set(what, fresh);
    }
  }

  count(what: CountedThing, by = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by);
  }

  refuse(code: string): void {
    countKind(this.#refused, code);
  }

  fail(what: string): void {
    countKind(this.#failed, what);
  }

  /** From here on everything is counted afresh. */
  reset(): void {
    this.#times = new Map();
    this.#counts = new Map();
    this.#refused = new Map();
    this.#failed = new Map();
  }

  measured(): Measured {
    return {
      times: Object.fromEntries([...this.#times].map(([what, histogram]) => [what, histogram.counted()])),
      counts: Object.fromEntries(this.#counts),
      refused: Object.fromEntries(this.#refused),
      failed: Object.fromEntries(this.#failed),
    };
  }
}

function countKind(kinds: Map<string, number>, kind: string): void {
  const named = kinds.has(kind) || kinds.size < MOST_KINDS ? kind : 'other';
  kinds.set(named, (kinds.get(named) ?? 0) + 1);
}

/** What several processes measured, as one. */
export class Total {
  readonly #all: readonly Measured[];

  constructor(all: readonly Measured[]) {
    this.#all = all;
  }

  times(what: Timed): Histogram {
    return Histogram.from(this.#all.flatMap(({ times }) => times[what] ?? []));
  }

  count(what: CountedThing): number {
    return this.#all.reduce((sum, { counts }) => sum + (counts[what] ?? 0), 0);
  }

  get refused(): Record<string, number> {
    return added(this.#all.map(({ refused }) => refused));
  }

  get failed(): Record<string, number> {
    return added(this.#all.map(({ failed }) => failed));
  }
}

function added(all: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [key, value] of all.flatMap(Object.entries) as [string, number][]) {
    sum[key] = (sum[key] ?? 0) + value;
  }
  return sum;
}
