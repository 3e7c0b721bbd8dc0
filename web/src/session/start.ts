import type { MatchConnection } from '../../../client/MatchConnection.ts';
import type { Parlor } from '../../../client/Parlor.ts';

/**
 * Goes on where an earlier visit stopped: signs in with its token, enters the lobby, returns to its match.
 * @returns the running match, or null
 */
export async function start(parlor: Parlor): Promise<MatchConnection | null> {
  const player = await parlor.restore();
  if (!player) return null;
  await parlor.enterLobby();
  return await parlor.resume();
}
