import type { TableState } from '../games/game.ts';
import type { Match } from '../match/match.ts';
import type { MatchResult, MatchStart } from '../match/records.ts';
import type { TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { resultOf, storeResult } from './matchEnd.ts';
import type { TableKeeping } from './TableKeeping.ts';

/** What an end needs of its table. */
export interface EndingTable {
  options: Pick<TableOptions, 'match' | 'why'>;
  clients: Pick<TableClients, 'broadcast'>;
  keeping(): TableKeeping;
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
    this.#table.finished(Number.MAX_SAFE_INTEGER); // open until the result is stored
    try {
      await this.#store(match, outcome);
    } catch (error) {
      this.#failed(error, 'a match has no result');
    } finally {
      // Whatever went wrong: its people are free, and the room closes.
      this.#table.finished(this.#needs.now() + this.#needs.lifecycle.resultMs);
      await this.#table.release().catch((error: unknown) => this.#failed(error, 'people may be bound still'));
    }
  }

  async #store(match: Match<S>, outcome: MatchResult['outcome']): Promise<void> {
    const { options, clients, gone } = this.#table;
    const result = resultOf(match, this.#table.keeping().journal, outcome, this.#needs.now());
    const rating_changes = await storeResult(this.#table.start(), result, this.#needs, gone);
    if (!rating_changes || gone()) return;
    this.#needs.metrics.matches.finished(result.game, outcome);
    this.#needs.log.info({ match: result.id, game: result.game, outcome }, 'a match is over');
    await this.#table.release();
    const { standings } = result;
    const { match: match_id, why } = options;
    clients.broadcast('result', { match_id, outcome, standings, rating_changes, why });
    await this.#close();
  }

  async #fallThrough(here: string[]): Promise<void> {
    const { match } = this.#table.options;
    try {
      this.#table.finished(this.#needs.now());
      this.#table.clients.broadcast('result', { match_id: match, outcome: 'fell_through', standings: [] });
      await this.#table.release();
      await this.#needs.giveBack(match, here);
      await this.#close();
    } catch (error) {
      this.#failed(error, 'a table fell through');
    }
  }

  /** A match that stays in the store is only ended once more, to no effect. */
  async #close(): Promise<void> {
    const closed = this.#table.keeping().close();
    await closed.catch((error: unknown) => this.#failed(error, 'a match is over but stays in the store'));
  }

  #failed(error: unknown, what: string): void {
    this.#needs.log.error({ err: error, match: this.#table.options.match }, what);
  }
}
