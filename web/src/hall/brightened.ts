import type { GlimpsedSeat } from '../games/Glimpse.ts';

type Seen = Pick<GlimpsedSeat, 'id' | 'figure'>;

/** Who has more now than before: ids. */
export function brightened(before: readonly Seen[], now: readonly Seen[]): string[] {
  const had = new Map(before.map(({ id, figure }) => [id, Number(figure)]));
  return now.filter(({ id, figure }) => Number(figure) > (had.get(id) ?? Number.NaN)).map(({ id }) => id);
}
