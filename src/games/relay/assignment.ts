import type { PuzzleRecord } from '../game.ts';
import type { PuzzleName } from './puzzles/puzzle.ts';
import { makePuzzle, PUZZLES } from './puzzles/registry.ts';
import type { RelayPlayer } from './state.ts';
import type { OpenPuzzle, RelayTable } from './table.ts';
import { versionOf } from './versions.ts';

/** Beyond so many puzzles in one match the oldest are forgotten: nobody but a program gets there. */
export const MAX_LOG = 2000;

const NAMES = Object.keys(PUZZLES) as PuzzleName[];
const NOTHING = { id: '', type: '', level: 0, question: '', data: '', opened_at: 0 };

/** Gives a player a new puzzle of their level, of another type than the one before. */
export function openPuzzle(table: RelayTable, player: RelayPlayer): void {
  const { secret, now, random } = table;
  const type = random.pick(NAMES.filter((name) => name !== player.puzzle.type));
  const puzzle = makePuzzle(versionOf(table).puzzles[type], random, player.level);
  const number = (secret.given[player.id] ?? 0) + 1;
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
  keepRecord(table, {
    id,
    player: player.id,
    type,
    level,
    prompt: puzzle.later ? `${data} ${puzzle.later.question}` : question,
    answer: puzzle.answer,
    openedAt: now,
    closedAt: null,
    outcome: 'open',
  });
}

/** Closes a player's puzzle; `open` for one that nobody will answer any more. */
export function closePuzzle(table: RelayTable, player: RelayPlayer, outcome: PuzzleRecord['outcome']): void {
  const record = table.secret.log.findLast(({ id }) => id === player.puzzle.id);
  if (record) Object.assign(record, { outcome, closedAt: table.now });
  delete table.secret.open[player.id];
}

/** Leaves a player without a puzzle. */
export function withdrawPuzzle(table: RelayTable, player: RelayPlayer): void {
  closePuzzle(table, player, 'open');
  Object.assign(player.puzzle, NOTHING);
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

function keepRecord({ secret }: RelayTable, record: PuzzleRecord): void {
  secret.log.push(record);
  if (secret.log.length <= MAX_LOG) return;
  const oldest = secret.log.findIndex(({ closedAt }) => closedAt !== null);
  secret.log.splice(Math.max(oldest, 0), 1);
}
