/**
 * How long sums take a middling person in the head, in ms: so much for every column of digits, more where something is
 * carried. Rough, but it orders sums as people would.
 */
const COLUMN = 700;
const CARRY = 500;
const TABLE = 1200;
/** Small products are known by heart: 2 × 3 takes hardly longer than to read it. */
const BY_HEART = 400;
/** To keep a number in mind while another one is worked out. */
export const HOLD = 500;
/** To type a digit. */
const DIGIT = 300;

export function plusMs(a: number, b: number): number {
  let ms = 0;
  for (let [x, y, carry] = [a, b, 0]; x > 0 || y > 0; x = Math.floor(x / 10), y = Math.floor(y / 10)) {
    const sum = (x % 10) + (y % 10) + carry;
    carry = sum > 9 ? 1 : 0;
    ms += COLUMN + carry * CARRY + (x > 0 && y > 0 ? 200 : 0);
  }
  return ms;
}

/** What a − b takes: what adding the result to b takes, and a little more. */
export function minusMs(a: number, b: number): number {
  return 1.15 * plusMs(a - b, b);
}

/** What a product takes: the tables, a digit of the longer number at a time, and adding up. */
export function timesMs(a: number, b: number): number {
  const [short, long] = [Math.min(a, b), Math.max(a, b)];
  if (short > 9)
    return timesMs(short % 10, long) + timesMs(Math.floor(short / 10), long) + HOLD + plusMs(short * long, 0);
  let ms = 0;
  let sum = 0;
  for (let place = 1; place <= long; place *= 10) {
    const part = short * (Math.floor(long / place) % 10) * place;
    ms += tableMs(short, Math.floor(long / place) % 10) + (sum > 0 && part > 0 ? plusMs(sum, part) / 2 : 0);
    sum += part;
  }
  return ms;
}

/** What a ÷ b takes: it is a product looked for backwards. */
export function dividedMs(a: number, b: number): number {
  return 300 + 1.2 * timesMs(a / b, b);
}

/** Digits to type. */
export function typingMs(answer: number): number {
  return DIGIT * String(answer).length;
}

function tableMs(a: number, b: number): number {
  if (a < 2 || b < 2) return 200;
  return Math.min(TABLE + 80 * (a + b - 4), BY_HEART + 40 * a * b);
}
