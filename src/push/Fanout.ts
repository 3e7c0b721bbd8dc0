import type { Priority } from '../protocol/notifications.ts';

/** Somebody who is written to. */
export interface Receiver {
  write(frame: Uint8Array): void;
}

/** Written in one go. More would be a stall for whatever else the process does: with 100, an urgent one took six times as long. */
const SLICE = 25;
/** A lane that waits has its turn in these proportions; an urgent one goes before all. */
const WEIGHTS: Readonly<Record<Priority, number>> = { urgent: 8, high: 4, normal: 2, low: 1 };
const LANES = Object.keys(WEIGHTS) as Priority[];
/** Frames for so many receivers may wait in a lane. */
const MAX_WAITING = 200_000;

interface Job {
  receivers: readonly Receiver[];
  frame: Uint8Array;
  next: number;
  /** Written, or given up because too much waits already. */
  done(written: number): void;
}

export interface FanoutNeeds {
  /** Calls back once everything that waits in the event loop had its turn. */
  later(work: () => void): void;
}

/**
 * Writes the same bytes to many sockets: in slices, so that others of the process have their turn between, and by
 * priority: an urgent message overtakes a broadcast that is under way.
 */
export class Fanout {
  readonly #needs: FanoutNeeds;
  readonly #lanes = new Map<Priority, Job[]>(LANES.map((lane) => [lane, []]));
  /** What each lane may still have before the others of lower weight have theirs. */
  readonly #credit = new Map<Priority, number>(LANES.map((lane) => [lane, 0]));
  #busy = false;

  constructor(needs: FanoutNeeds) {
    this.#needs = needs;
  }

  /** How many receivers wait to be written to. */
  waiting(lane: Priority): number {
    return this.#jobs(lane).reduce((sum, { receivers, next }) => sum + receivers.length - next, 0);
  }

  /** How many receivers wait in each lane. */
  backlog(): Map<Priority, number> {
    return new Map(LANES.map((lane) => [lane, this.waiting(lane)]));
  }

  /**
   * Writes a frame to all of them.
   * @returns how many were written to: none when too much waits in this lane already
   */
  send(lane: Priority, receivers: readonly Receiver[], frame: Uint8Array): Promise<number> {
    if (receivers.length === 0) return Promise.resolve(0);
    if (this.waiting(lane) + receivers.length > MAX_WAITING) return Promise.resolve(0);
    return new Promise((done) => {
      this.#jobs(lane).push({ receivers, frame, next: 0, done });
      if (this.#busy) return;
      this.#busy = true;
      this.#slice();
    });
  }

  #slice(): void {
    const lane = this.#nextLane();
    if (lane === null) {
      this.#busy = false;
      return;
    }
    const [job] = this.#jobs(lane);
    if (job) this.#write(lane, job);
    this.#needs.later(() => this.#slice());
  }

  #write(lane: Priority, job: Job): void {
    const end = Math.min(job.next + SLICE, job.receivers.length);
    for (; job.next < end; job.next++) {
      try {
        job.receivers[job.next]?.write(job.frame);
      } catch {
        // one that is just gone must not keep it from the others
      }
    }
    if (job.next < job.receivers.length) return;
    this.#jobs(lane).shift();
    job.done(job.receivers.length);
  }

  /** Urgent first; of the others the one with most credit, which it then pays. */
  #nextLane(): Priority | null {
    const waiting = LANES.filter((lane) => this.#jobs(lane).length > 0);
    const [first] = waiting;
    if (first === undefined || first === 'urgent') return first ?? null;
    if (waiting.every((lane) => (this.#credit.get(lane) ?? 0) <= 0))
      for (const lane of waiting) this.#credit.set(lane, WEIGHTS[lane]);
    const next = waiting.reduce((a, b) => ((this.#credit.get(b) ?? 0) > (this.#credit.get(a) ?? 0) ? b : a));
    this.#credit.set(next, (this.#credit.get(next) ?? 0) - 1);
    return next;
  }

  #jobs(lane: Priority): Job[] {
    return this.#lanes.get(lane) as Job[];
  }
}
