import type { Phase, TableState } from '../games/game.ts';
import { Problem } from '../lib/problem.ts';
import { toldApart } from '../lib/text/lookalikes.ts';
import { plain } from '../match/canonical.ts';
import type { Invited, JournalEntry } from '../match/journal.ts';
import type { Ownership, StoredTable, TakenOver } from '../match/matchStore.ts';
import type { MatchResult } from '../match/records.ts';
import type { Reply } from '../match/replies.ts';
import { Attendance } from './Attendance.ts';
import { Gathering, withNamesApart } from './Gathering.ts';
import type { HostedGame, TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { Seats } from './Seats.ts';
import { TableEnding } from './TableEnding.ts';
import { TableKeeping } from './TableKeeping.ts';
import { TableListing } from './TableListing.ts';
import { TableMatch } from './TableMatch.ts';
import { TablePhase } from './TablePhase.ts';
import { TableViews } from './TableViews.ts';

/**
 * A former owner may have shown versions that nobody stored: a restored state goes on well above them, and the more so
 * the later its epoch is, as the owner before may have stored none at all.
 */
const VERSIONS_SKIPPED = 1000;
/** No match goes on for longer, whatever its rules say. In game time. */
const LONGEST_MATCH_MS = 4 * 60 * 60_000;
/** After so many failures in a row a table is broken off: its rules have a bug that time does not heal. */
const MAX_FAILURES = 20;

/**
 * A table from its first player to its end: its phases and seats. It knows neither sockets nor rules. Its parts are
 * `Gathering` (before the match), `TableMatch` (the match), `Attendance` (who is here), `TableKeeping` (what was
 * acknowledged is stored), `TableEnding` (every match ends in the records), `TableListing` and `TableViews` (who
 * finds it, and what they see).
 */
export class HostedTable<S extends TableState> {
  readonly state: S;
  readonly seats = new Seats();
  readonly views: TableViews;
  readonly #game: string;
  readonly #options: TableOptions;
  readonly #needs: TableNeeds;
  readonly #clients: TableClients;
  readonly #listing: TableListing;
  readonly #gathering: Gathering<S>;
  readonly #match: TableMatch<S>;
  readonly #phase: TablePhase;
  readonly #attendance: Attendance;
  readonly #ending: TableEnding<S>;
  #keeping!: TableKeeping;
  #failures = 0;
  /** Gone elsewhere: nothing is done any more. */
  #gone = false;

  private constructor(
    hosted: HostedGame<S>,
    options: TableOptions,
    needs: TableNeeds,
    clients: TableClients,
    from?: StoredTable,
  ) {
    this.#game = hosted.game.name;
    this.#options = options;
    this.#needs = needs;
    this.#clients = clients;
    const openedAt = from?.openedAt ?? needs.now();
    const changed = () => this.views.announce();
    this.#match = new TableMatch({ hosted, options, openedAt, clients, metrics: needs.metrics, changed });
    this.state = this.#match.stateOf(from);
    const { state, seats } = this;
    this.#phase = new TablePhase(options.match, state, clients, needs.now);
    this.views = new TableViews(hosted.game, state, seats, needs.now);
    this.#attendance = new Attendance(state, seats, needs.now);
    this.#gathering = new Gathering({ ...hosted, ...options, state, seats, openedAt }, needs.lifecycle);
    const elsewhere = (player: string, other: string) => this.#playsElsewhere(player, other);
    const match = { id: options.match, game: this.#game, startedAt: openedAt };
    this.#listing = new TableListing({ match, state, seats, elsewhere }, options.seats, needs);
    this.#ending = new TableEnding(
      {
        options,
        clients,
        keeping: () => this.#keeping,
        start: () => this.#match.record(),
        gone: () => this.#gone,
        finished: (until) => this.#setPhase('finished', until),
        release: () => this.release(),
      },
      needs,
    );
  }

  /** Opens a new table and stores it. @throws Fenced when the match is there already */
  static async open<S extends TableState>(
    hosted: HostedGame<S>,
    options: TableOptions,
    needs: TableNeeds,
    clients: TableClients,
  ): Promise<HostedTable<S>> {
    const seats = withNamesApart(options.seats);
    const table = new HostedTable(hosted, { ...options, seats }, needs, clients);
    table.#gathering.open(seats);
    table.#keep(await needs.store.open(options.match, needs.process(), table.#stored()), []);
    return table;
  }

  /** Goes on with a table that was taken over: its last checkpoint and what the journal has beyond it. */
  static resume<S extends TableState>(
    hosted: HostedGame<S>,
    { own, table: from, journal }: TakenOver,
    needs: TableNeeds,
    clients: TableClients,
  ): HostedTable<S> {
    const table = new HostedTable(hosted, from.options as TableOptions, needs, clients, from);
    table.#match.redo(journal);
    table.#keep(own, journal);
    table.#gathering.resume(table.#options.seats, needs.now());
    table.#attendance.resume();
    table.state.spectators = 0;
    table.state.version += VERSIONS_SKIPPED * own.epoch;
    // What was over then is over at the first tick.
    table.#phase.resume(table.#match.begun ? 'playing' : from.phase);
    return table;
  }

  /** Lets `ms` of time pass. A failure stays within this table. */
  tick(ms: number): void {
    if (this.#gone) return;
    try {
      this.refreshPresence();
      if (this.state.phase === 'playing') this.#play(ms);
      else if (this.state.phase !== 'finished') this.#prepare();
      else if (this.#needs.now() >= this.state.deadline) this.#clients.close();
      this.views.announce();
      this.#failures = 0;
      if (this.state.phase === 'finished') return;
      this.#keeping.tick();
      this.#listing.refresh();
    } catch (error) {
      this.#failures += 1;
      this.#needs.log.error({ err: error, match: this.#options.match }, 'a table failed');
      if (this.#failures === MAX_FAILURES) this.#end('abandoned');
    }
  }

  /**
   * An action from a player, over the socket or over HTTP. Acknowledged once it is stored.
   * @throws Problem 409 `not_started`; 503 `retry_later`: send it again as it is
   */
  act(player: string, request: unknown): Promise<Reply> {
    return this.#match.act(player, request);
  }

  /**
   * A player leaves on purpose: before the match the seat is free again, in it that is a forfeit.
   * @throws Problem 503 `retry_later`
   */
  async leave(player: string): Promise<void> {
    if (this.seats.has(player)) {
      if (this.#match.begun) this.#match.running.leave(player);
      else this.state.players.delete(player);
      this.seats.remove(player);
      this.touch();
    } else if (!this.#options.seats.some(({ id }) => id === player)) {
      return;
    }
    try {
      if (this.#match.begun) await this.#keeping.durable(this.#match.running.seq);
      else await this.#keeping.store();
    } finally {
      await this.#listing.put(); // whatever could not be stored: nobody stays bound to a table they left
    }
  }

  /**
   * Seats more people while it waits, by the proposal `batch`.
   * @throws Problem 409 `no_room`; 503 `retry_later`
   */
  async seatMore(people: readonly Invited[], batch: string): Promise<void> {
    const { seats, batches } = this.#options;
    if (!batches.includes(batch)) {
      const apart = withNamesApart(people, seats);
      if (this.#gone || !this.#gathering.add(apart))
        throw new Problem(409, 'no_room', 'The table has no room for so many any more.');
      seats.push(...apart);
      batches.push(batch);
      this.touch();
    }
    await this.#keeping.store();
    await this.#listing.put();
  }

  /** A player is called something else. A match that has begun goes on under the name it began with. */
  async rename(player: string, name: string): Promise<void> {
    const seat = this.#options.seats.find(({ id }) => id === player);
    const shown = this.state.players.get(player);
    if (this.#match.begun || !seat || !shown) return;
    const others = this.#options.seats.filter(({ id }) => id !== player).map((other) => other.name);
    const [apart = name] = toldApart([name], others);
    if (shown.name === apart) return;
    seat.name = apart;
    shown.name = apart;
    this.touch();
    await Promise.all([this.#keeping.store(), this.#listing.put()]);
  }

  ledger() {
    return this.#match.ledger(this.state);
  }

  /** @throws Problem 404 `unknown_command`, 409 `match_over`, `not_started`; 503 `retry_later` */
  command(name: string, operator: string): Promise<{ version: number }> {
    return this.#match.command(name, operator);
  }

  /** Brings `connected` up to date with sockets and polls. */
  refreshPresence(): void {
    if (this.#attendance.refresh()) this.touch();
  }

  /** Something visible changed that is not the match's doing. */
  touch(): void {
    this.state.version += 1;
  }

  /** Stores the table as it is now. Never rejects: what could not be stored is stored a second later. */
  checkpoint(): Promise<void> {
    return this.#keeping.checkpoint();
  }

  /** Puts the table, and who is at it, on the lists. */
  list(): Promise<void> {
    return this.#listing.begin();
  }

  /** Stores everything and lets the match go, for another process to go on with. */
  async handOver(): Promise<void> {
    if (this.#gone) return;
    this.#gone = this.#listing.removed; // its end is stored: what is left of it is cleared away by who finds it
    if (this.#gone) return;
    await this.#keeping.handOver();
    this.#letGo();
  }

  /** Frees its people for another match and takes it off the lists. Nothing when it went elsewhere. */
  async release(): Promise<void> {
    if (this.#gone) return;
    this.views.close();
    await this.#listing.remove();
  }

  /** The room is gone: nothing is done here any more, and nothing is undone. */
  dispose(): void {
    this.#gone = true;
    this.#listing.close();
    this.views.close();
  }

  #keep(own: Ownership, journal: JournalEntry[]): void {
    const table = {
      stored: () => this.#stored(),
      fenced: () => this.#letGo(),
      restored: () => void this.#listing.put(), // who is in which match is lost along with the matches
    };
    this.#keeping = new TableKeeping(own, table, this.#needs, journal);
    this.#match.keep(this.#keeping);
  }

  #letGo(): void {
    this.dispose();
    this.#clients.letGo();
  }

  #stored(): StoredTable {
    const { phase, deadline } = this.state;
    return {
      options: this.#options,
      game: this.#game,
      phase,
      deadline,
      openedAt: this.#match.openedAt,
      state: this.#match.begun ? null : plain(this.state),
      match: this.#match.freeze(),
      sessions: this.#clients.sessions(),
      refs: this.#clients.refs(),
    };
  }

  #prepare(): void {
    const now = this.#needs.now();
    for (const player of this.#gathering.toCall(now)) {
      this.#needs.call(this.#game, this.#options, player).catch((error: unknown) => {
        this.#needs.log.warn({ err: error, match: this.#options.match, player }, 'a player was not called');
      });
    }
    const step = this.#gathering.next(now);
    if (step.do === 'countdown') this.#setPhase('countdown', step.deadline);
    else if (step.do === 'wait') this.#setPhase('waiting', step.deadline);
    else if (step.do === 'give_up') this.#end('abandoned');
    else if (step.do === 'start') this.#start();
    else if (step.do === 'fill') {
      this.#gathering.fill(this.#needs.newBot);
      this.#start();
    }
  }

  #start(): void {
    const { match } = this.#options;
    this.#match.start(this.state, this.#gathering.seated);
    // Not before it is stored: who takes over before that starts again, with other bots perhaps.
    const recorded = this.#keeping
      .begin(this.#stored())
      .then(() => this.#needs.records.started(this.#match.record()));
    recorded.catch((error: unknown) => {
      this.#needs.log.warn({ err: error, match }, 'the start of a match is not in the records yet');
    });
    this.#setPhase('playing', 0);
    this.#needs.metrics.matches.started(this.#game);
    this.#needs.log.info({ match, game: this.#game }, 'a match started');
  }

  #play(ms: number): void {
    const match = this.#match.running;
    match.advance(ms);
    for (const player of this.#attendance.spend(ms)) this.#giveSeatUp(player);
    const people = [...this.state.players.values()].some((player) => !player.bot && !player.left);
    if (match.over) this.#end('finished');
    else if (!people || match.now >= LONGEST_MATCH_MS) this.#end('abandoned');
  }

  #giveSeatUp(player: string): void {
    this.leave(player).catch((error: unknown) => {
      this.#needs.log.warn({ err: error, match: this.#options.match, player }, 'a seat is not given up yet');
    });
  }

  /** The lists had lost that a player is here. Who is here stays; who is not has left for the other match. */
  #playsElsewhere(player: string, other: string): void {
    this.#needs.log.warn({ match: this.#options.match, player, other }, 'a player is in two matches');
    if (!this.seats.present(player, this.#needs.now())) this.#giveSeatUp(player);
  }

  /** Without a match the table falls through. */
  #end(outcome: MatchResult['outcome']): void {
    if (this.#match.begun) void this.#ending.finish(this.#match.running, outcome);
    else void this.#ending.fallThrough(this.#gathering.present());
  }

  #setPhase(phase: Phase, deadline: number): void {
    if (!this.#phase.set(phase, deadline) || phase === 'finished') return;
    void this.checkpoint();
    void this.#listing.put();
  }
}
