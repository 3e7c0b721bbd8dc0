/** Angles are 1/4096 of a turn, 0 to the right, growing clockwise as y grows downwards. */
const TURN = 4_096;
/** A sine of 1. */
export const ONE = 16_384;

const QUARTER = TURN / 4;

/**
 * A quarter of the sine's curve as whole numbers. It is made with `+ - * / sqrt` alone, which every engine rounds in
 * the same way, unlike its own sine; a test pins what comes out.
 */
export const SINES: readonly number[] = quarter();

function quarter(): number[] {
  let [cosine, sine] = [0, 1]; // of a quarter of a turn, halved until it is one unit
  for (let angle = QUARTER; angle > 1; angle /= 2) {
    const half = Math.sqrt((1 + cosine) / 2);
    [cosine, sine] = [half, sine / (2 * half)];
  }
  const sines = [0];
  let [x, y] = [1, 0];
  for (let i = 1; i <= QUARTER; i++) {
    [x, y] = [x * cosine - y * sine, x * sine + y * cosine];
    sines.push(Math.round(y * ONE));
  }
  return sines;
}

/** The sine of an angle, times `ONE`. */
export function sin(angle: number): number {
  const a = angle & (TURN - 1);
  const inHalf = a & (TURN / 2 - 1);
  const size = SINES[inHalf <= QUARTER ? inHalf : TURN / 2 - inHalf] as number;
  return a < TURN / 2 ? size : -size;
}

/** The cosine of an angle, times `ONE`. */
export function cos(angle: number): number {
  return sin(angle + QUARTER);
}

/** The angle of the way that goes by (x, y); 0 for none. */
export function angleOf(x: number, y: number): number {
  const [ax, ay] = [Math.abs(x), Math.abs(y)];
  let [low, high] = [0, QUARTER];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sin(middle) * ax <= cos(middle) * ay) low = middle;
    else high = middle;
  }
  const first = sin(high) * ax - cos(high) * ay <= cos(low) * ay - sin(low) * ax ? high : low;
  const right = x >= 0 ? first : TURN / 2 - first;
  return (y >= 0 ? right : TURN - right) & (TURN - 1);
}

/** By how much to turn from one angle to another, the shorter way: -2048 to 2047. */
export function turnBetween(from: number, to: number): number {
  return ((to - from + TURN + TURN / 2) & (TURN - 1)) - TURN / 2;
}
