import type { GameRecord, TableState } from '../games/game.ts';
import { plain } from '../match/canonical.ts';
import type { MatchPersistence } from '../match/matchPersistence.ts';
import { FORMAT, type Ownership, type StoredTable, type TakenOver } from '../match/matchStore.ts';
import { persistenceOf } from '../match/persistenceOf.ts';
import type { Questions } from '../match/questions.ts';
import type { Reply } from '../match/replies.ts';
import { Failures } from './Failures.ts';
import { toldApartAt } from './Gathering.ts';
import type { HostedGame, TableClients, TableNeeds, TableOptions } from './hosting.ts';
import type { Seats } from './Seats.ts';
import type { TablePeople } from './TablePeople.ts';
import type { TableViews } from './TableViews.ts';
import { tableParts } from './tableParts.ts';

/**
 * A former owner may have shown versions that nobody stored: a restored state goes on well above them, and the more so
 * the later its epoch is, as the owner before may have stored none at all.
 */
const VERSIONS_SKIPPED = 1000;

/**
 * What a table is in this process: `running`; `over`, when its end is stored and its people are free, or about to be;
 * or `gone`, when its match went elsewhere or its room closed: nothing is done any more.
 */
type Life = 'running' | 'over' | 'gone';

/**
 * A table from its first player to its end, put together from its parts. It knows neither sockets nor rules. What time
 * makes of it is its `TableCourse`: `Gathering` (before the match), `TableMatch` (the match), `TableEnding` (every
 * match ends in the records). Who comes and goes: `TablePeople`, `Attendance` (who is here). What is seen or
 * acknowledged is stored: `Persistence`. Who finds it, and what they see: `TableListing`, `TableViews`.
 */
export class HostedTable<S extends TableState> {
  readonly state: S;
  readonly seats: Seats;
  readonly views: TableViews;
  readonly people: TablePeople<S>;
  readonly #game: HostedGame<S>['game'];
  readonly #options: TableOptions;
  readonly #needs: TableNeeds;
  readonly #clients: TableClients;
  readonly #parts: ReturnType<typeof tableParts<S>>;
  #persistence!: MatchPersistence;
  /** When it was last looked after, by `elapsed`. */
  #tickedAt: number;
  readonly #failures: Record<'tick' | 'step', Failures>;
  #life: Life = 'running';

