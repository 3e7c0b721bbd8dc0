import type { MatchView, PlayerView } from '../../../../client/matchView.ts';
import { spoken } from '../../lib/spoken.ts';

/** What is seen of any game's table, as it is shown. Players are in the order of their seats. */
export interface PlainView {
  phase: MatchView['phase'];
  /** Server time at which the phase, or in it the turn, ends by itself, epoch ms; 0 for never. */
  deadline: number;
  spectators: number;
  players: PlainPlayer[];
  /** The fields that the game keeps for each player, points and scores first. */
  fields: string[];
  /** What the game keeps besides its players: the field, and its value as text. */
  facts: { field: string; text: string }[];
}

export interface PlainPlayer {
  id: string;
  name: string;
  seat: number;
  bot: boolean;
  note: 'left' | 'away' | null;
  /** A text per field of the view; null where a player has none, or it is not for the viewer. */
  values: (string | null)[];
}

/** What every game has of a player, beside its own. */
const COMMON = new Set(['id', 'name', 'seat', 'bot', 'left', 'connected', 'grace', 'face']);
/** What every game has of a table. */
const COMMON_OF_TABLE = new Set(['phase', 'version', 'deadline', 'spectators', 'players']);
/** What is asked for first, wherever it stands. */
const FIRST = ['points', 'score'];
/** A table of more is none. */
const MAX_FIELDS = 16;
/** Longer texts are cut. */
const MAX_TEXT = 200;

/** Reads what there is of any game's state. */
export function plainView(state: MatchView): PlainView {
  const { phase, deadline, spectators, players } = state;
  const seated = Object.values(players).sort((a, b) => a.seat - b.seat);
  const fields = fieldsOf(seated);
  const nameOf = (id: string) => players[id]?.name;
  return {
    phase,
    deadline,
    spectators,
    fields,
    facts: Object.entries(state)
      .filter(([field]) => !COMMON_OF_TABLE.has(field))
      .map(([field, value]) => ({ field, text: shown(value, nameOf) })),
    players: seated.map((player) => ({
      id: player.id,
      name: player.name,
      seat: player.seat,
      bot: player.bot,
      note: player.left ? 'left' : player.connected || player.bot ? null : 'away',
      values: fields.map((field) => (player[field] === undefined ? null : shown(player[field], nameOf))),
    })),
  };
}

function fieldsOf(players: readonly PlayerView[]): string[] {
  const own = new Set(players.flatMap((player) => Object.keys(player).filter((field) => !COMMON.has(field))));
  const first = FIRST.filter((field) => own.has(field));
  return [...first, ...[...own].filter((field) => !first.includes(field))].slice(0, MAX_FIELDS);
}

/** Any value of a state as people read it: a player's uuid is their name, a list has commas, an object its fields. */
export function shown(value: unknown, nameOf: (id: string) => string | undefined): string {
  const text = told(value, nameOf, 0);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

function told(value: unknown, nameOf: (id: string) => string | undefined, depth: number): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'string') return nameOf(value) ?? value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  if (depth > 3) return '…';
  const inner = (one: unknown) => told(one, nameOf, depth + 1);
  if (Array.isArray(value)) {
    if (value.length === 0) return '–';
    const nested = value.some((one) => typeof one === 'object' && one !== null);
    return value.map((one) => (nested ? `(${inner(one)})` : inner(one))).join(', ');
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '–';
  return entries.map(([field, one]) => `${nameOf(field) ?? spoken(field)}: ${inner(one)}`).join(', ');
}
