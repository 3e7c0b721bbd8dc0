import type { HoldemView } from './holdemView.ts';

/** From so long before the blinds go up one is told. */
const SOON_MS = 15_000;

interface LevelNote {
  /** `30/60`. */
  blinds: string;
  /** When they go up; null while that is not known. `left`: ms until then, null with the next hand. */
  up: { left: number | null; soon: boolean } | null;
}

/** The blinds, and when they go up. @param time game ms, null while it is not known */
export function levelNote(
  view: Pick<HoldemView, 'small_blind' | 'big_blind' | 'level_ends_at'>,
  time: number | null,
): LevelNote {
  const blinds = `${view.small_blind.toLocaleString('en')}/${view.big_blind.toLocaleString('en')}`;
  if (time === null) return { blinds, up: null };
  const left = view.level_ends_at - time;
  return { blinds, up: left <= 0 ? { left: null, soon: true } : { left, soon: left <= SOON_MS } };
}
