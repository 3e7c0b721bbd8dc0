import type { Random } from '../../../../src/lib/random.ts';

/** Stands in for chance, and takes every way that chance could take, one after the other. */
export class EveryChance {
  /** Which way is taken at each draw, and out of how many. */
  readonly #draws: { taken: number; ways: number }[] = [];
  #at = 0;

  /** What `draw` gives for every way there is. */
  static *of<T>(draw: (random: Random) => T): Generator<T> {
    const every = new EveryChance();
    do {
      every.#at = 0;
      yield draw(every as unknown as Random);
    } while (every.#next());
  }

  int(min: number, max: number): number {
    const draw = this.#draws[this.#at] ?? { taken: 0, ways: max - min + 1 };
    this.#draws[this.#at] = draw;
    this.#at += 1;
    return min + draw.taken;
  }

  chance(): boolean {
    return this.int(0, 1) === 1;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.int(0, items.length - 1)];
  }

  /** Goes on to the next way, like a mileage counter. False after the last one. */
  #next(): boolean {
    for (let draw = this.#draws.pop(); draw; draw = this.#draws.pop()) {
      if (draw.taken + 1 === draw.ways) continue;
      this.#draws.push({ ...draw, taken: draw.taken + 1 });
      return true;
    }
    return false;
  }
}
