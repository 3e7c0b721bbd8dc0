import type { Phase, TableState } from '../games/game.ts';
import { Problem } from '../lib/problem.ts';
import { toldApart } from '../lib/text/lookalikes.ts';
import { plain } from '../match/canonical.ts';
import { durabilityOf } from '../match/durability.ts';
import type { Invited } from '../match/journal.ts';
import { FORMAT, type Ownership, type StoredTable, type TakenOver } from '../match/matchStore.ts';
import { Persistence } from '../match/persistence.ts';
import type { MatchResult } from '../match/records.ts';
import type { Reply } from '../match/replies.ts';
import { Attendance } from './Attendance.ts';
import { Gathering, withNamesApart } from './Gathering.ts';
import type { HostedGame, TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { CONSENTED, Seats } from './Seats.ts';
import { TableEnding } from './TableEnding.ts';
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
/** Who comes and goes is looked at so often where somebody is awaited. */
const WATCH_MS = 100;
/** And so often where everybody is here: a long-poll may run out. */
const LONGEST_IDLE_MS = 1000;
/** After so many failures in a row a table is broken off: its rules have a bug that time does not heal. */
const MAX_FAILURES = 20;

/**
 * What a table is in this process: `running`; `over`, when its end is stored and its people are free, or about to be; or
 * `gone`, when its match went elsewhere or its room closed: nothing is done any more.
 */
type Life = 'running' | 'over' | 'gone';

/**
 * A table from its first player to its end: its phases and seats. It knows neither sockets nor rules. Its parts are
 * `Gathering` (before the match), `TableMatch` (the match), `Attendance` (who is here), `Persistence` (what is seen or
 * acknowledged is stored), `TableEnding` (every match ends in the records), `TableListing` and `TableViews` (who
 * finds it, and what they see).
 */
export class HostedTable<S extends TableState> {
  readonly state: S;
  readonly seats = new Seats();
  readonly views: TableViews;
  readonly #game: HostedGame<S>['game'];
  readonly #options: TableOptions;
  readonly #needs: TableNeeds;
  readonly #clients: TableClients;
  readonly #listing: TableListing;
  readonly #gathering: Gathering<S>;
  readonly #match: TableMatch<S>;
  readonly #phase: TablePhase;
  readonly #attendance: Attendance;
  readonly #ending: TableEnding<S>;
  #persistence!: Persistence;
  #standing = false;
  /** When it was last looked after, by `elapsed`. */
  #tickedAt: number;
  #failures = 0;
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
    const openedAt = from?.table.openedAt ?? needs.now();
    this.#match = new TableMatch({
      hosted,
      options,
      openedAt,
      clients,
      metrics: needs.metrics,
      elapsed: needs.elapsed,
    });
    this.state = this.#match.stateOf(from);
    const { state, seats } = this;
    const broadcast = (type: string, payload: unknown) =>
      this.#match.onceStored(() => clients.broadcast(type, payload));
    this.#phase = new TablePhase(options.match, state, { broadcast }, needs.now);
    this.views = new TableViews(hosted.maker, state, seats, { now: needs.now, table: this });
    this.#attendance = new Attendance(state, seats, needs.now);
    const { grace = needs.lifecycle.graceMs } = hosted.game;
    const graceMs = grace === 'match' ? LONGEST_MATCH_MS : grace;
    const lifecycle = { ...needs.lifecycle, graceMs };
    this.#gathering = new Gathering({ ...hosted, ...options, state, seats, openedAt }, lifecycle);
    const elsewhere = (player: string, other: string) => this.#playsElsewhere(player, other);
    const match = { id: options.match, game: this.#game.name, startedAt: openedAt };
    this.#listing = new TableListing({ match, state, seats, elsewhere }, options.seats, needs);
    this.#ending = new TableEnding(
      {
        options,
        clients,
        persistence: () => this.#persistence,
        start: () => this.#match.record(),
        gone: () => this.gone,
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
    table.#gathering.resume(table.#options.seats, needs.now());
    table.#attendance.resume();
    table.state.spectators = 0;
    table.state.version += VERSIONS_SKIPPED * own.epoch;
    // What was over then is over at the first tick.
    table.#phase.resume(table.#match.begun ? 'playing' : from.phase);
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
      this.#say(); // before anything is made of who is away
      if (this.state.phase === 'playing') this.#play(ms);
      else if (this.state.phase !== 'finished') this.#prepare();
      else if (this.#needs.now() >= this.state.deadline) this.#clients.close();
      this.#show();
      this.#failures = 0;
      this.#persistence.tick(); // at the end, too: what ended it may not be stored yet
      if (this.state.phase !== 'finished' && this.settled) this.#listing.refresh();
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
      if (!this.#match.begun) this.state.players.delete(player);
      this.seats.remove(player);
      this.touch();
    } else if (!this.#options.seats.some(({ id }) => id === player)) {
      return;
    }
    try {
      if (this.#match.begun) await this.#match.leave(player);
      else await this.#persistence.store();
    } finally {
      await this.#listing.put(); // whatever could not be stored: nobody stays bound to a table they left
    }
  }

  /** As `leave`; the socket by which the player is here is closed once that is stored. */
  async forfeit(player: string): Promise<void> {
    const client = this.seats.client(player);
    await this.leave(player);
    client?.leave(CONSENTED);
  }

  /**
   * Seats more people while it waits, by the proposal `batch`.
   * @throws Problem 409 `no_room`; 503 `retry_later`
   */
  async seatMore(people: readonly Invited[], batch: string): Promise<void> {
    const { seats, batches } = this.#options;
    if (!batches.includes(batch)) {
      const apart = withNamesApart(people, seats);
      if (this.gone || !this.#gathering.add(apart))
        throw new Problem(409, 'no_room', 'The table has no room for so many any more.');
      seats.push(...apart);
      batches.push(batch);
      this.touch();
    }
    await this.#persistence.store();
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
    await Promise.all([this.#persistence.store(), this.#listing.put()]);
  }

  /** @throws Problem 503 `retry_later` */
  async ledger() {
    while (!this.settled) await this.settle();
    return this.#match.ledger(this.state);
  }

  /** @throws Problem 404 `unknown_command`, 409 `match_over`, `not_started`; 503 `retry_later` */
  command(name: string, operator: string): Promise<{ version: number }> {
    return this.#match.command(name, operator);
  }

  /** Ms until there is something to do by itself. */
  get idleMs(): number {
    const { phase } = this.state;
    if (phase === 'waiting' || phase === 'countdown') return WATCH_MS;
    if (phase === 'finished') return this.state.deadline - this.#needs.now();
    if (!this.#persistence.settled || this.#persistence.exhausted) return WATCH_MS; // or as soon as that is stored
    const away = [...this.state.players.values()].some(({ connected, left }) => !connected && !left);
    return Math.min(this.#match.running.idleMs, this.#persistence.dueMs, away ? WATCH_MS : LONGEST_IDLE_MS);
  }

  /** The match went elsewhere, or its room is gone: nothing is done here any more. */
  get gone(): boolean {
    return this.#life === 'gone';
  }

  /** Nothing at the table is unstored, so it may be seen as it is. */
  get settled(): boolean {
    return this.#persistence.settled;
  }

  /** Resolves once what is being stored is. @throws Problem 503 `retry_later` when it could not be */
  settle(): Promise<void> {
    return this.#persistence.settle();
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
    return this.#persistence.checkpoint();
  }

  /** Puts the table, and who is at it, on the lists. */
  list(): Promise<void> {
    return this.#listing.begin();
  }

  /** Stores everything and lets the match go, for another process to go on with. */
  async handOver(): Promise<void> {
    const before = this.#life;
    if (before === 'over') this.#life = 'gone'; // what is left of it is cleared away by who finds it
    if (before !== 'running') return;
    await this.#persistence.handOver();
    this.#letGo();
  }

  /** Frees its people for another match and takes it off the lists. Nothing when it went elsewhere. */
  async release(): Promise<void> {
    if (this.gone) return;
    this.#life = 'over';
    this.views.close();
    await this.#listing.remove();
  }

  /** The room is gone: nothing is done here any more, and nothing is undone. */
  dispose(): void {
    this.#life = 'gone';
    this.#listing.close();
    this.views.close();
  }

  #keep(own: Ownership, stored = 0, clock = 0): void {
    const { store, process, now, log } = this.#needs;
    const needs = {
      ...{ store, now, log, owner: process(), durability: durabilityOf(this.#game) },
      table: () => this.#stored(),
      match: () => this.#match.match,
      stored: () => this.#show(),
      fenced: () => this.#letGo(),
      restored: () => void this.#listing.put(), // who is in which match is lost along with the matches
    };
    this.#persistence = new Persistence(own, needs, stored, clock);
    this.#match.keep(this.#persistence);
  }

  /** Shows what there is to see, unless some of it is not stored. */
  #show(): void {
    if (this.gone || !this.#persistence.settled) return;
    if (this.state.phase === 'playing') this.#showDeadline();
    this.#clients.show();
    this.#match.tell();
    this.views.announce();
  }

  #showDeadline(): void {
    const deadline = this.#match.deadlineAt(this.#needs.now(), this.state.deadline);
    if (deadline === this.state.deadline) return;
    this.state.deadline = deadline;
    this.touch();
  }

  /** Tells when the game begins to stand, as nothing can be stored, and when it goes on. */
  #say(): void {
    const { standing } = this.#persistence;
    if (standing === this.#standing) return;
    this.#standing = standing;
    if (!standing) this.#attendance.resume();
    this.#clients.broadcast('standing', { standing });
  }

  #letGo(): void {
    this.dispose();
    this.#clients.letGo();
  }

  #stored(): StoredTable {
    const { phase, deadline } = this.state;
    return {
      format: FORMAT,
      options: this.#options,
      game: this.#game.name,
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
      this.#needs.call(this.#game.name, this.#options, player).catch((error: unknown) => {
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
    const recorded = this.#persistence
      .begin(this.#stored())
      .then(() => this.#needs.records.started(this.#match.record()));
    recorded.catch((error: unknown) => {
      this.#needs.log.warn({ err: error, match }, 'the start of a match is not in the records yet');
    });
    this.#setPhase('playing', 0);
    this.#needs.metrics.matches.started(this.#game.name);
    this.#needs.log.info({ match, game: this.#game.name }, 'a match started');
  }

  #play(ms: number): void {
    const match = this.#match.running;
    this.#match.advance();
    // Who is away while the game stands loses nothing by it: they could hardly come back.
    if (!this.#persistence.standing) {
      for (const player of this.#attendance.spend(ms)) this.#giveSeatUp(player);
      this.#match.notice((player) => this.#attendance.isAway(player));
    }
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
    this.#match.onceStored(() => void this.#listing.put()); // lists show no more than the table
  }
}
