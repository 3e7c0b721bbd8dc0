import type { GameEvent, TableState } from '../games/game.ts';
import { Problem } from '../lib/problem.ts';
import { VersionWaiters } from '../lib/versionWaiters.ts';
import type { JournalEntry, Seated } from '../match/journal.ts';
import { JournalWriter } from '../match/journalWriter.ts';
import { Match } from '../match/match.ts';
import type { MatchStart } from '../match/records.ts';
import type { Reply } from '../match/replies.ts';
import { seatPlayer } from '../match/seatPlayer.ts';
import { visibleState } from '../match/view.ts';
import type { HostedGame, TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { nextStep } from './lifecycle.ts';
import { resultOf, storeResult } from './matchEnd.ts';
import { Seats } from './Seats.ts';

/** A player who asked for the state over HTTP counts as here for so long: a long-poll and some slack. */
const POLL_PRESENCE_MS = 35_000;
/** No match goes on for longer, whatever its rules say. In game time. */
const LONGEST_MATCH_MS = 4 * 60 * 60_000;
/** After so many failures in a row a table is broken off: its rules have a bug that time does not heal. */
const MAX_FAILURES = 20;

/** A table from its first player to its stored result. It knows seats and phases, and neither sockets nor rules. */
export class HostedTable<S extends TableState> {
  readonly state: S;
  readonly seats = new Seats();
  readonly #hosted: HostedGame<S>;
  readonly #options: TableOptions;
  readonly #needs: TableNeeds;
  readonly #clients: TableClients;
  readonly #waiters = new VersionWaiters();
  readonly #journal: JournalEntry[] = [];
  readonly #writer: JournalWriter;
  readonly #openedAt: number;
  readonly #seated: Seated[] = [];
  #match: Match<S> | null = null;
  #announced = -1;
  #anonymous = 0;
  #failures = 0;

  constructor(hosted: HostedGame<S>, options: TableOptions, needs: TableNeeds, clients: TableClients) {
    this.#hosted = hosted;
    this.#options = options;
    this.#needs = needs;
    this.#clients = clients;
    this.#openedAt = needs.now();
    this.#writer = new JournalWriter(needs.journals, options.match);
    this.state = hosted.maker.state();
    for (const who of options.seats) this.#seat(who);
    this.state.phase = 'waiting';
    this.state.deadline = this.#openedAt + options.waitMs;
  }

  /** Lets `ms` of time pass. A failure stays within this table. */
  tick(ms: number): void {
    try {
      this.#tick(ms);
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#needs.log.error({ err: error, match: this.#options.match }, 'a table failed');
      if (this.#failures === MAX_FAILURES) this.#breakOff();
    }
  }

  #tick(ms: number): void {
    this.refreshPresence();
    if (this.state.phase === 'playing') this.#play(ms);
    else if (this.state.phase !== 'finished') this.#prepare(this.state.phase);
    else if (this.#needs.now() >= this.state.deadline) this.#clients.close();
    this.#writer.flush();
    this.#announce();
  }

  /**
   * An action from a player, over the socket or over HTTP. Acknowledged once it is stored.
   * @throws Problem 409 `not_started`; 503 `retry_later`: send it again as it is
   */
  async act(player: string, request: unknown): Promise<Reply> {
    const { reply, seq } = this.#running().apply(player, request);
    this.#announce();
    await this.#stored(seq);
    const { actions } = this.#needs.metrics;
    if ('code' in reply) actions.rejected(this.#hosted.game.name, String(reply.code));
    else actions.accepted(this.#hosted.game.name);
    return reply;
  }

  /** What a player, or with null anybody, may see, as soon as it is newer than `since` or the time is up. */
  async visibleTo(
    player: string | null,
    since: number,
    waitMs: number,
  ): Promise<{ version: number; state: unknown }> {
    this.#polled(player);
    if (this.state.version <= since && waitMs > 0) {
      this.#anonymous += 1;
      await this.#waiters.wait(player ?? `anonymous-${this.#anonymous}`, since, waitMs);
      this.#polled(player);
    }
    return { version: this.state.version, state: visibleState(this.#hosted.game, this.state, player) };
  }

  /** A player leaves on purpose: before the match the seat is free again, in it that is a forfeit. */
  async leave(player: string): Promise<void> {
    if (!this.seats.has(player)) return;
    if (this.#match) this.#match.leave(player);
    else this.state.players.delete(player);
    this.seats.remove(player);
    this.touch();
    await this.#needs.directory.release(player, this.#options.match);
    await this.list();
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
    this.#announce();
    await this.#stored(match.seq);
    return { version: this.state.version };
  }

  /** Brings `connected` up to date with sockets and polls. */
  refreshPresence(): void {
    const now = this.#needs.now();
    for (const player of this.state.players.values()) {
      const here = player.bot || this.seats.present(player.id, now);
      if (player.connected === here) continue;
      player.connected = here;
      this.touch();
    }
  }

  /** Something visible changed that is not the match's doing. */
  touch(): void {
    this.state.version += 1;
  }

  /** Puts the table on the list of matches. */
  list(): Promise<void> {
    return this.#needs.directory.put({
      id: this.#options.match,
      game: this.#hosted.game.name,
      phase: this.state.phase,
      players: [...this.state.players.values()].map(({ id, name, bot }) => ({ id, name, bot })),
      spectators: this.state.spectators,
      startedAt: this.#openedAt,
    });
  }

  /** Frees its people for another match and takes it off the list. */
  async release(): Promise<void> {
    this.#waiters.wake(Number.POSITIVE_INFINITY);
    await this.#needs.directory.remove(this.#options.match);
    for (const player of this.seats.players()) {
      await this.#needs.directory.release(player, this.#options.match);
    }
  }

  #running(): Match<S> {
    if (this.#match) return this.#match;
    throw new Problem(409, 'not_started', 'The match has not started.');
  }

  async #stored(seq: number): Promise<void> {
    try {
      await this.#writer.stored(seq);
    } catch (error) {
      this.#needs.log.error({ err: error, match: this.#options.match }, 'the journal could not be stored');
      throw new Problem(503, 'retry_later', 'That could not be stored yet. Send it again as it is.');
    }
  }

  #seat(who: Seated): void {
    this.#seated.push(who);
    seatPlayer(this.state, this.#hosted.maker, who, this.#seated.length - 1);
    if (!who.bot) this.seats.add(who.id);
    const player = this.state.players.get(who.id);
    if (player) player.grace = this.#needs.lifecycle.graceMs;
  }

  #polled(player: string | null): void {
    if (player !== null) this.seats.polled(player, this.#needs.now() + POLL_PRESENCE_MS);
  }

  #prepare(phase: 'waiting' | 'countdown'): void {
    const now = this.#needs.now();
    const players = [...this.state.players.values()];
    const table = {
      phase,
      deadline: this.state.deadline,
      waitUntil: this.#openedAt + this.#options.waitMs,
      seated: players.length,
      present: players.filter((player) => player.connected).length,
      min: this.#hosted.game.seats.min,
      botsAllowed: this.#options.botsAllowed,
    };
    const step = nextStep(table, now, this.#needs.lifecycle);
    if (step.do === 'countdown') this.#setPhase('countdown', step.deadline);
    else if (step.do === 'wait') this.#setPhase('waiting', step.deadline);
    else if (step.do === 'give_up') this.#giveUp();
    else if (step.do === 'start') this.#start();
    else if (step.do === 'fill') this.#fillAndStart();
  }

  #start(): void {
    const { game, maker } = this.#hosted;
    this.#setPhase('playing', 0);
    this.#match = Match.start(game, maker, this.#record().setup, this.#events(), this.state);
    this.#needs.metrics.matches.started(game.name);
    this.#needs.log.info({ match: this.#options.match, game: game.name }, 'a match started');
    this.#needs.records.started(this.#record()).catch((error: unknown) => {
      this.#needs.log.error({ err: error, match: this.#options.match }, 'the start could not be stored yet');
    });
  }

  #record(): MatchStart {
    const { match: id, seed, why, quality } = this.#options;
    const seats = this.#match?.setup.seats ?? this.#seated.filter((who) => this.state.players.get(who.id));
    return {
      setup: { id, game: this.#hosted.game.name, seed, seats },
      why,
      quality,
      startedAt: this.#openedAt,
    };
  }

  #events() {
    return {
      event: (event: GameEvent, only?: string) => {
        if (only === undefined) this.#clients.broadcast('animation', event);
        else this.#clients.send(only, 'animation', event);
      },
      journalled: (entry: JournalEntry) => {
        this.#journal.push(entry);
        this.#writer.add(entry);
      },
    };
  }

  #fillAndStart(): void {
    for (const player of [...this.state.players.values()]) {
      if (!player.connected) void this.leave(player.id);
    }
    while (this.state.players.size < this.#hosted.game.seats.max)
      this.#seat(this.#needs.newBot(this.#seated));
    this.#start();
  }

  #giveUp(): void {
    const here = [...this.state.players.values()].filter((p) => p.connected && !p.bot).map((p) => p.id);
    this.#setPhase('finished', this.#needs.now());
    this.#clients.broadcast('result', {
      match_id: this.#options.match,
      outcome: 'fell_through',
      standings: [],
    });
    void this.release().then(() => this.#needs.giveBack(this.#options.match, here));
  }

  #play(ms: number): void {
    const match = this.#running();
    match.advance(ms);
    for (const player of this.state.players.values()) {
      if (player.connected || player.left) continue;
      player.grace = Math.max(0, player.grace - ms);
      if (player.grace === 0) void this.leave(player.id);
    }
    const people = [...this.state.players.values()].some((player) => !player.bot && !player.left);
    if (match.over) void this.#finish(match, 'finished');
    else if (!people || match.now >= LONGEST_MATCH_MS) void this.#finish(match, 'abandoned');
  }

  async #finish(match: Match<S>, outcome: 'finished' | 'abandoned'): Promise<void> {
    this.#setPhase('finished', Number.MAX_SAFE_INTEGER); // open until the result is stored
    const result = resultOf(match, this.#journal, outcome, this.#needs.now());
    const rating_changes = await storeResult(this.#record(), result, this.#needs);
    this.#needs.metrics.matches.finished(result.game, outcome);
    this.#needs.log.info({ match: result.id, game: result.game, outcome }, 'a match is over');
    await this.#needs.journals.drop(this.#options.match);
    await this.release();
    this.state.deadline = this.#needs.now() + this.#needs.lifecycle.resultMs;
    this.touch();
    const { standings } = result;
    const { match: match_id, why } = this.#options;
    this.#clients.broadcast('result', { match_id, outcome, standings, rating_changes, why });
  }

  /** Ends a table that only fails, with what can still be told of its match. */
  #breakOff(): void {
    const match = this.#match;
    const give = async () => {
      this.#setPhase('finished', this.#needs.now());
      if (match) await this.#finish(match, 'abandoned');
      else await this.release();
    };
    give().catch((error: unknown) => {
      this.#needs.log.error({ err: error, match: this.#options.match }, 'a broken table has no result');
      this.state.deadline = this.#needs.now();
      return this.release();
    });
  }

  #setPhase(phase: TableState['phase'], deadline: number): void {
    const changed = this.state.phase !== phase;
    this.state.phase = phase;
    this.state.deadline = deadline;
    this.touch();
    if (!changed) return;
    const update = { session_id: this.#options.match, state: phase, timestamp: this.#needs.now() };
    this.#clients.broadcast('game_state_update', update);
    if (phase !== 'finished') void this.list();
  }

  /** Lets those go on who wait for news. */
  #announce(): void {
    if (this.#announced === this.state.version) return;
    this.#announced = this.state.version;
    this.#waiters.wake(this.state.version);
  }
}
