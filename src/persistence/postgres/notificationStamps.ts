import type { Receipt, Received } from '../../push/notification.ts';

/** A pair of notification and player, with what is stamped already. */
interface StampedRow {
  seq: string;
  player: string;
  delivered_at: Date | null;
  seen_at: Date | null;
  acted_at: Date | null;
  archived_at: Date | null;
}

/** The same with what comes to it. */
interface Stamps {
  seq: number;
  player: string;
  delivered: Date | null;
  seen: Date | null;
  acted: Date | null;
  archived: Date | null;
}

type Counted = Record<'delivered' | 'seen' | 'acted', number>;

/** What each says of those before it: who has seen it has got it. */
const IMPLIED: Record<Receipt, readonly Receipt[]> = {
  delivered: ['delivered'],
  seen: ['delivered', 'seen'],
  acted: ['delivered', 'seen', 'acted'],
  archived: ['delivered', 'archived'],
};

/**
 * What becomes of some rows by some receipts: the rows that change, which receipts were new, and how many more each
 * notification has. A stamp that is there stays; of several that come together the earliest counts.
 */
export function stampsOf(
  addressed: readonly StampedRow[],
  given: readonly Received[],
): { rows: Stamps[]; fresh: Received[]; more: Map<number, Counted> } {
  const byPair = new Map<string, Stamps>();
  for (const row of addressed) {
    byPair.set(`${row.seq} ${row.player}`, {
      seq: Number(row.seq),
      player: row.player,
      delivered: row.delivered_at,
      seen: row.seen_at,
      acted: row.acted_at,
      archived: row.archived_at,
    });
  }
  const changed = new Set<Stamps>();
  const fresh: Received[] = [];
  const more = new Map<number, Counted>();
  for (const one of [...given].sort((a, b) => a.at - b.at)) {
    const stamps = byPair.get(`${one.seq} ${one.player.toLowerCase()}`);
    if (!stamps) continue;
    if (stamps[one.receipt] === null) fresh.push(one);
    for (const receipt of IMPLIED[one.receipt]) {
      if (stamps[receipt] !== null) continue;
      stamps[receipt] = new Date(one.at);
      changed.add(stamps);
      if (receipt === 'archived') continue;
      const counted = more.get(one.seq) ?? { delivered: 0, seen: 0, acted: 0 };
      counted[receipt] += 1;
      more.set(one.seq, counted);
    }
  }
  return { rows: [...changed], fresh, more };
}
