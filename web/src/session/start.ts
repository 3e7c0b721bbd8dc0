import type { MatchConnection } from '../../../client/MatchConnection.ts';
import type { Parlor } from '../../../client/Parlor.ts';
import { ParlorError } from '../../../client/ParlorError.ts';
import type { SignedInPlayer } from '../../../client/Session.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10_000;
/** With these the token may still be good: a new guest would lose who one is. */
const PASSING = new Set(['unreachable', 'timeout']);

/**
 * Goes on where an earlier visit stopped: signs in with its token, enters the lobby, returns to its match.
 * While the server cannot be reached it goes on trying.
 * @returns the running match, or null
 */
export async function start(parlor: Parlor): Promise<MatchConnection | null> {
  const player = await restored(parlor);
  if (!player) return null;
  await parlor.enterLobby();
  return await parlor.resume();
}

async function restored(parlor: Parlor): Promise<SignedInPlayer | null> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await parlor.restore();
    } catch (error) {
      if (!(error instanceof ParlorError && PASSING.has(error.code))) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
