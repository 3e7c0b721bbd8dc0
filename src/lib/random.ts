/** The whole state of a generator: four unsigned 32-bit numbers, safe to store as JSON. */
export type RandomState = [number, number, number, number];

/**
 * Seeded random numbers whose state can be stored and resumed: sfc32, by Chris Doty-Humphrey
 * (PractRand, https://pracrand.sourceforge.net). Good for games and content, not for secrets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  private constructor(state: RandomState) {
    [this.#a, this.#b, this.#c, this.#counter] = state;
  }

  /** A generator for a seed: any text. Equal seeds give equal sequences. */
  static seeded(seed: string): Random {
    const random = new Random([fnv1a(seed, 0), fnv1a(seed, 1), fnv1a(seed, 2), 1]);
    for (let i = 0; i < 12; i++) random.uint32(); // sfc32 mixes its seed in this many rounds
    return random;
  }

  /** The generator that `state` was read from. */
  static resume(state: RandomState): Random {
    return new Random(state);
  }

  get state(): RandomState {
    return [this.#a, this.#b, this.#c, this.#counter];
  }

  uint32(): number {
    const next = (this.#a + this.#b + this.#counter) >>> 0;
    this.#counter = (this.#counter + 1) >>> 0;
    this.#a = (this.#b ^ (this.#b >>> 9)) >>> 0;
    this.#b = (this.#c + (this.#c << 3)) >>> 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + next) >>> 0;
    return next;
  }

  /** A number in [0, 1). */
  float(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** A whole number in [min, max], every one equally likely: draws past the last full range are thrown away. */
  int(min: number, max: number): number {
    const range = max - min + 1;
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % range);
    let draw = this.uint32();
    while (draw >= limit) draw = this.uint32();
    return min + (draw % range);
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  /** One element of a non-empty list. */
  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)] as T;
  }

  /** A new list in random order (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const out = [...items];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [out[i], out[j]] = [out[j] as T, out[i] as T];
    }
    return out;
  }
}

/** FNV-1a over UTF-16 code units, salted so that one text seeds several words. */
function fnv1a(text: string, salt: number): number {
  let hash = (0x811c9dc5 ^ salt) >>> 0;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
