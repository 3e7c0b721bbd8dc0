/** Versions that one player saw, kept for acknowledgements that come after them. */
const KEPT = 64;
/** Actions waited for at most by one player; a state that stands still keeps no more of them. */
const MOST_AWAITED = 64;

interface Seen {
  version: number;
  at: number;
}

/** Who at one table saw which version of its state when: how long others wait to see what one did. */
export class Sightings {
  readonly #seen = new Map<string, Seen[]>();
  readonly #awaited = new Map<string, { version: number; sentAt: number }[]>();
  readonly #measure: (ms: number) => void;

  /** @param measure told of the time from an action to each of the others seeing it, in ms */
  constructor(measure: (ms: number) => void) {
    this.#measure = measure;
  }

  get players(): number {
    return this.#seen.size;
  }

  /** This player's state is of this version now. */
  saw(player: string, version: number, at: number): void {
    const seen = this.#seen.get(player) ?? [];
    this.#seen.set(player, seen);
    if ((seen.at(-1)?.version ?? -1) >= version) return;
    seen.push({ version, at });
    if (seen.length > KEPT) seen.shift();
    const awaited = this.#awaited.get(player);
    if (!awaited || awaited.length === 0) return;
    for (const one of awaited) if (one.version <= version) this.#measure(at - one.sentAt);
    this.#awaited.set(
      player,
      awaited.filter((one) => one.version > version),
    );
  }

  /** What this player did at `sentAt` was acknowledged: the state shows it from this version on. */
  acted(player: string, version: number, sentAt: number): void {
    for (const [other, seen] of this.#seen) {
      if (other === player) continue;
      // Nothing from before the action shows it, whatever its number: a restored state jumps ahead.
      const shown = seen.find((one) => one.version >= version && one.at >= sentAt);
      if (shown) this.#measure(shown.at - sentAt);
      else this.#wait(other, { version, sentAt });
    }
  }

  left(player: string): void {
    this.#seen.delete(player);
    this.#awaited.delete(player);
  }

  #wait(player: string, what: { version: number; sentAt: number }): void {
    const awaited = this.#awaited.get(player) ?? [];
    this.#awaited.set(player, awaited);
    awaited.push(what);
    if (awaited.length > MOST_AWAITED) awaited.shift();
  }
}
