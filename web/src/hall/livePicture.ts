import type { LobbyMatch, LobbySnapshot } from '../../../client/Lobby.ts';

/**
 * Each page asks a table it shows every few seconds: with more than so many here that would be too much for one table.
 */
export const LOOKERS = 100;

/** Whether tables bear to be looked at by everybody who is here, as far as that is known. */
export function mayLook({ online }: Pick<LobbySnapshot, 'online'>): boolean {
  return online !== null && online <= LOOKERS;
}

/**
 * The table of a game that is shown on its door: the one that has played longest, so that it changes seldom; not one's
 * own. None while more are here than a table bears to be looked at by, or while that is not known.
 */
export function tableToShow(
  lobby: Pick<LobbySnapshot, 'matches' | 'online'>,
  game: string,
  mine: string | undefined,
): LobbyMatch | null {
  if (!mayLook(lobby)) return null;
  const running = lobby.matches?.filter(
    (one) => one.game === game && one.phase === 'playing' && one.id !== mine,
  );
  return running?.at(-1) ?? null;
}
