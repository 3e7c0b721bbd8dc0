import type { MatchView, PlayerView } from '../../../client/matchView.ts';

/** What is true of a table in any game, as it is shown. Players are in the order of their seats. */
export interface PlainView {
  phase: MatchView['phase'];
  /** Server time at which the countdown ends, epoch ms. */
  deadline: number;
  spectators: number;
  players: PlainPlayer[];
  /** The numbers that the game keeps for each player: the names of its fields, points and scores first. */
  fields: string[];
}

export interface PlainPlayer {
  id: string;
  name: string;
  seat: number;
  bot: boolean;
  note: 'left' | 'away' | null;
  /** A number per field of the view; null where a player has none. */
  figures: (number | null)[];
}

/** What every game has of a player, beside its own. */
const COMMON = new Set(['id', 'name', 'seat', 'bot', 'left', 'connected', 'grace']);
/** What is asked for first, wherever it stands. */
const FIRST = ['points', 'score'];
/** More fit on no phone. */
const MAX_FIELDS = 3;

/** Reads what there is of any game's state. */
export function plainView({ phase, deadline, spectators, players }: MatchView): PlainView {
  const seated = Object.values(players).sort((a, b) => a.seat - b.seat);
  const fields = fieldsOf(seated);
  return {
    phase,
    deadline,
    spectators,
    fields,
    players: seated.map((player) => ({
      id: player.id,
      name: player.name,
      seat: player.seat,
      bot: player.bot,
      note: player.left ? 'left' : player.connected || player.bot ? null : 'away',
      figures: fields.map((field) => numberIn(player, field)),
    })),
  };
}

function fieldsOf(players: readonly PlayerView[]): string[] {
  const own = new Set(
    players.flatMap((player) =>
      Object.keys(player).filter((field) => !COMMON.has(field) && numberIn(player, field) !== null),
    ),
  );
  const first = FIRST.filter((field) => own.has(field));
  return [...first, ...[...own].filter((field) => !first.includes(field))].slice(0, MAX_FIELDS);
}

function numberIn(player: PlayerView, field: string): number | null {
  const value = player[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
