import type { TableState } from '../games/game.ts';
import type { Match } from '../match/match.ts';
import type { MatchPersistence } from '../match/matchPersistence.ts';
import type { AbandonedWhy, MatchResult, MatchStart } from '../match/records.ts';
import type { ResultMessage } from '../protocol/result.ts';
import { type EndSteps, endMatch, requeueAll } from './endMatch.ts';
import type { TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { insist } from './insist.ts';
import { abandonedResult, recordsAnyway, resultOf, storeResult } from './matchEnd.ts';

/** What an end needs of its table. */
interface EndingTable {
  /** Its game's name. */
  readonly game: string;
  options: Pick<TableOptions, 'match' | 'why' | 'batches'>;
  clients: Pick<TableClients, 'broadcast'>;
  persistence(): MatchPersistence;
  start(): MatchStart;
  /** The match went elsewhere: its end is the new owner's. */
  gone(): boolean;
  /** `until`: epoch ms at which the room closes. */
  finished(until: number): void;
  /** Frees the people and takes the table off the lists. */
  release(): Promise<void>;
}

/**
 * The end of a table, once, by the steps of `endMatch`: each is tried until it works. Who is at the table is told once
 * they are free, or are about to be.
 */
export class TableEnding<S extends TableState> {
  readonly #table: EndingTable;
  readonly #needs: TableNeeds;
  #end: Promise<void> | null = null;
  /** What everybody at the table is told; null until it is stored. */
  #result: ResultMessage | null = null;

  constructor(table: EndingTable, needs: TableNeeds) {
    this.#table = table;
    this.#needs = needs;
  }

  /**
   * Ends a match. Never rejects, and does nothing when the table ends already.
   * @param reason of a match that is abandoned; null when it is over by its rules
   */
  finish(match: Match<S>, reason: AbandonedWhy | null): Promise<void> {
    const record = () => this.#record(match, reason);
    this.#end ??= this.#run({ record }, this.#needs.lifecycle.resultMs);
    return this.#end;
  }

  /** Ends a table whose game cannot start, as an abandoned match. As `finish` otherwise. */
  neverStarted(start: MatchStart): Promise<void> {
    const record = () => this.#store(start, abandonedResult(start, 'failed', this.#needs.now()));
    this.#end ??= this.#run({ record }, this.#needs.lifecycle.resultMs);
    return this.#end;
  }

  /** Ends a table that never came to a match: `here` go back to the front of the queue. As `finish` otherwise. */
  fallThrough(here: string[]): Promise<void> {
    const { options } = this.#table;
    const what = 'people of a table that fell through are not queued yet';
    const requeue = () => this.#insist(what, () => requeueAll(options, here, this.#needs));
    const nothing = { standings: [], rating_changes: [], why: options.why };
    this.#end ??= this.#run({ requeue }, 0, {
      match_id: options.match,
      outcome: 'fell_through',
      ...nothing,
    });
    return this.#end;
  }

  async #run(
    steps: Pick<EndSteps, 'record' | 'requeue'>,
    shownMs: number,
    told: ResultMessage | null = null,
  ): Promise<void> {
    const { finished, release, persistence, gone, clients } = this.#table;
    this.#result = told;
    finished(Number.MAX_SAFE_INTEGER); // open until its end is stored
    // First of all, as this is refused when somebody else has it by now, and the records would not refuse. Who has to
    // go on from here finds it over, with the same journal, or gives back those who were here.
    await this.#insist('that a table is over is not stored', () => persistence().store());
    await endMatch({
      ...steps,
      gone,
      free: async () => {
        await release().catch(() => {}); // tried again below
        if (this.#result) clients.broadcast('result', this.#result);
        await this.#insist('people are still bound to a match that is over', release);
      },
      close: () => this.#insist('a match that is over is still stored', () => persistence().close()),
    });
    if (!gone()) finished(this.#needs.now() + shownMs);
  }

  async #record(match: Match<S>, reason: AbandonedWhy | null): Promise<void> {
    const { now } = this.#needs;
    const begun = this.#table.start();
    let result = abandonedResult(begun, 'no_result', now());
    try {
      try {
        result = resultOf(match.whole(), reason, now());
      } catch (error) {
        this.#failed(error, 'the rules cannot tell the result of a match: abandoned');
        result = abandonedResult(begun, 'no_result', now(), recordsAnyway(match));
      }
    } catch (error) {
      this.#failed(error, 'a game cannot tell what it promised');
    }
    await this.#store(begun, result);
  }

  async #store(begun: MatchStart, result: MatchResult): Promise<void> {
    const { metrics, log } = this.#needs;
    const { gone, options } = this.#table;
    try {
      const stored = await storeResult(begun, result, this.#needs, gone);
      if (!stored) return;
      const { id, game, outcome, standings } = stored.result;
      metrics.matches.finished(game, outcome);
      log.info({ match: id, game, outcome }, 'a match is over');
      this.#result = { match_id: id, outcome, standings, rating_changes: stored.changes, why: options.why };
    } catch (error) {
      this.#failed(error, 'a match has no result');
    }
  }

  async #insist(what: string, work: () => Promise<void>): Promise<void> {
    const about = { match: this.#table.options.match, game: this.#table.game };
    try {
      await insist(work, { what, about, gone: this.#table.gone }, this.#needs);
    } catch (error) {
      this.#failed(error, what);
    }
  }

  #failed(error: unknown, what: string): void {
    const { options, game } = this.#table;
    this.#needs.log.error({ err: error, match: options.match, game }, what);
  }
}
