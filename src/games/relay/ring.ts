import type { RelayPlayer, RelayState } from './state.ts';

/** Players in the order of the ring, whatever the order of the map. */
export function bySeat(state: RelayState): RelayPlayer[] {
  return [...state.players.values()].sort((a, b) => a.seat - b.seat);
}

/** Those who are still in the ring, in its order. */
export function activePlayers(state: RelayState): RelayPlayer[] {
  return bySeat(state).filter((player) => player.active);
}

/** Whom a player passes points to: the next one in the ring. Undefined when nobody else is in it. */
export function nextActive(state: RelayState, from: RelayPlayer): RelayPlayer | undefined {
  const others = activePlayers(state).filter((player) => player.id !== from.id);
  return others.find((player) => player.seat > from.seat) ?? others[0];
}
