/** Something that was done to the cluster. Times everywhere in the drill are epoch ms. */
export interface Fault {
  kind: string;
  at: number;
}

/** An action of which a client was told that it is done. */
export interface Ack {
  player: string;
  requestId: string;
  version: number;
  /** First. */
  sentAt: number;
  ackedAt: number;
  /** Sent again later: the answer may be one from memory. */
  again: boolean;
  /** When the socket that brought it was opened. */
  socketAt: number;
  /** What a right answer passed on. */
  award: { to: string; amount: number } | null;
}

/** A client lost its socket in a running match. */
export interface Drop {
  player: string;
  at: number;
  /** What was done to the cluster last, before it. */
  fault: Fault | null;
  backAt: number | null;
  /** `sdk`: the standard client came back by itself; `api`: by asking for a way back. */
  by: 'sdk' | 'api' | null;
  /** The first action that was accepted after it came back. */
  ackedAt: number | null;
  /** Eliminated: it has nothing to do any more. */
  out: boolean;
}

/** What was stored for a match at a moment between the two times. */
export interface EpochSeen {
  from: number;
  until: number;
  epoch: number;
  owner: string;
}

/** Game time that a client saw, in ms. */
interface ClockSeen {
  at: number;
  elapsed: number;
}

/** All that the clients of one match know of it. */
export class PlayedMatch {
  readonly id: string;
  /** Seats by player. */
  readonly seats = new Map<string, number>();
  readonly acks: Ack[] = [];
  readonly drops: Drop[] = [];
  readonly epochs: EpochSeen[] = [];
  /** Requests that were answered in two ways. */
  readonly contradictions: string[] = [];
  /** Players who found themselves in another seat. */
  readonly moved: string[] = [];
  /** What a client saw as something else than it had been before. */
  readonly changed: string[] = [];
  /** What a client's decoder complained of. */
  readonly undecoded: string[] = [];
  /** Commands of which clients were told that they were taken. */
  commands = 0;
  readonly #lasting = new Map<string, string>();
  readonly #seen = new Map<string, number>();
  readonly #most = new Map<string, number>();
  phase: 'waiting' | 'countdown' | 'playing' | 'finished' = 'waiting';
  /** A client heard of its result. */
  over = false;
  /** The first and the latest game time that anybody saw. */
  clock: { first: ClockSeen; last: ClockSeen } | null = null;

  constructor(id: string) {
    this.id = id;
  }

  get started(): boolean {
    return this.clock !== null;
  }

  get running(): boolean {
    return this.phase === 'playing';
  }

  /** It is as it should be: over, or going on for everybody who can still do something. */
  get settled(): boolean {
    if (this.over || !this.started) return true;
    const latest = new Map(this.drops.map((drop) => [drop.player, drop]));
    return this.running && [...latest.values()].every((drop) => drop.out || drop.ackedAt !== null);
  }

  /** A client saw the state. */
  saw(phase: PlayedMatch['phase'], elapsed: number, at: number): void {
    if (this.phase !== 'finished') this.phase = phase;
    if (phase !== 'playing') return;
    const seen = { at, elapsed };
    if (!this.clock) this.clock = { first: seen, last: seen };
    else if (elapsed > this.clock.last.elapsed) this.clock.last = seen;
  }

  /** A client saw something that must never be something else. */
  keeps(name: string, value: string): void {
    const before = this.#lasting.get(name) ?? value;
    this.#lasting.set(name, before);
    if (before !== value && this.changed.length < 100) this.changed.push(`${name}: ${before}, then ${value}`);
  }

  /**
   * A client saw something that must never be less. Others may have seen more already: what is on its way to each is
   * its own.
   */
  grows(viewer: string, name: string, value: number): void {
    const own = `${viewer}, ${name}`;
    const before = this.#seen.get(own) ?? value;
    this.#seen.set(own, value);
    this.#most.set(name, Math.max(this.#most.get(name) ?? value, value));
    if (value < before && this.changed.length < 100) this.changed.push(`${name}: ${before}, then ${value}`);
  }

  /** The most that anybody saw of what never becomes less. */
  get most(): ReadonlyMap<string, number> {
    return this.#most;
  }

  /** A client's decoder complained of what it was sent. */
  complains(text: string): void {
    if (this.undecoded.length < 100) this.undecoded.push(text);
  }

  /** Something was acknowledged: there is something to lose. */
  get acted(): boolean {
    return this.acks.length > 0 || this.commands > 0;
  }

  /** A client saw its seat. */
  sat(player: string, seat: number): void {
    const before = this.seats.get(player);
    if (before === undefined) this.seats.set(player, seat);
    else if (before !== seat) this.moved.push(player);
  }
}
