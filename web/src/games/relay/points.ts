import type { RelayView } from './relayView.ts';

/** Points that everybody starts with; a gauge is full from here on. */
export const FULL_POINTS = 100;
/** What the rules take for a skip; who has no more than that cannot skip. */
export const SKIP_COST = 5;
/** What decays is so many times as much for who is cold. */
export const COLD_FACTOR = 3;
/** From so many seconds before a player goes cold on, the player is warned. */
const COLD_WARNING_SECONDS = 10;
/** Below these a player's gauge changes its colour. */
export const LOW_POINTS = 50;
export const CRITICAL_POINTS = 25;
/** From so many seconds before the end on, a player is called out. */
export const DANGER_SECONDS = 10;

const SECOND = 1000;

/**
 * Points between two words of the server: it takes `perSecond` once a second, a gauge shows them going. A server
 * that is silent for longer than a second stops the guess.
 */
export function drained(points: number, perSecond: number, sinceMs: number): number {
  return Math.max(0, points - (perSecond * Math.min(Math.max(sinceMs, 0), SECOND)) / SECOND);
}

/** Points that a player loses per second, where everybody who is not cold loses `decay`. */
export function drainOf({ cold }: { cold: boolean }, decay: number): number {
  return cold ? COLD_FACTOR * decay : decay;
}

/** Whole seconds until a player goes cold, when they are few; null while there is time, and once it is cold. */
export function coldIn(player: { cold: boolean; cold_at: number }, time: number): number | null {
  const seconds = Math.ceil((player.cold_at - time) / SECOND);
  return player.cold || player.cold_at === 0 || seconds > COLD_WARNING_SECONDS ? null : Math.max(1, seconds);
}

/** Who leads: those who passed on most, once anybody passed on anything. */
export function leaders(players: readonly { id: string; passed: number; left: boolean }[]): string[] {
  const staying = players.filter(({ left }) => !left);
  const most = Math.max(1, ...staying.map(({ passed }) => passed));
  return staying.filter(({ passed }) => passed === most).map(({ id }) => id);
}

/** Seconds until these points are gone, or null when nothing is taken. */
export function secondsLeft(points: number, perSecond: number): number | null {
  return perSecond > 0 ? Math.ceil(points / perSecond) : null;
}

/** Points that a gauge shows: those of the server's last word at `since`, and what went from them until `now`. */
export function gaugePoints(
  { points, drain, since }: { points: number; drain: number; since: number },
  now: number,
  rate: number,
): number {
  return drained(points, drain, (now - since) * rate);
}

/** A gauge rests when it is as near to its points as this. */
const NEAR = 0.05;
/** One that burns down is behind by what goes in so many seconds: it follows, and never quite arrives. */
const BEHIND_S = 0.15;
/** A change of fewer points nobody sees on a gauge. */
export const SEEN = 0.12;

/**
 * In how many ms a gauge is to be looked at again: 0 for the next frame, null for never. One that follows a jump moves in
 * every frame; one that burns down does not change to the eye in most of them.
 * @param rest how many points it shows beside its own
 * @param drain points that go per second as it is shown
 */
export function nextLook(rest: number, drain: number): number | null {
  if (Math.abs(rest) >= NEAR + drain * BEHIND_S) return 0;
  return drain > 0 ? (1000 * SEEN) / drain : null;
}

/** A player who is nearly out. */
export function inDanger(player: { active: boolean; points: number } | undefined): boolean {
  return player?.active === true && player.points < CRITICAL_POINTS;
}

/** How bright the room is, 0 to 1: the lamps of all who came, as far as they burn. */
export function lightOf({ phase, players }: Pick<RelayView, 'phase' | 'players'>): number {
  if (phase === 'waiting' || phase === 'countdown' || players.length === 0) return 1;
  const lamps = players.map(({ active, points }) =>
    active ? Math.min(1, Math.max(0, points) / FULL_POINTS) : 0,
  );
  return lamps.reduce((sum, lamp) => sum + lamp, 0) / players.length;
}