  private constructor(
    hosted: HostedGame<S>,
    options: TableOptions,
    needs: TableNeeds,
    clients: TableClients,
    from?: TakenOver,
  ) {
    this.#game = hosted.game;
    this.#options = options;
    this.#needs = needs;
    this.#clients = clients;
    this.#tickedAt = needs.elapsed();
    const failures = () => new Failures({ match: options.match, game: this.#game.name }, needs.log);
    this.#failures = { tick: failures(), step: failures() };
    const inside = { persistence: () => this.#persistence, stored: () => this.#stored() };
    const parts = tableParts(hosted, options, needs, clients, { whole: this, ...inside }, from);
    this.state = parts.state;
    this.seats = parts.seats;
    this.views = parts.views;
    this.people = parts.people;
    this.#parts = parts;
  }

  /** Opens a new table and stores it. @throws Fenced when the match is there already */
  static async open<S extends TableState>(
    hosted: HostedGame<S>,
    options: TableOptions,
    needs: TableNeeds,
    clients: TableClients,
  ): Promise<HostedTable<S>> {
    const seats = toldApartAt(options.seats);
    const table = new HostedTable(hosted, { ...options, seats }, needs, clients);
    table.#parts.gathering.open(seats);
    table.#keep(await needs.store.open(options.match, needs.process(), table.#stored()));
    return table;
  }

  /** Goes on with a table that was taken over: its last checkpoint and what the journal has beyond it. */
  static resume<S extends TableState>(
    hosted: HostedGame<S>,
    taken: TakenOver,
    needs: TableNeeds,
    clients: TableClients,
  ): HostedTable<S> {
    const { own, table: from, journal, clock } = taken;
    const table = new HostedTable(hosted, from.options as TableOptions, needs, clients, taken);
    table.#keep(own, journal.length, clock);
    table.#parts.gathering.resume(table.#options.seats, needs.now());
    table.#parts.attendance.takenOver();
    table.#parts.match.time.standWhile(() => table.#parts.attendance.awaits);
    table.state.spectators = 0;
    table.state.version += VERSIONS_SKIPPED * own.epoch;
    // What was over then is over at the first tick.
    table.#parts.phase.resume(table.#parts.match.begun ? 'playing' : from.phase);
    if (table.#parts.match.begun) {
      needs.metrics.matches.recovered(from.game);
      needs.metrics.matches.playing(from.game, 1);
    }
    void table.settle().catch(() => {}); // what was decided meanwhile; tried again at every tick
    return table;
  }

  /** Does what is due by now. A failure stays within this table. */
  tick(): void {
    if (this.gone) return;
    const now = this.#needs.elapsed();
    const ms = now - this.#tickedAt;
    this.#tickedAt = now;
    try {
      this.refreshPresence();
      this.#parts.course.goOn(ms);
      if (this.state.phase === 'finished' && this.#needs.now() >= this.state.deadline) this.#clients.close();
      this.#show();
      this.#failures.tick.worked(ms);
      this.#persistence.tick(); // at the end, too: what ended it may not be stored yet
      if (this.state.phase !== 'finished' && this.settled) this.#parts.listing.refresh();
    } catch (error) {
      this.#fail('tick', error);
    }
  }

  /** So many steps of its match are due. A failure stays within this table. */
  step(count: number): void {
    if (this.gone || this.state.phase !== 'playing') return;
    try {
      this.#parts.match.time.step(count);
      this.#failures.step.worked(count * this.#game.stepMs);
    } catch (error) {
      this.#fail('step', error);
    }
  }

  /**
   * An action from a player, over the socket or over HTTP. Acknowledged once it is stored.
   * @throws Problem 409 `not_started`; 503 `retry_later`: send it again as it is
   */
  act(player: string, request: unknown): Promise<Reply> {
    return this.#parts.match.act(player, request);
  }

  /** @throws Problem 503 `retry_later` */
  async ledger() {
    while (!this.settled) await this.settle();
    return this.#parts.match.ledger(this.state);
  }

  /** What the game kept until now, as somebody may see it. @throws Problem 503 `retry_later` */
  async records(of: Parameters<Questions['records']>[0]): Promise<GameRecord[]> {
    while (!this.settled) await this.settle();
    return this.#parts.match.records(of);
  }

  /** @throws Problem 404 `unknown_command`, 409 `match_over`, `not_started`; 503 `retry_later` */
  command(name: string, operator: string): Promise<{ version: number }> {
    return this.#parts.match.command(name, operator);
  }

  /** Ms until there is something to do by itself. */
  get idleMs(): number {
    return this.#parts.course.idleMs;
  }

  /** See `Life`. */
  get gone(): boolean {
    return this.#life === 'gone';
  }

  /** Nothing at the table is unstored, so it may be seen as it is. */
  get settled(): boolean {
    return this.#persistence.settled;
  }

  /** The game stands, as nothing can be stored, and who was here then was told. */
  get standing(): boolean {
    return this.#parts.course.standing;
  }

  /** Resolves once what is being stored is. @throws Problem 503 `retry_later` when it could not be */
  settle(): Promise<void> {
    return this.#persistence.settle();
  }

  /** Brings `connected` up to date with sockets and polls. */
  refreshPresence(): void {
    if (this.#parts.attendance.refresh()) this.touch();
  }

  /** Something visible changed that is not the match's doing. */
  touch(): void {
    this.state.version += 1;
  }

  /** Stores the table as it is now. Never rejects: what could not be stored is stored a second later. */
  checkpoint(): Promise<void> {
    return this.#persistence.checkpoint();
  }

  /** Puts the table, and who is at it, on the lists. */
  list(): Promise<void> {
    return this.#parts.listing.begin();
  }

  /** Stores everything and lets the match go, for another process to go on with. */
  async handOver(): Promise<void> {
    const before = this.#life;
    if (before === 'over') this.#life = 'gone'; // what is left of it is cleared away by who finds it
    if (before !== 'running') return;
    await this.#persistence.handOver();
    this.#handOff();
  }

  /** Frees its people for another match and takes it off the lists. Nothing when it went elsewhere. */
  async release(): Promise<void> {
    if (this.gone) return;
    this.#life = 'over';
    this.views.close();
    await this.#parts.listing.remove();
  }

  /** The room is gone: nothing is done here any more, and nothing is undone. */
  dispose(): void {
    if (!this.gone && this.state.phase === 'playing')
      this.#needs.metrics.matches.playing(this.#game.name, -1);
    this.#life = 'gone';
    this.#parts.listing.close();
    this.views.close();
  }

  #keep(own: Ownership, stored = 0, clock = 0): void {
    const { store, process, now, log } = this.#needs;
    const needs = {
      ...{ store, now, log, owner: process() },
      table: () => this.#stored(),
      match: () => this.#parts.match.match,
      stored: () => this.#tryToShow(),
      fenced: () => this.#handOff(),
      restored: () => void this.#parts.listing.put(), // who is in which match is lost along with the matches
    };
    this.#persistence = persistenceOf(this.#game, own, needs, stored, clock);
    this.#parts.match.keep(this.#persistence);
  }

  /** Shows what there is to see, unless some of it is not stored. */
  #show(): void {
    if (this.gone || !this.#persistence.settled) return;
    if (this.state.phase === 'playing') this.#parts.course.showDeadline();
    this.#clients.show();
    this.#parts.match.tell();
    this.views.announce();
  }

  /** As `#show`. What the rules throw is not the store's failure. */
  #tryToShow(): void {
    try {
      this.#show();
    } catch (error) {
      this.#fail('tick', error);
    }
  }

  #fail(at: 'tick' | 'step', error: unknown): void {
    if (this.#failures[at].failed(error)) this.#parts.course.abandon('failed');
  }

  #handOff(): void {
    this.dispose();
    this.#clients.handOff();
  }

  #stored(): StoredTable {
    const { phase, deadline } = this.state;
    return {
      format: FORMAT,
      options: this.#options,
      game: this.#game.name,
      phase,
      deadline,
      openedAt: this.#parts.match.openedAt,
      state: this.#parts.match.begun ? null : plain(this.state),
      match: this.#parts.match.freeze(),
      sessions: this.#clients.sessions(),
      refs: this.#clients.refs(),
    };
  }
}
