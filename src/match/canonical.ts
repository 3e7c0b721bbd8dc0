import type { TableState } from '../games/game.ts';
import { sortedJson } from '../lib/sortedJson.ts';

/** Any state, of plain or of synchronised objects, as JSON data: maps become objects, what is undefined is left out. */
export function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return plain(value.toJSON());
  if (Array.isArray(value)) return value.map(plain);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.filter(([, v]) => v !== undefined && v !== null).map(([k, v]) => [k, plain(v)]),
  );
}

/**
 * The game's part of a state as text, the same for equal states: sorted keys, without what the room keeps of the table
 * and of its players. That tells of sockets, not of the game, so a replay cannot have it. A game may have fields of
 * the same names anywhere else.
 */
export function canonical(state: TableState): string {
  const { phase, version, deadline, spectators, players, ...table } = plain(state) as Record<string, unknown>;
  const seated = Object.entries(players ?? {}).map(([id, player]) => {
    const { connected, grace, ...own } = player as Record<string, unknown>;
    return [id, own] as const;
  });
  return sortedJson({ ...table, players: Object.fromEntries(seated) });
}
