import type { MutedPlayer } from './preferences.ts';

/** Of who was muted elsewhere, until their name is here. */
const UNNAMED = 'Somebody';

/** Those of the server's list, in its order, with the names that are known here. */
export function mutedPlayers(ids: readonly string[], named: readonly MutedPlayer[]): MutedPlayer[] {
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return ids.map((id) => ({ id, name: names.get(id) ?? UNNAMED }));
}

/** Those of whom no name is known here. */
export function namesWanted(ids: readonly string[], named: readonly MutedPlayer[]): string[] {
  const names = new Set(named.map(({ id }) => id));
  return ids.filter((id) => !names.has(id));
}
