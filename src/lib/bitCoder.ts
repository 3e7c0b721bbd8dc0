/** How likely a bit is set, by what it stands for: nobody knows at first, and each bit teaches. */
export class Odds {
  readonly set: Float64Array;
  readonly seen: Uint8Array;

  constructor(size: number) {
    this.set = new Float64Array(size).fill(0.5);
    this.seen = new Uint8Array(size);
  }
}

/** What is older than so many bits is hardly remembered. */
const REMEMBERED = 60;
/** Nothing is certain. */
const LEAST = 1 / 4096;

/**
 * Bits in a row, of which each takes the less room the likelier it was (arithmetic coding). Writing and reading are the
 * same walk, so that what codes something is said once. Nothing but `+ − × /` decides: every engine reads what another
 * wrote.
 */
export abstract class BitCoder {
  #low = 0;
  #high = 0xffff_ffff;

  /** @param value the bit to be written; who reads gives any. @returns the bit */
  bit(odds: Odds, at: number, value: number): number {
    const likely = odds.set[at] ?? 0.5;
    const seen = odds.seen[at] ?? 0;
    const middle = this.#low + Math.floor((this.#high - this.#low) * likely);
    const bit = this.decide(middle, value);
    if (bit === 1) this.#high = middle;
    else this.#low = middle + 1;
    const learnt = likely + (bit - likely) / (seen + 1.6);
    odds.set[at] = Math.min(1 - LEAST, Math.max(LEAST, learnt));
    if (seen < REMEMBERED) odds.seen[at] = seen + 1;
    while (((this.#low ^ this.#high) & 0xff00_0000) === 0) {
      this.shift(this.#high >>> 24);
      this.#low = (this.#low << 8) >>> 0;
      this.#high = ((this.#high << 8) | 0xff) >>> 0;
    }
    return bit;
  }

  /** @returns the bit: it is set up to the middle */
  protected abstract decide(middle: number, value: number): number;

  /** The first byte is certain. */
  protected abstract shift(byte: number): void;

  protected get low(): number {
    return this.#low;
  }
}

export class BitWriter extends BitCoder {
  readonly #bytes: number[] = [];

  /** All that was written. Nothing comes after it. */
  end(): Uint8Array<ArrayBuffer> {
    const { low } = this;
    return Uint8Array.from([...this.#bytes, low >>> 24, (low >>> 16) & 0xff, (low >>> 8) & 0xff, low & 0xff]);
  }

  protected override decide(_middle: number, value: number): number {
    return value;
  }

  protected override shift(byte: number): void {
    this.#bytes.push(byte);
  }
}

export class BitReader extends BitCoder {
  readonly #bytes: Uint8Array;
  #at = 0;
  #seen = 0;

  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
    for (let i = 0; i < 4; i++) this.shift();
  }

  protected override decide(middle: number): number {
    return this.#seen <= middle ? 1 : 0;
  }

  /** @throws Error when more is read than was written */
  protected override shift(): void {
    if (this.#at > this.#bytes.length + 3) throw new Error('bits: there are no more');
    this.#seen = ((this.#seen << 8) | (this.#bytes[this.#at] ?? 0)) >>> 0;
    this.#at += 1;
  }
}
