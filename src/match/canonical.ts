import type { TableState } from '../games/game.ts';

/** Fields that the room keeps: they tell of sockets, not of the game, so a replay cannot have them. */
const ROOM_FIELDS = new Set(['phase', 'version', 'deadline', 'spectators', 'connected', 'grace']);

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

/** The game's part of a state as text, the same for equal states: sorted keys, no room fields. */
export function canonical(state: TableState): string {
  return JSON.stringify(plain(state), (key, value: unknown) => {
    if (ROOM_FIELDS.has(key)) return undefined;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
