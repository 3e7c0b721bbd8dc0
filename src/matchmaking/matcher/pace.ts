/** More of those who came last say more, and say later that it has changed. */
const LAST = 100;
/** Before anybody came, as if one did each second. */
const GUESS_MS = 1_000;
/** Of so many tables, the last, people tell how fast tickets come. */
export const TABLES_FOR_PACE = 60;
/** Tables are known so long after they were made, in ms, at the latest. */
export const TABLES_KNOWN_MS = 2_000;

/** Everybody who is known to have come lately. Times are epoch ms. */
export interface Comers {
  waiting: readonly { id: string; enqueuedAt: number }[];
  /** Who is at a table that is being agreed on. */
  asked: readonly { id: string; match: string; enqueuedAt: number }[];
  /** Newest first. */
  tables: readonly { match: string; at: number; people: readonly { waitedMs: number }[] }[];
}

/** How fast tickets come, in ms from one to the next, by those who wait, are asked, and were seated lately. */
export function paceAmong({ waiting, asked, tables }: Comers, now: number): number {
  const last = tables.slice(0, TABLES_FOR_PACE);
  // Who came before the first of these tables may sit at an earlier one.
  const since = last.length < TABLES_FOR_PACE ? 0 : (last.at(-1)?.at ?? 0);
  const known = now - TABLES_KNOWN_MS;
  const made = new Set(last.map(({ match }) => match));
  // The lists are not of the same moment: each counts once.
  const open = new Map(
    asked.flatMap(({ id, match, enqueuedAt }) => (made.has(match) ? [] : [[id, enqueuedAt]])),
  );
  for (const { id, enqueuedAt } of waiting) open.set(id, enqueuedAt);
  const seated = last.flatMap(({ at, people }) => people.map(({ waitedMs }) => at - waitedMs));
  const came = [...open.values(), ...seated];
  return paceOf(
    came.filter((at) => at > since && at <= known),
    known,
  );
}

/**
 * How fast tickets come: from one to the next, in ms.
 * @param cameAt epoch ms of all who came lately, waiting or seated, in any order
 */
export function paceOf(cameAt: readonly number[], now: number): number {
  const last = Float64Array.from(cameAt).sort().subarray(-LAST);
  return (Math.max(0, now - (last[0] ?? now)) + GUESS_MS) / (last.length + 1);
}
