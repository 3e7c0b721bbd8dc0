const WORDS = 0x1_0000_0000;

/**
 * The numbers from 0 to `size` − 1 in an order that only the bytes decide, every order equally likely (Fisher and
 * Yates, from the end). Draws past the last full range are thrown away, so that no number is favoured.
 * @param bytes the block of this number, from 0: 32 bytes that nobody can guess, as `table.derive` gives them
 */
export function shuffled(size: number, bytes: (block: number) => Uint8Array): number[] {
  const order = Array.from({ length: size }, (_, i) => i);
  const draw = drawFrom(bytes);
  for (let last = size - 1; last > 0; last--) {
    const at = draw(last + 1);
    [order[last], order[at]] = [order[at] as number, order[last] as number];
  }
  return order;
}

/**
 * Draws whole numbers from 0 up to and without a bound, every one equally likely: dice, cards, places.
 * @param bytes as for `shuffled`
 */
export function drawFrom(bytes: (block: number) => Uint8Array): (below: number) => number {
  let view: DataView = new DataView(new ArrayBuffer(0));
  let [block, offset] = [0, 0];
  const word = () => {
    if (offset + 4 > view.byteLength) {
      const { buffer, byteOffset, byteLength } = bytes(block++);
      view = new DataView(buffer, byteOffset, byteLength);
      offset = 0;
    }
    offset += 4;
    return view.getUint32(offset - 4);
  };
  return (below) => {
    const limit = WORDS - (WORDS % below);
    let drawn = word();
    while (drawn >= limit) drawn = word();
    return drawn % below;
  };
}
