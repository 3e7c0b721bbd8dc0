/** What of a player decides the ring. */
interface InRing {
  id: string;
  active: boolean;
}

/** The players in the order of the ring, starting with one of them, or as they are when that one is not there. */
export function startingWith<P extends { id: string }>(players: readonly P[], id: string | null): P[] {
  const first = players.findIndex((player) => player.id === id);
  return first <= 0 ? [...players] : [...players.slice(first), ...players.slice(0, first)];
}

/** Whom a player feeds: the next active one after it, or undefined when nobody else is left. */
export function nextActive<P extends InRing>(players: readonly P[], id: string): P | undefined {
  return startingWith(players, id)
    .slice(1)
    .find((player) => player.active);
}

/** The one whom a player feeds now: nobody, once the player is out. */
export function fedBy<P extends InRing>(players: readonly P[], id: string | null): P | undefined {
  const player = players.find((one) => one.id === id);
  return player?.active ? nextActive(players, player.id) : undefined;
}
