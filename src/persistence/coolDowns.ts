/** The first time somebody lets others down costs so long, each further one within a day twice as long. */
const FIRST_MS = 30_000;
const LONGEST_MS = 15 * 60_000;

/** A day without letting anybody down, and the count begins anew. In ms. */
export const COUNTED_FOR_MS = 24 * 3_600_000;

/** How often a player let others down, the last time, and until when that keeps the player out. Epoch ms. */
export interface CoolDown {
  times: number;
  last: number;
  until: number;
}

/** One more time: 30 s, 1, 2, 4, 8 minutes, then 15 minutes each. */
export function oneMoreTime(before: CoolDown | null | undefined, now: number): CoolDown {
  const times = before && now - before.last < COUNTED_FOR_MS ? before.times + 1 : 1;
  return { times, last: now, until: now + Math.min(FIRST_MS * 2 ** (times - 1), LONGEST_MS) };
}
