import type { AudienceKind, Receipt, Received, Tally } from '../../push/notification.ts';
import { priorityOf } from './notificationTallies.ts';

/** A pair of notification and player, with what is stamped already. */
export interface StampedRow {
  seq: string;
  player: string;
  kind: AudienceKind;
  priority: number;
  expires_at: Date;
  /** There is a row of it already. */
  told: boolean;
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

/** How many more a notification has; `late` is how many of `delivered` came when it had expired. */
type More = Record<'sent' | 'delivered' | 'late' | 'seen' | 'acted', number>;

/** What each says of those before it: who has seen it has got it. */
const IMPLIED: Record<Receipt, readonly Receipt[]> = {
  delivered: ['delivered'],
  seen: ['delivered', 'seen'],
  acted: ['delivered', 'seen', 'acted'],
  archived: ['delivered', 'archived'],
};

/**
 * What becomes of some rows by some receipts: the rows that change, how many more each notification has, and how many
 * that are by audience and priority. A stamp that is there stays; of several that come together the earliest counts.
 */
export function stampsOf(
  addressed: readonly StampedRow[],
  given: readonly Received[],
): { rows: Stamps[]; more: Map<number, More>; tallies: Tally[] } {
  const found = new Map(addressed.map((row) => [`${row.seq} ${row.player}`, { row, stamps: asStamps(row) }]));
  const changed = new Set<Stamps>();
  const more = new Map<number, More>();
  const tallies = new Map<string, Tally>();
  const count = ({ kind, priority }: StampedRow, state: Tally['state']) => {
    const key = `${state} ${kind} ${priority}`;
    const tally = tallies.get(key) ?? { state, kind, priority: priorityOf(priority), count: 0 };
    tally.count += 1;
    tallies.set(key, tally);
  };
  for (const { seq, player, receipt: said, at } of [...given].sort((a, b) => a.at - b.at)) {
    const one = found.get(`${seq} ${player.toLowerCase()}`);
    if (!one) continue;
    const { row, stamps } = one;
    const counted = more.get(seq) ?? { sent: 0, delivered: 0, late: 0, seen: 0, acted: 0 };
    more.set(seq, counted);
    for (const receipt of IMPLIED[said]) {
      if (stamps[receipt] !== null) continue;
      if (!row.told && !changed.has(stamps)) {
        counted.sent += 1;
        count(row, 'sent');
      }
      changed.add(stamps);
      stamps[receipt] = new Date(at);
      count(row, receipt);
      if (receipt === 'archived') continue;
      counted[receipt] += 1;
      if (receipt === 'delivered' && at > row.expires_at.getTime()) counted.late += 1;
    }
  }
  return { rows: [...changed], more, tallies: [...tallies.values()] };
}

function asStamps({ seq, player, delivered_at, seen_at, acted_at, archived_at }: StampedRow): Stamps {
  return {
    ...{ seq: Number(seq), player, delivered: delivered_at, seen: seen_at },
    ...{ acted: acted_at, archived: archived_at },
  };
}
