import { type Clock, systemClock } from '../../../client/Clock.ts';
import { isPassing } from '../../../client/Http.ts';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import type { Parlor } from '../../../client/Parlor.ts';
import { ParlorError } from '../../../client/ParlorError.ts';
import type { SignedInPlayer } from '../../../client/Session.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Goes on where an earlier visit stopped: signs in with its token, enters the lobby, returns to its match.
 * While the server cannot be reached, or cannot do it just now, it goes on trying.
 * @returns the running match, or null
 */
export async function start(parlor: Parlor, clock: Clock = systemClock): Promise<MatchConnection | null> {
  const player = await restored(parlor, clock);
  if (!player) return null;
  // A match is returned to whatever becomes of the lobby, whose refusal is told as a problem.
  const [match] = await Promise.all([parlor.resume(), parlor.enterLobby().catch(() => {})]);
  return match;
}

/** With an error that passes the token may still be good: a new guest would lose who one is. */
async function restored(parlor: Parlor, clock: Clock): Promise<SignedInPlayer | null> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await parlor.restore();
    } catch (error) {
      if (!(error instanceof ParlorError && isPassing(error))) throw error;
      await new Promise<void>((resolve) => void clock.after(pause, resolve));
    }
  }
}
