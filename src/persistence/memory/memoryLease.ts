import type { Lease } from '../../matchmaking/lease.ts';

const LEASE_MS = 3000;

/** What contenders within one process share. */
export class LeasePlace {
  holder: MemoryLease | null = null;
  until = 0;
  token = 0;
}

/** A lease within one process. */
export class MemoryLease implements Lease {
  readonly #place: LeasePlace;
  readonly #now: () => number;
  #released = false;

  constructor(now: () => number, place = new LeasePlace()) {
    this.#now = now;
    this.#place = place;
  }

  async hold(): Promise<boolean> {
    if (this.#released) return false;
    const place = this.#place;
    const free = place.holder === null || this.#now() >= place.until;
    if (!free && place.holder !== this) return false;
    if (free) place.token += 1;
    place.holder = this;
    place.until = this.#now() + LEASE_MS;
    return true;
  }

  async release(): Promise<void> {
    this.#released = true;
    if (this.#place.holder === this) this.#place.holder = null;
  }

  token(): number {
    return this.#place.holder === this && this.#now() < this.#place.until ? this.#place.token : 0;
  }
}
