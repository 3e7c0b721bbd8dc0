/** Who sits down. `skill` is a bot's, 0 to 1. */
export interface Seated {
  id: string;
  name: string;
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

/** One thing that was done to a match from outside, at a game time (ms). Entries are numbered from 1. */
export interface JournalEntry {
  seq: number;
  at: number;
  /** `time`: something was decided because its time had come. `away`, `back`: the rules were told that somebody is. */
  kind: 'act' | 'leave' | 'command' | 'time' | 'away' | 'back';
  /** The player's uuid; for a command the operator's name; for `time` nobody: ''. */
  by: string;
  request_id: string;
  /** The action, or the command's name. */
  input: unknown;
  /** The state's version after it, which the reply named: a room adds to it for what no journal tells. */
  version?: number;
  /** What the player was told besides, of an action. Entries of before there was one have none. */
  result?: Record<string, string | number | boolean>;
}
