import type { GameEvent, TableState } from '../games/game.ts';
import { Problem } from '../lib/problem.ts';
import { plain } from '../match/canonical.ts';
import type { JournalEntry } from '../match/journal.ts';
import { Match } from '../match/match.ts';
import { MatchKeeper } from '../match/matchKeeper.ts';
import type { Ownership, StoredTable, TakenOver } from '../match/matchStore.ts';
import type { MatchStart } from '../match/records.ts';
import type { Reply } from '../match/replies.ts';
import { Gathering } from './Gathering.ts';
import type { HostedGame, TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { resultOf, storeResult } from './matchEnd.ts';
import { Seats } from './Seats.ts';
import { TableListing } from './TableListing.ts';
import { TableViews } from './TableViews.ts';

const CHECKPOINT_EVERY_MS = 1000;
/** A former owner may have shown versions that nobody stored: a restored state goes on well above them. */
const VERSIONS_SKIPPED = 1000;
/** After a stall nobody loses more grace than this: the game stood still, too. */
const LONGEST_TICK_MS = 1000;
/** No match goes on for longer, whatever its rules say. In game time. */
const LONGEST_MATCH_MS = 4 * 60 * 60_000;
/** After so many failures in a row a table is broken off: its rules have a bug that time does not heal. */
const MAX_FAILURES = 20;

/** A table from its first player to its stored result. It knows seats and phases, and neither sockets nor rules. */
export class HostedTable<S extends TableState> {
  readonly state: S;
  readonly seats = new Seats();
  readonly views: TableViews;
  readonly #hosted: HostedGame<S>;
  readonly #options: TableOptions;
  readonly #needs: TableNeeds;
  readonly #clients: TableClients;
  readonly #openedAt: number;
  readonly #listing: TableListing;
  readonly #gathering: Gathering<S>;
  #keeper!: MatchKeeper;
  #match: Match<S> | null = null;
  /** The phase that clients were told of. */
  #phase: TableState['phase'] = 'waiting';
  #checkpointAt = 0;
  /** What is left of players' grace, to the millisecond. */
  readonly #grace = new Map<string, number>();
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
    this.#hosted = hosted;
    this.#options = options;
    this.#needs = needs;
    this.#clients = clients;
    this.#openedAt = from?.openedAt ?? needs.now();
    if (from?.match) this.#match = Match.thaw(hosted.game, hosted.maker, from.match, this.#events());
    this.state = this.#match?.state ?? (from ? hosted.maker.restore(from.state) : hosted.maker.state());
    this.views = new TableViews(hosted.game, this.state, this.seats, needs.now);
    this.#gathering = new Gathering(
      {
        ...hosted,
        state: this.state,
        seats: this.seats,
        openedAt: this.#openedAt,
        waitMs: options.waitMs,
        botsAllowed: options.botsAllowed,
      },
      needs.lifecycle,
    );
    this.#listing = new TableListing(this.state, this.seats, needs, {
      id: options.match,
      game: hosted.game.name,
      startedAt: this.#openedAt,
    });
  }

  /** Opens a new table and stores it. @throws Fenced when the match is there already */
  static async open<S extends TableState>(
    hosted: HostedGame<S>,
    options: TableOptions,
    needs: TableNeeds,
    clients: TableClients,
  ): Promise<HostedTable<S>> {
    const table = new HostedTable(hosted, options, needs, clients);
    for (const who of options.seats) table.#gathering.seat(who);
    table.state.phase = 'waiting';
    table.state.deadline = table.#openedAt + options.waitMs;
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
    table.#match?.redo(journal);
    table.#keep(own, journal);
    for (const player of table.state.players.values()) {
      player.connected = player.bot;
      if (!player.bot && !player.left) table.seats.add(player.id);
    }
    if (!table.#match) for (const who of table.#options.seats) table.#gathering.resume(who);
    table.state.spectators = 0;
    table.state.version += VERSIONS_SKIPPED;
    if (table.#match) table.state.phase = 'playing'; // what was over then is over at the first tick
    table.#phase = table.state.phase;
    return table;
  }

  /** Lets `ms` of time pass. A failure stays within this table. */
  tick(ms: number): void {
    if (this.#gone) return;
    try {
      this.#tick(ms);
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#needs.log.error({ err: error, match: this.#options.match }, 'a table failed');
      if (this.#failures === MAX_FAILURES) void this.#breakOff();
    }
  }

  /**
   * An action from a player, over the socket or over HTTP. Acknowledged once it is stored.
   * @throws Problem 409 `not_started`; 503 `retry_later`: send it again as it is
   */
  async act(player: string, request: unknown): Promise<Reply> {
    const { reply, seq } = this.#running().apply(player, request);
    this.views.announce();
    await this.#durable(seq);
    const { actions } = this.#needs.metrics;
    if ('code' in reply) actions.rejected(this.#hosted.game.name, String(reply.code));
    else actions.accepted(this.#hosted.game.name);
    return reply;
  }

  /** A player leaves on purpose: before the match the seat is free again, in it that is a forfeit. */
  async leave(player: string): Promise<void> {
    if (this.seats.has(player)) {
      if (this.#match) this.#match.leave(player);
      else this.state.players.delete(player);
      this.seats.remove(player);
      this.touch();
    } else if (!this.state.players.get(player)?.left) {
      return;
    }
    try {
      if (this.#match) await this.#durable(this.#match.seq);
      else await this.checkpoint();
    } finally {
      await this.#listing.leave(player); // whatever could not be stored: nobody stays bound to a table they left
    }
  }

  ledger() {
    const balance = (id: string) => this.#match?.ledger.balance(id) ?? 0;
    const points = Object.fromEntries([...this.state.players.values()].map(({ id }) => [id, balance(id)]));
    return { points, ledger: this.#match?.ledger.entries() ?? [] };
  }

  /** @throws Problem 404 `unknown_command`, 409 `match_over`, `not_started` */
  async command(name: string, operator: string): Promise<{ version: number }> {
    const match = this.#running();
    const outcome = match.command(name, operator);
    if ('refused' in outcome) {
      const { code, message } = outcome.refused;
      throw new Problem(code === 'unknown_command' ? 404 : 409, code, message);
    }
    this.views.announce();
    await this.#durable(match.seq);
    return { version: this.state.version };
  }

  /** Brings `connected` up to date with sockets and polls. */
  refreshPresence(): void {
    const now = this.#needs.now();
    for (const player of this.state.players.values()) {
      const here = player.bot || this.seats.present(player.id, now);
      if (player.connected === here) continue;
      player.connected = here;
      player.grace = this.#grace.get(player.id) ?? player.grace;
      this.touch();
    }
  }

  /** Something visible changed that is not the match's doing. */
  touch(): void {
    this.state.version += 1;
  }

  /** Stores the table as it is now. Never rejects: what could not be stored is stored a second later. */
  checkpoint(): Promise<void> {
    this.#checkpointAt = this.#needs.now() + CHECKPOINT_EVERY_MS;
    return this.#keeper.checkpoint();
  }

  /** Puts the table, and who is at it, on the lists. */
  list(): Promise<void> {
    return this.#listing.put();
  }

  /** Stores everything and lets the match go, for another process to go on with. */
  async handOver(): Promise<void> {
    if (this.#gone || this.#listing.removed) return;
    await this.#keeper.handOver();
    this.#letGo();
  }

  /** Frees its people for another match and takes it off the lists. Nothing when it went elsewhere. */
  async release(): Promise<void> {
    if (this.#gone) return;
    this.views.close();
    await this.#listing.remove();
  }

  #tick(ms: number): void {
    const now = this.#needs.now();
    this.refreshPresence();
    if (this.state.phase === 'playing') this.#play(ms);
    else if (this.state.phase !== 'finished') this.#prepare();
    else if (now >= this.state.deadline) this.#clients.close();
    this.views.announce();
    if (this.state.phase === 'finished') return;
    this.#keeper.flush();
    if (now >= this.#checkpointAt) void this.checkpoint();
    this.#listing.refresh(now);
  }

  #keep(own: Ownership, journal: JournalEntry[]): void {
    const { store, process, log } = this.#needs;
    const table = () => this.#stored();
    this.#keeper = new MatchKeeper(
      own,
      { store, owner: process(), table, fenced: () => this.#letGo(), log },
      journal,
    );
  }

  #letGo(): void {
    this.#gone = true;
    this.views.close();
    this.#clients.letGo();
  }

  #stored(): StoredTable {
    const { phase, deadline } = this.state;
    return {
      options: this.#options,
      game: this.#hosted.game.name,
      phase,
      deadline,
      openedAt: this.#openedAt,
      state: this.#match ? null : plain(this.state),
      match: this.#match?.freeze() ?? null,
      sessions: this.#clients.sessions(),
      refs: this.#clients.refs(),
    };
  }

  #running(): Match<S> {
    if (this.#match) return this.#match;
    throw new Problem(409, 'not_started', 'The match has not started.');
  }

  async #durable(seq: number): Promise<void> {
    try {
      await this.#keeper.stored(seq);
    } catch (error) {
      this.#needs.log.error({ err: error, match: this.#options.match }, 'the journal could not be stored');
      throw new Problem(503, 'retry_later', 'That could not be stored yet. Send it again as it is.');
    }
  }

  #prepare(): void {
    const step = this.#gathering.next(this.#needs.now());
    if (step.do === 'countdown') this.#setPhase('countdown', step.deadline);
    else if (step.do === 'wait') this.#setPhase('waiting', step.deadline);
    else if (step.do === 'give_up')
      this.#giveUp().catch((error: unknown) => this.#failed(error, 'a table gave up'));
    else if (step.do === 'start') this.#start();
    else if (step.do === 'fill') this.#fillAndStart();
  }

  #start(): void {
    const { game, maker } = this.#hosted;
    this.#match = Match.start(game, maker, this.#record().setup, this.#events(), this.state);
    this.#keeper.begin(this.#stored());
    this.#setPhase('playing', 0);
    this.#needs.metrics.matches.started(game.name);
    this.#needs.log.info({ match: this.#options.match, game: game.name }, 'a match started');
    this.#needs.records.started(this.#record()).catch((error: unknown) => {
      this.#needs.log.error({ err: error, match: this.#options.match }, 'the start could not be stored yet');
    });
  }

  #record(): MatchStart {
    const { match: id, seed, why, quality } = this.#options;
    const seats = this.#match?.setup.seats ?? this.#gathering.seated;
    return {
      setup: { id, game: this.#hosted.game.name, seed, seats },
      why,
      quality,
      startedAt: this.#openedAt,
    };
  }

  /** While a match is being brought up to date there is nobody to tell, and its journal is known. */
  #events() {
    return {
      event: (event: GameEvent, only?: string) => {
        if (!this.#keeper) return;
        if (only === undefined) this.#clients.broadcast('animation', event);
        else this.#clients.send(only, 'animation', event);
      },
      journalled: (entry: JournalEntry) => this.#keeper?.add(entry),
    };
  }

  #fillAndStart(): void {
    for (const player of this.#gathering.fill(this.#needs.newBot)) void this.#listing.leave(player);
    this.#start();
  }

  async #giveUp(): Promise<void> {
    const here = this.#gathering.present();
    const { match } = this.#options;
    this.#setPhase('finished', this.#needs.now());
    this.#clients.broadcast('result', { match_id: match, outcome: 'fell_through', standings: [] });
    await this.release();
    await this.#needs.giveBack(match, here);
    await this.#keeper.close();
  }

  #play(ms: number): void {
    const match = this.#running();
    match.advance(ms);
    for (const player of this.state.players.values()) {
      if (player.connected || player.left) continue;
      const left = Math.max(0, (this.#grace.get(player.id) ?? player.grace) - Math.min(ms, LONGEST_TICK_MS));
      this.#grace.set(player.id, left);
      // Once a second is often enough for those who look at it.
      if (Math.floor(left / 1000) !== Math.floor(player.grace / 1000)) player.grace = left;
      if (left === 0) {
        this.leave(player.id).catch((error: unknown) => this.#failed(error, 'a seat was given up'));
      }
    }
    const people = [...this.state.players.values()].some((player) => !player.bot && !player.left);
    const outcome = match.over ? 'finished' : !people || match.now >= LONGEST_MATCH_MS ? 'abandoned' : null;
    if (outcome) this.#finish(match, outcome).catch((error: unknown) => this.#failed(error, 'a match ended'));
  }

  async #finish(match: Match<S>, outcome: 'finished' | 'abandoned'): Promise<void> {
    this.#setPhase('finished', Number.MAX_SAFE_INTEGER); // open until the result is stored
    try {
      await this.#store(match, outcome);
    } finally {
      // Whatever went wrong: its people are free, and the room closes.
      this.state.deadline = this.#needs.now() + this.#needs.lifecycle.resultMs;
      this.touch();
      await this.release();
    }
  }

  async #store(match: Match<S>, outcome: 'finished' | 'abandoned'): Promise<void> {
    const result = resultOf(match, this.#keeper.journal, outcome, this.#needs.now());
    const rating_changes = await storeResult(this.#record(), result, this.#needs, () => this.#gone);
    if (!rating_changes) return;
    // Left in the store it would only be ended once more, to no effect.
    await this.#keeper.close().catch((error: unknown) => this.#failed(error, 'a match was closed'));
    this.#needs.metrics.matches.finished(result.game, outcome);
    this.#needs.log.info({ match: result.id, game: result.game, outcome }, 'a match is over');
    const { standings } = result;
    const { match: match_id, why } = this.#options;
    await this.release();
    this.#clients.broadcast('result', { match_id, outcome, standings, rating_changes, why });
  }

  /** Ends a table that only fails, with what can still be told of its match. */
  async #breakOff(): Promise<void> {
    try {
      if (this.#match) await this.#finish(this.#match, 'abandoned');
      else await this.#giveUp();
    } catch (error) {
      this.#needs.log.error({ err: error, match: this.#options.match }, 'a broken table has no result');
      this.#setPhase('finished', this.#needs.now());
      await this.release();
    }
  }

  /** Something that nobody waits for went wrong when `what` happened. */
  #failed(error: unknown, what: string): void {
    this.#needs.log.error({ err: error, match: this.#options.match }, `${what}: something went wrong`);
  }

  #setPhase(phase: TableState['phase'], deadline: number): void {
    const changed = this.#phase !== phase;
    this.#phase = phase;
    this.state.phase = phase;
    this.state.deadline = deadline;
    this.touch();
    if (!changed) return;
    const update = { session_id: this.#options.match, state: phase, timestamp: this.#needs.now() };
    this.#clients.broadcast('game_state_update', update);
    if (phase === 'finished') return;
    void this.checkpoint();
    this.#listing.refresh();
  }
}
