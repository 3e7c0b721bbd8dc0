/** Who sits down. `skill` is a bot's, 0 to 1. */
export interface Seated {
  id: string;
  name: string;
  /** How they look. None in matches of before there were faces. */
  face?: string;
  bot: boolean;
  skill?: number;
}

/** Who is expected at a table. */
export interface Invited extends Seated {
  /** Came together with others: their party. None for who came alone, and bots. */
  party?: string | null;
}

/** What a match is made from. With the journal it is the whole match. */
export interface MatchSetup {
  id: string;
  game: string;
  /** The version of the game's rules. None in matches of before there was one: 1. */
  rules?: number;
  seed: string;
  seats: Seated[];
}

/**
 * `time`: something was decided because its time had come. `away`, `back`: the rules were told that somebody is.
 * `inputs`: the commands of a live game's players since the entry before. `restored`: a live game went on in another
 * process.
 */
const KINDS = ['act', 'leave', 'command', 'time', 'away', 'back', 'inputs', 'restored'] as const;

/** Whether all of it can be done again here: a newer process may know more kinds of entries. */
export const isKnown = (journal: readonly Pick<JournalEntry, 'kind'>[]): boolean =>
  journal.every(({ kind }) => KINDS.includes(kind));

/** One thing that was done to a match from outside, at a game time (ms). Entries are numbered from 1. */
export interface JournalEntry {
  seq: number;
  at: number;
  kind: (typeof KINDS)[number];
  /** The player's uuid; for a command the operator's name; where nobody did it: ''. */
  by: string;
  request_id: string;
  /** The action, the command's name, or inputs as `inputLog.ts` packs them; in a replay as `packedInputs.ts` does. */
  input: unknown;
  /** The state's version after it, which the reply named: a room adds to it for what no journal tells. */
  version?: number;
  /** What the player was told besides, of an action. Entries of before there was one have none. */
  result?: Record<string, string | number | boolean>;
}
