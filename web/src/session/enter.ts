import type { Parlor } from '../../../client/Parlor.ts';

/**
 * Makes sure that somebody is signed in and in the lobby: whoever the stored token says, as another tab may have
 * signed in meanwhile or the server may not have answered before, else a new guest.
 * @param name of a new guest, and how it looks; without them the server picks
 * @throws ParlorError
 */
export async function enter(parlor: Parlor, name?: string, face?: string): Promise<void> {
  if (!parlor.player && !(await parlor.restore())) await parlor.signInAsGuest(name, face);
  await parlor.enterLobby();
}
