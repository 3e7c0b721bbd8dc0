/** What somebody brought to the decks. */
export interface Brought {
  id: string;
  seat: number;
  commitment: string | null;
  value: string | null;
}

interface Opening {
  position: number;
  card: string;
  salt: string;
}

/** Cards that were shown after a hand: in the chain between it and the next. */
interface ShownAfter {
  hand: number;
  seat: number;
  cards: string;
  openings: Opening[];
  previous: string;
  hash: string;
}

/** A hand as the server keeps it, as far as it is looked at here. */
export interface HandFile {
  hand: number;
  dealt: number[];
  board: string;
  shown: { seat: number; cards: string }[];
  /** What the winner showed when the hand was over. */
  shown_after?: ShownAfter;
  commitment: string;
  deck_root: string;
  previous: string;
  hash: string;
  leaves: string[];
  openings: Opening[];
  seed: string | null;
}

/** All that is known of a match and its hands. */
export interface MatchFile {
  match_id: string;
  version: string;
  /** How hands are chained; missing in what was told before there was more than one way: 1. */
  format?: number;
  running: boolean;
  match_commitment: string;
  /** What the first hand follows by format 2. Null before it is dealt. */
  start_hash?: string | null;
  match_secret: string | null;
  /** How many hands there were, and the last hash of all. Null, or missing, while it runs and in matches of before. */
  hand_count?: number | null;
  last_hash?: string | null;
  players: Brought[];
  hands: HandFile[];
  /** There are later hands, which are not in it. */
  more?: boolean;
}

/** The format by which the chain of hands begins with what players committed to. */
export const CHAINED_FROM_COMMITMENTS = 2;

/** What was given is nothing that can be verified; the message says why. */
export class NotVerifiable extends Error {}

/** Whether everything has to be told. */
export const isOver = ({ running }: Pick<MatchFile, 'running'>): boolean => running !== true;

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => Number.isSafeInteger(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check, most: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(check);
const members =
  (checks: Record<string, Check>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(checks).every(([name, check]) => check((value as Record<string, unknown>)[name]));

/** These members and no others: what nobody looks at could say anything. */
const exactly =
  (checks: Record<string, Check>): Check =>
  (value) =>
    members(checks)(value) && Object.keys(value as object).every((name) => Object.hasOwn(checks, name));

const orNone =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const isOpening = exactly({ position: number, card: text, salt: text });
const isShownAfter = members({
  hand: number,
  seat: number,
  cards: text,
  openings: listOf(isOpening, 2),
  previous: text,
  hash: text,
});

const isHand = members({
  hand: number,
  dealt: listOf(number, 10),
  board: text,
  shown: listOf(members({ seat: number, cards: text }), 10),
  commitment: text,
  deck_root: text,
  previous: text,
  hash: text,
  leaves: listOf(text, 52),
  shown_after: orNone(isShownAfter),
  openings: listOf(isOpening, 52),
  seed: orNull(text),
});

const whether: Check = (value) => typeof value === 'boolean';

/** Of a hand and what was shown after it everything else is hashed. */
const MEMBERS: Record<string, Check> = {
  match_id: text,
  version: text,
  running: orNone(whether),
  format: orNone(number),
  start_hash: orNone(orNull(text)),
  match_commitment: text,
  match_secret: orNull(text),
  hand_count: orNone(orNull(number)),
  last_hash: orNone(orNull(text)),
  players: listOf(exactly({ id: text, seat: number, commitment: orNull(text), value: orNull(text) }), 10),
  hands: listOf(isHand, 10_000),
  more: orNone(whether),
};
const isMatch = exactly(MEMBERS);

/** Reads a record of a match, wherever it comes from. @throws NotVerifiable */
export function readMatch(given: unknown): MatchFile {
  const { version, format = 1, match_commitment } = (given ?? {}) as Partial<MatchFile>;
  if (typeof version === 'string' && version !== 'parlor/holdem/1')
    throw new NotVerifiable(`Its decks were made by ${version.slice(0, 40)}, which this page does not know.`);
  if (typeof format === 'number' && format !== 1 && format !== CHAINED_FROM_COMMITMENTS)
    throw new NotVerifiable(`Its hands are chained by format ${format}, which this page does not know.`);
  if (match_commitment === null)
    throw new NotVerifiable('This match began before decks could be verified: nothing was committed to.');
  const unknown = Object.keys(given ?? {}).find((name) => !Object.hasOwn(MEMBERS, name));
  if (unknown !== undefined && members(MEMBERS)(given))
    throw new NotVerifiable(`It has “${unknown.slice(0, 40)}”, which no record has that this page knows.`);
  if (!isMatch(given)) throw new NotVerifiable('That is no record of a match’s hands.');
  return given as MatchFile;
}

/** Reads a file. @throws NotVerifiable */
export function readFile(content: string): MatchFile {
  let given: unknown;
  try {
    given = JSON.parse(content);
  } catch {
    throw new NotVerifiable('That file is not JSON.');
  }
  return readMatch(given);
}
