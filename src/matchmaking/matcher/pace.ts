/** More of those who came last say more, and say later that it has changed. */
const LAST = 100;
/** Before anybody came, as if one did each second. */
const GUESS_MS = 1_000;

/**
 * How fast tickets come: from one to the next, in ms.
 * @param cameAt epoch ms of all who came lately, waiting or seated, in any order
 */
export function paceOf(cameAt: readonly number[], now: number): number {
  const last = Float64Array.from(cameAt).sort().subarray(-LAST);
  return (Math.max(0, now - (last[0] ?? now)) + GUESS_MS) / (last.length + 1);
}
