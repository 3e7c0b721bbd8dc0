import type { TableState } from '../games/game.ts';
import type { Commands } from './commands.ts';
import { isKnown, type JournalEntry } from './journal.ts';
import type { Recollection } from './recollection.ts';

/** A match to which is done again what was done to it once. */
interface RedoneMatch {
  readonly game: { readonly name: string };
  readonly state: Pick<TableState, 'version'>;
  readonly seq: number;
  readonly commands: Commands | null;
  apply(player: string, request: unknown): unknown;
  leave(player: string): unknown;
  command(name: string, by: string): unknown;
  runTo(at: number): void;
}

/** What only who does it again may do. */
interface RedoneDeeds {
  tellAbsence(player: string, away: boolean): void;
  restored(): void;
  time(): void;
  inputs(log: unknown): void;
}

/** Does again what a journal tells of a match, without bots: their doing is in the journal. */
export class Redo {
  readonly #match: RedoneMatch;
  readonly #deeds: RedoneDeeds;
  readonly #play: { takeDecided(at: number): boolean };
  readonly #memory: Pick<Recollection, 'forgetRefusal'>;
  /** Commands up to this entry of the journal are known. */
  #foreseen = 0;
  #underWay = false;

  constructor(
    match: RedoneMatch,
    deeds: RedoneDeeds,
    play: { takeDecided(at: number): boolean },
    memory: Pick<Recollection, 'forgetRefusal'>,
  ) {
    this.#match = match;
    this.#deeds = deeds;
    this.#play = play;
    this.#memory = memory;
  }

  /** What was taken once is taken again, whatever the bounds are by now. */
  get underWay(): boolean {
    return this.#underWay;
  }

  /** Entries that are in the match already are passed over. @throws Error when it cannot have come from this match */
  all(journal: readonly JournalEntry[]): void {
    this.#underWay = true;
    try {
      for (const entry of journal) this.#one(entry);
    } finally {
      this.#underWay = false;
    }
  }

  /** See `Match.foresee`. @throws Error when it cannot have come from this match */
  foresee(journal: readonly JournalEntry[]): void {
    for (const { seq, kind, input } of journal) {
      if (kind !== 'inputs' || seq <= this.#foreseen) continue;
      this.#match.commands?.redo(input);
      this.#foreseen = seq;
    }
  }

  #one(entry: JournalEntry): void {
    const match = this.#match;
    if (entry.seq <= match.seq) return;
    if (entry.seq !== match.seq + 1) throw new Error(`journal: ${entry.seq} follows ${match.seq}`);
    if (!isKnown([entry])) throw new Error(`journal: nobody here knows entries like ${entry.kind}`);
    if (entry.kind === 'inputs') {
      this.#inputs(entry);
      return;
    }
    match.runTo(entry.at);
    // So that its reply is the one that was given.
    if (entry.version !== undefined) match.state.version = entry.version - 1;
    this.#again(entry);
    if (match.seq !== entry.seq) throw new Error(`journal: entry ${entry.seq} was not accepted again`);
  }

  #again({ kind, by, at, request_id, input, version }: JournalEntry): void {
    const match = this.#match;
    const deeds = this.#deeds;
    if (kind === 'leave') match.leave(by);
    else if (kind === 'restored') deeds.restored();
    else if (kind === 'command') match.command(String(input), by);
    else if (kind === 'away' || kind === 'back')
      deeds.tellAbsence(by, kind === 'away'); // also when the game does not ask any more
    else if (kind === 'time' && this.#play.takeDecided(at)) {
      match.state.version = version ?? match.state.version;
      deeds.time();
    } else {
      this.#memory.forgetRefusal(by, request_id);
      match.apply(by, { ...(input as object), request_id });
    }
  }

  #inputs(entry: JournalEntry): void {
    const { at, input, version } = entry;
    const match = this.#match;
    if (!match.commands) throw new Error(`${match.game.name}: inputs in the journal of a game that has none`);
    this.foresee([entry]);
    match.runTo(at);
    match.state.version = version ?? match.state.version;
    this.#deeds.inputs(input);
  }
}
