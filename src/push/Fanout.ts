import type { Priority } from '../protocol/notifications.ts';

/** Somebody who is written to. */
export interface Receiver {
  write(frame: Uint8Array): void;
}

/**
 * Written in one go. More would be a stall for whatever else the process does: with 100, an urgent one took six times
 * as long.
 */
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

interface Lane {
  /** Whose turn it is first. */
  jobs: Job[];
  /** Receivers that wait. */
  waiting: number;
  /** What it may still have before the others of lower weight have theirs. */
  credit: number;
}

export interface FanoutNeeds {
  /** Calls back once everything that waits in the event loop had its turn. */
  later(work: () => void): void;
}

/**
 * Writes the same bytes to many sockets: in slices, so that others of the process have their turn between, and by
 * priority: an urgent message overtakes a broadcast that is under way. In a lane all take turns: what is for one player
 * does not wait for what is for everybody.
 */
export class Fanout {
  readonly #needs: FanoutNeeds;
  readonly #lanes = new Map<Priority, Lane>(LANES.map((lane) => [lane, { jobs: [], waiting: 0, credit: 0 }]));
  #busy = false;

  constructor(needs: FanoutNeeds) {
    this.#needs = needs;
  }

  /** How many receivers wait to be written to. */
  waiting(lane: Priority): number {
    return this.#lane(lane).waiting;
  }

  /** How many receivers wait in each lane. */
  backlog(): Map<Priority, number> {
    return new Map(LANES.map((lane) => [lane, this.waiting(lane)]));
  }

  /**
   * Writes a frame to all of them.
   * @returns how many were written to: none when too much waits in this lane already
   */
  send(priority: Priority, receivers: readonly Receiver[], frame: Uint8Array): Promise<number> {
    const lane = this.#lane(priority);
    if (receivers.length === 0 || lane.waiting + receivers.length > MAX_WAITING) return Promise.resolve(0);
    lane.waiting += receivers.length;
    return new Promise((done) => {
      lane.jobs.push({ receivers, frame, next: 0, done });
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
    this.#write(lane);
    this.#needs.later(() => this.#slice());
  }

  /** Short ones go together. What is left of a long one comes after the others. */
  #write(lane: Lane): void {
    for (let left = SLICE; left > 0; ) {
      const job = lane.jobs.shift();
      if (!job) return;
      const end = Math.min(job.next + left, job.receivers.length);
      left -= end - job.next;
      lane.waiting -= end - job.next;
      for (; job.next < end; job.next++) {
        try {
          job.receivers[job.next]?.write(job.frame);
        } catch {
          // one that is just gone must not keep it from the others
        }
      }
      if (job.next < job.receivers.length) lane.jobs.push(job);
      else job.done(job.receivers.length);
    }
  }

  /** Urgent first; of the others the one with most credit, which it then pays. */
  #nextLane(): Lane | null {
    const waiting = LANES.filter((lane) => this.waiting(lane) > 0);
    const [first] = waiting;
    if (first === undefined) return null;
    if (first === 'urgent') return this.#lane(first);
    const lanes = waiting.map((lane) => ({ lane: this.#lane(lane), weight: WEIGHTS[lane] }));
    if (lanes.every(({ lane }) => lane.credit <= 0))
      for (const { lane, weight } of lanes) lane.credit = weight;
    const { lane: next } = lanes.reduce((a, b) => (b.lane.credit > a.lane.credit ? b : a));
    next.credit -= 1;
    return next;
  }

  #lane(priority: Priority): Lane {
    return this.#lanes.get(priority) as Lane;
  }
}
