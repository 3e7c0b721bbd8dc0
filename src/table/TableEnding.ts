import type { TableState } from '../games/game.ts';
import type { Match } from '../match/match.ts';
import type { Persistence } from '../match/persistence.ts';
import type { MatchResult, MatchStart } from '../match/records.ts';
import type { ResultMessage } from '../protocol/result.ts';
import type { TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { insist } from './insist.ts';
import { abandonedResult, resultOf, type StoredResult, storeResult } from './matchEnd.ts';

/** What an end needs of its table. */
export interface EndingTable {
  options: Pick<TableOptions, 'match' | 'why' | 'batches'>;
  clients: Pick<TableClients, 'broadcast'>;
  persistence(): Persistence;
  start(): MatchStart;
  /** The match went elsewhere: its end is the new owner's. */
  gone(): boolean;
  /** `until`: epoch ms at which the room closes. */
  finished(until: number): void;
  /** Frees the people and takes the table off the lists. */
  release(): Promise<void>;
}

/**
 * The end of a table, once: what was played is stored, then its people are free, then they are told, and last the
 * store forgets the match. Killed in between, it is taken over and ended again, which changes nothing any more.
 */
export class TableEnding<S extends TableState> {
  readonly #table: EndingTable;
  readonly #needs: TableNeeds;
  #end: Promise<void> | null = null;

  constructor(table: EndingTable, needs: TableNeeds) {
    this.#table = table;
    this.#needs = needs;
  }

  /** Ends a match. Never rejects, and does nothing when the table ends already. */
  finish(match: Match<S>, outcome: MatchResult['outcome']): Promise<void> {
    this.#end ??= this.#finish(match, outcome);
    return this.#end;
  }

  /** Ends a table that never came to a match: `here` go back to the front of the queue. As `finish` otherwise. */
  fallThrough(here: string[]): Promise<void> {
    this.#end ??= this.#fallThrough(here);
    return this.#end;
  }

  async #finish(match: Match<S>, outcome: MatchResult['outcome']): Promise<void> {
    this.#table.finished(Number.MAX_SAFE_INTEGER); // open until its end is stored
    // First of all, as this is refused when somebody else has it by now, and the records would not refuse. Who has to
    // go on from here finds it over, with the same journal.
    await this.#insist('that a match is over is not stored', () => this.#table.persistence().store());
    if (this.#table.gone()) return;
    const stored = await this.#store(match, outcome);
    if (this.#table.gone()) return;
    await this.#table.release().catch(() => {}); // tried again below
    if (stored) this.#tell(stored);
    await this.#clear();
    this.#table.finished(this.#needs.now() + this.#needs.lifecycle.resultMs);
  }

  /** Null when nothing could be stored. */
  async #store(match: Match<S>, outcome: MatchResult['outcome']): Promise<StoredResult | null> {
    const { gone } = this.#table;
    const start = this.#table.start();
    const now = this.#needs.now();
    try {
      let result = abandonedResult(start, now);
      try {
        result = resultOf(match, outcome, now);
      } catch (error) {
        this.#failed(error, 'the rules cannot tell the result of a match: abandoned');
      }
      return await storeResult(start, result, this.#needs, gone);
    } catch (error) {
      this.#failed(error, 'a match has no result');
      return null;
    }
  }

  #tell({ result, changes }: StoredResult): void {
    const { id, game, outcome, standings } = result;
    this.#needs.metrics.matches.finished(game, outcome);
    this.#needs.log.info({ match: id, game, outcome }, 'a match is over');
    const { why } = this.#table.options;
    const told = { match_id: id, outcome, standings, rating_changes: changes, why };
    this.#table.clients.broadcast('result', told);
  }

  async #fallThrough(here: string[]): Promise<void> {
    const { match } = this.#table.options;
    this.#table.finished(Number.MAX_SAFE_INTEGER);
    // First of all: who has to go on from here gives back those who were here, instead of waiting for them again.
    await this.#insist('that a table fell through is not stored', () => this.#table.persistence().store());
    if (this.#table.gone()) return;
    const told: ResultMessage = {
      match_id: match,
      outcome: 'fell_through',
      standings: [],
      rating_changes: [],
      why: this.#table.options.why,
    };
    this.#table.clients.broadcast('result', told);
    await this.#table.release().catch(() => {}); // tried again below
    await this.#clear(async () => {
      for (const batch of [match, ...this.#table.options.batches]) await this.#needs.giveBack(batch, here);
    });
    this.#table.finished(this.#needs.now());
  }

  /** Frees the people, does what can be done then, and forgets the match: what stays is only ended once more. */
  async #clear(then = async () => {}): Promise<void> {
    await this.#insist('people are still bound to a match that is over', () => this.#table.release());
    await this.#insist('people of a table that fell through are not queued yet', then);
    await this.#insist('a match that is over is still stored', () => this.#table.persistence().close());
  }

  async #insist(what: string, work: () => Promise<void>): Promise<void> {
    const about = { match: this.#table.options.match };
    try {
      await insist(work, { what, about, gone: this.#table.gone }, this.#needs);
    } catch (error) {
      this.#failed(error, what);
    }
  }

  #failed(error: unknown, what: string): void {
    this.#needs.log.error({ err: error, match: this.#table.options.match }, what);
  }
}
