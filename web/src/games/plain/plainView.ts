import type { GameInfoView } from '../../../../client/Api.ts';
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
  face: string | undefined;
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
const NOTHING = '–';

/** What a number in a field stands for, where the game says it. */
type Wording = (field: string) => ((number: number) => string) | undefined;

const plainly: Wording = () => undefined;

/** Reads what there is of any game's state. @param words what the game says of its numbers */
export function plainView(state: MatchView, words: GameInfoView['words'] = {}): PlainView {
  const { phase, deadline, spectators, players } = state;
  const seated = Object.values(players).sort((a, b) => a.seat - b.seat);
  const fields = fieldsOf(seated);
  const nameOf = (id: string) => players[id]?.name;
  const wording = wordingOf(words, seated);
  return {
    phase,
    deadline,
    spectators,
    fields,
    facts: Object.entries(state)
      .filter(([field]) => !COMMON_OF_TABLE.has(field))
      .map(([field, value]) => ({ field, text: shown(value, nameOf, wording, field) })),
    players: seated.map((player) => ({
      id: player.id,
      name: player.name,
      face: player.face,
      bot: player.bot,
      note: player.left ? 'left' : player.connected || player.bot ? null : 'away',
      values: fields.map((field) =>
        player[field] === undefined ? null : shown(player[field], nameOf, wording, field),
      ),
    })),
  };
}

function fieldsOf(players: readonly PlayerView[]): string[] {
  const own = new Set(players.flatMap((player) => Object.keys(player).filter((field) => !COMMON.has(field))));
  const first = FIRST.filter((field) => own.has(field));
  return [...first, ...[...own].filter((field) => !first.includes(field))].slice(0, MAX_FIELDS);
}

function wordingOf(words: GameInfoView['words'], players: readonly PlayerView[]): Wording {
  return (field) => {
    const word = words[field];
    if (word === undefined) return undefined;
    if (word === 'seat') return (number) => players.find(({ seat }) => seat === number)?.name ?? NOTHING;
    return (number) => word[number] ?? NOTHING;
  };
}

/**
 * Any value of a state as people read it: a player's uuid is their name, a list has commas, an object its fields.
 * @param wording what numbers stand for
 * @param field the one that the value is in
 */
export function shown(
  value: unknown,
  nameOf: (id: string) => string | undefined,
  wording = plainly,
  field = '',
): string {
  const text = told(value, { nameOf, wording, word: wording(field) }, 0);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

interface Telling {
  nameOf(id: string): string | undefined;
  wording: Wording;
  word: ReturnType<Wording>;
}

function told(value: unknown, telling: Telling, depth: number): string {
  const { nameOf, wording, word } = telling;
  if (value === null || value === undefined || value === '') return NOTHING;
  if (typeof value === 'number' && word) return word(value);
  if (typeof value === 'string') return nameOf(value) ?? value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  if (depth > 3) return '…';
  const inner = (one: unknown, of = word) => told(one, { ...telling, word: of }, depth + 1);
  if (Array.isArray(value)) {
    if (value.length === 0) return NOTHING;
    const nested = value.some((one) => typeof one === 'object' && one !== null);
    return value.map((one) => (nested ? `(${inner(one)})` : inner(one))).join(', ');
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return NOTHING;
  if (word) return entries.map(([, one]) => inner(one)).join(', ');
  return entries
    .map(([field, one]) => `${nameOf(field) ?? spoken(field)}: ${inner(one, wording(field))}`)
    .join(', ');
}
