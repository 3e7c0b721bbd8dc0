/** The first time somebody lets others down costs so long, each further one within a day twice as long. */
const FIRST_MS = 30_000;
const LONGEST_MS = 15 * 60_000;

/** A day without letting anybody down, and the count begins anew. In ms. */
export const COUNTED_FOR_MS = 24 * 3_600_000;

/** How often a player let others down of late, and the last time, epoch ms. */
export interface LetDowns {
  times: number;
  last: number;
}

/** Until when the player may not queue, epoch ms: 30 s after the first time, then 1, 2, 4, 8 and at most 15 minutes. */
export function outUntil({ times, last }: LetDowns): number {
  return last + Math.min(FIRST_MS * 2 ** (times - 1), LONGEST_MS);
}
