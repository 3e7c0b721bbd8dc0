import type { GameEvent, TableState } from '../games/game.ts';
import { Problem } from '../lib/problem.ts';
import type { JournalEntry, Seated } from '../match/journal.ts';
import { type FrozenMatch, Match } from '../match/match.ts';
import type { StoredTable } from '../match/matchStore.ts';
import type { MatchStart } from '../match/records.ts';
import type { Reply } from '../match/replies.ts';
import type { HostedGame, TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { isRated } from './isRated.ts';
import type { TableKeeping } from './TableKeeping.ts';

/** What belongs to a table's match besides the table. */
export interface TableMatchNeeds<S extends TableState> {
  hosted: HostedGame<S>;
  options: TableOptions;
  /** Epoch ms. */
  openedAt: number;
  clients: Pick<TableClients, 'broadcast' | 'send'>;
  metrics: Pick<TableNeeds['metrics'], 'actions'>;
  /** Something was done to it, stored or not. */
  changed(): void;
}

/** The match at a table, once there is one. What is done to it is acknowledged when it is stored. */
export class TableMatch<S extends TableState> {
  readonly #needs: TableMatchNeeds<S>;
  #match: Match<S> | null = null;
  /** None yet while a match is brought up to date: there is nobody to tell, and its journal is known. */
  #keeping: TableKeeping | null = null;

  constructor(needs: TableMatchNeeds<S>) {
    this.#needs = needs;
  }

  /** When its table was opened, in epoch ms. */
  get openedAt(): number {
    return this.#needs.openedAt;
  }

  get begun(): boolean {
    return this.#match !== null;
  }

  /** @throws Problem 409 `not_started` */
  get running(): Match<S> {
    if (this.#match) return this.#match;
    throw new Problem(409, 'not_started', 'The match has not started.');
  }

  /** Seats these players on the table's state and begins. */
  start(state: S, seats: Seated[]): void {
    const { game, maker } = this.#needs.hosted;
    this.#match = Match.start(game, maker, this.record(seats).setup, this.#events(), state);
  }

  /** The state of a new table, or of one that was stored; its match, if it had begun, goes on with it. */
  stateOf(stored?: StoredTable): S {
    const { game, maker } = this.#needs.hosted;
    if (!stored) return maker.state();
    if (!stored.match) return maker.restore(stored.state);
    this.#match = Match.thaw(game, maker, stored.match, this.#events());
    return this.#match.state;
  }

  redo(journal: readonly JournalEntry[]): void {
    this.#match?.redo(journal);
  }

  /** From here on what happens is told and stored. */
  keep(keeping: TableKeeping): void {
    this.#keeping = keeping;
  }

  freeze(): FrozenMatch | null {
    return this.#match?.freeze() ?? null;
  }

  /** What the records keep of its start. */
  record(seats: Seated[] = this.running.setup.seats): MatchStart {
    const { hosted, options, openedAt } = this.#needs;
    const { match: id, seed, why, quality } = options;
    const rated = isRated(seats, options.seats);
    const { name: game, rules } = hosted.game;
    const begun = { id, game, ...(rules === undefined ? {} : { rules }), seed, seats };
    return { setup: this.#match?.setup ?? begun, why, quality, rated, startedAt: openedAt };
  }

  /**
   * Done at once, acknowledged once it is stored.
   * @throws Problem 409 `not_started`; 503 `retry_later`
   */
  async act(player: string, request: unknown): Promise<Reply> {
    const { hosted, metrics, changed } = this.#needs;
    const { reply, seq } = this.running.apply(player, request);
    changed();
    await this.#keeping?.durable(seq);
    if ('code' in reply) metrics.actions.rejected(hosted.game.name, String(reply.code));
    else metrics.actions.accepted(hosted.game.name);
    return reply;
  }

  /** As `act`. @throws Problem 404 `unknown_command`, 409 `match_over`, `not_started`; 503 `retry_later` */
  async command(name: string, operator: string): Promise<{ version: number }> {
    const match = this.running;
    const outcome = match.command(name, operator);
    if ('refused' in outcome) {
      const { code, message } = outcome.refused;
      throw new Problem(code === 'unknown_command' ? 404 : 409, code, message);
    }
    const { seq } = match;
    const { version } = match.state;
    this.#needs.changed();
    await this.#keeping?.durable(seq);
    return { version };
  }

  /** Everybody's points, and how they came by them; nothing yet before the match. */
  ledger(state: S) {
    const ledger = this.#match?.ledger;
    const points = [...state.players.values()].map(({ id }) => [id, ledger?.balance(id) ?? 0] as const);
    return { points: Object.fromEntries(points), ledger: ledger?.entries() ?? [] };
  }

  #events() {
    const { clients } = this.#needs;
    return {
      event: (event: GameEvent, only?: string) => {
        if (!this.#keeping) return;
        if (only === undefined) clients.broadcast('animation', event);
        else clients.send(only, 'animation', event);
      },
      journalled: (entry: JournalEntry) => this.#keeping?.add(entry),
    };
  }
}
