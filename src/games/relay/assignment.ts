import type { GameRecord } from '../game.ts';
import type { PuzzleName } from './puzzles/puzzle.ts';
import { makePuzzle, PUZZLES } from './puzzles/registry.ts';
import type { RelayPlayer } from './state.ts';
import type { OpenPuzzle, RelayTable } from './table.ts';
import { versionOf } from './versions.ts';

/** What is kept of a puzzle that was put to a player, as `data` of a record of the kind `puzzle`. Times are game ms. */
export interface PuzzleData {
  /** Unique in the match. */
  id: string;
  type: string;
  level: number;
  prompt: string;
  answer: string;
  openedAt: number;
  closedAt: number | null;
  outcome: 'solved' | 'skipped' | 'open';
}

const NAMES = Object.keys(PUZZLES) as PuzzleName[];
const NOTHING = { id: '', type: '', level: 0, question: '', data: '', opened_at: 0 };

/** Gives a player a new puzzle of their level, of another type than the one before. */
export function openPuzzle(table: RelayTable, player: RelayPlayer): void {
  const { secret, now, random } = table;
  const last = secret.last?.[player.id];
  const given = secret.given[player.id] ?? 0;
  // An older process may have opened others since: then what the player sees is what counts.
  const before = last?.number === given ? last.type : player.puzzle.type;
  const type = random.pick(NAMES.filter((name) => name !== before));
  secret.last = { ...secret.last, [player.id]: { number: given + 1, type } };
  const puzzle = makePuzzle(versionOf(table).puzzles[type], random, player.level);
  const number = given + 1;
  const open: OpenPuzzle = {
    ...puzzle,
    id: puzzleId(player, number),
    type,
    level: player.level,
    asksAt: now + (puzzle.later?.afterMs ?? 0),
    wrong: 0,
  };
  secret.given[player.id] = number;
  secret.open[player.id] = open;
  const { id, level, question, data } = open;
  Object.assign(player.puzzle, { id, type, level, question, data, opened_at: now });
}

/** Closes a player's puzzle; `open` for one that nobody will answer any more. */
export function closePuzzle(table: RelayTable, player: RelayPlayer, outcome: PuzzleData['outcome']): void {
  const open = table.secret.open[player.id];
  if (open) table.record(recordOf(player, open, { outcome, closedAt: table.now }));
  delete table.secret.open[player.id];
}

/** Leaves a player without a puzzle. */
export function withdrawPuzzle(table: RelayTable, player: RelayPlayer): void {
  closePuzzle(table, player, 'open');
  Object.assign(player.puzzle, NOTHING);
}

/** When the next question is asked that is held back; game ms. */
export function nextQuestionAt({ secret, now }: RelayTable): number {
  const waiting = Object.values(secret.open).filter(({ later, asksAt }) => later && asksAt > now);
  return Math.min(...waiting.map(({ asksAt }) => asksAt));
}

/** Asks what was held back until the time came. True when something was. */
export function askDueQuestions({ state, secret, now }: RelayTable): boolean {
  let asked = false;
  for (const [id, { asksAt, later }] of Object.entries(secret.open)) {
    const player = state.players.get(id);
    if (!player || !later || asksAt !== now) continue;
    Object.assign(player.puzzle, { question: later.question, data: later.data });
    asked = true;
  }
  return asked;
}

/** Whether a player had a puzzle of this id before. */
export function hadPuzzle({ secret }: RelayTable, player: RelayPlayer, id: string): boolean {
  const number = Number(id.split('-')[1]);
  const given = secret.given[player.id] ?? 0;
  return Number.isInteger(number) && number >= 1 && number <= given && id === puzzleId(player, number);
}

/** Unique in the match: the seat, counted from 1, and the number of the puzzle there. */
function puzzleId(player: RelayPlayer, number: number): string {
  return `${player.seat + 1}-${number}`;
}

/** The puzzles that wait for an answer, as they are recorded at the end. */
export function openPuzzles({ state, secret }: RelayTable): GameRecord[] {
  return [...state.players.values()].flatMap((player) => {
    const open = secret.open[player.id];
    return open ? [recordOf(player, open)] : [];
  });
}

function recordOf(
  player: RelayPlayer,
  open: OpenPuzzle,
  { closedAt, outcome }: Pick<PuzzleData, 'closedAt' | 'outcome'> = { closedAt: null, outcome: 'open' },
): GameRecord {
  const { id, type, level, question, data, later, answer } = open;
  const at = player.puzzle.opened_at;
  const prompt = later ? `${data} ${later.question}` : question;
  const puzzle: PuzzleData = { id, type, level, prompt, answer, openedAt: at, closedAt, outcome };
  return { kind: 'puzzle', player: player.id, at, data: puzzle };
}
