/** Ms to act in, beyond which the bank pays. */
export const CLOCK_MS = 15_000;

/** Below this much time it is late, ms. */
const LATE_MS = 5000;

/** What is left of a turn. */
interface TurnClock {
  /** 0 to 1: of the clock, or of the bank once that pays. */
  part: number;
  seconds: number;
  onBank: boolean;
  late: boolean;
}

/** What is left of a turn that ends at `deadline`, when the bank held so much as it began. Null: it has no end. */
export function turnClock(deadline: number, bank: number, now: number): TurnClock | null {
  if (deadline <= 0) return null;
  const left = Math.max(0, deadline - now);
  const onBank = left < bank;
  const shown = onBank ? left : left - bank;
  return {
    part: Math.min(1, shown / (onBank ? bank : CLOCK_MS)),
    seconds: Math.ceil(shown / 1000),
    onBank,
    late: onBank || (bank <= 0 && left < LATE_MS),
  };
}
