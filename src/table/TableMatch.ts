import type { GameEvent, GameRecord, TableState } from '../games/game.ts';
import { hmacSha256 } from '../lib/hmac.ts';
import { Problem } from '../lib/problem.ts';
import type { FrozenMatch } from '../match/frozenMatch.ts';
import type { Seated } from '../match/journal.ts';
import { Match } from '../match/match.ts';
import type { MatchPersistence } from '../match/matchPersistence.ts';
import type { TakenOver } from '../match/matchStore.ts';
import type { Questions } from '../match/questions.ts';
import type { MatchStart } from '../match/records.ts';
import type { Reply } from '../match/replies.ts';
import { takeUp } from '../match/takeUp.ts';
import type { HostedGame, TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { isRated } from './isRated.ts';
import { TableTime } from './TableTime.ts';

/** What belongs to a table's match besides the table. */
interface TableMatchNeeds<S extends TableState> {
  hosted: HostedGame<S>;
  options: TableOptions;
  /** Epoch ms. */
  openedAt: number;
  clients: Pick<TableClients, 'broadcast' | 'send' | 'inputs' | 'line'>;
  metrics: Pick<TableNeeds['metrics'], 'actions' | 'steps' | 'inputs'>;
  /** Ms that pass evenly, whatever becomes of the wall clock. */
  elapsed(): number;
}

/** The match at a table, once there is one. What is done to it is told and acknowledged when it is stored. */
export class TableMatch<S extends TableState> {
  /** How time passes for it. */
  readonly time: TableTime<S>;
  readonly #needs: TableMatchNeeds<S>;
  #match: Match<S> | null = null;
  #persistence!: MatchPersistence;
  #failed: Error | null = null;
  #unopened: unknown = null;
  /** What happened and is not stored yet. */
  #untold: (() => void)[] = [];

  constructor(needs: TableMatchNeeds<S>) {
    this.#needs = needs;
    const { hosted, metrics, elapsed } = needs;
    this.time = new TableTime({
      ...{ hosted, metrics, elapsed },
      running: () => this.running,
      persistence: () => this.#persistence,
    });
  }

  /** When its table was opened, in epoch ms. */
  get openedAt(): number {
    return this.#needs.openedAt;
  }

  get begun(): boolean {
    return this.#match !== null;
  }

  /** The match, if it has begun. */
  get match(): Match<S> | null {
    return this.#match;
  }

  /** @throws Problem 409 `not_started` */
  get running(): Match<S> {
    if (this.#match) return this.#match;
    throw new Problem(409, 'not_started', 'The match has not started.');
  }

  /** What the game threw as its table was opened; null for nothing. It cannot start then. */
  get unopened(): unknown {
    return this.#unopened;
  }

  /**
   * Seats these players on the table's state and begins.
   * @throws what the rules throw, and what says that what they made cannot be stored: then there is no match
   */
  start(state: S, seats: Seated[]): void {
    const { game, maker } = this.#needs.hosted;
    const match = Match.start(game, maker, this.record(seats).setup, this.#events(), state);
    match.freeze();
    this.#match = match;
    this.#connect();
    this.time.begin();
  }

  /** The state of a new table, or of one that was stored; its match, if it had begun, goes on with it. */
  stateOf(taken?: TakenOver): S {
    const { game, maker } = this.#needs.hosted;
    if (!taken) return this.#opened();
    const { own, table, journal, clock } = taken;
    if (!table.match) {
      if (journal.length > 0) throw new Error('a journal is stored, and no match that it belongs to');
      return maker.restore(table.state);
    }
    const exact = table.givenUpUnder === own.epoch - 1; // nobody had it since
    const seen = exact ? table.match.now : clock;
    this.#match = takeUp(game, maker, table.match, journal, seen, this.#events());
    this.#connect();
    return this.#match.state;
  }

  /** From here on what is done is stored. */
  keep(persistence: MatchPersistence): void {
    this.#persistence = persistence;
    this.time.begin();
  }

  /** Does this once all that was done is stored. */
  onceStored(tell: () => void): void {
    this.#untold.push(tell);
  }

  /** All that was done is stored: tells what happened. */
  tell(): void {
    const untold = this.#untold;
    this.#untold = [];
    for (const tell of untold) tell();
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
   * Done in its turn, acknowledged once it is stored.
   * @throws Problem 409 `not_started`; 503 `retry_later`
   */
  async act(player: string, request: unknown): Promise<Reply> {
    const { hosted, metrics, elapsed } = this.#needs;
    const cameAt = elapsed();
    const before = this.running.answered(player, request);
    const known = before && this.#persistence.has(before.seq);
    const { reply } = known ? before : await this.#change((now) => now.apply(player, request));
    if ('code' in reply) metrics.actions.rejected(hosted.game.name, String(reply.code));
    else metrics.actions.accepted(hosted.game.name, (elapsed() - cameAt) / 1000);
    return reply;
  }

  /** A player is gone for good. Resolves once that is stored. @throws Problem 409 `not_started`; 503 `retry_later` */
  async leave(player: string): Promise<void> {
    await this.#change((match) => match.leave(player));
  }

  /** As `act`. @throws Problem 404 `unknown_command`, 409 `match_over`, `not_started`; 503 `retry_later` */
  async command(name: string, operator: string): Promise<{ version: number }> {
    return this.#change((match) => {
      const outcome = match.command(name, operator);
      if (!('refused' in outcome)) return { version: match.state.version };
      const { code, message } = outcome.refused;
      throw new Problem(code === 'unknown_command' ? 404 : 409, code, message);
    });
  }

  /**
   * Tells the rules who is away, and who is back, if they ask for it. What cannot be stored now is told again.
   * @throws what the rules threw the last time
   */
  notice(isAway: (player: string) => boolean | undefined): void {
    const match = this.running;
    if (!this.#persistence.settled) return;
    const failed = this.#failed;
    this.#failed = null;
    for (const { id, bot } of match.state.players.values()) {
      const away = bot ? undefined : isAway(id);
      if (away === undefined || !match.asksAbout(id, away)) continue;
      this.#change((now) => now.absent(id, away)).catch((error: Error) => {
        if (!(error instanceof Problem)) this.#failed = error; // a Problem: not stored now, or over
      });
    }
    if (failed) throw failed;
  }

  /** Everybody's points, and how they came by them; nothing yet before the match. */
  ledger(state: S) {
    const ledger = this.#match?.ledger;
    const points = [...state.players.values()].map(({ id }) => [id, ledger?.balance(id) ?? 0] as const);
    return { points: Object.fromEntries(points), ledger: ledger?.entries() ?? [] };
  }

  /** What the game kept until now, as somebody may see it; nothing yet before the match. */
  records({ player, kind, from, limit }: Parameters<Questions['records']>[0]): GameRecord[] {
    return this.#match?.recordsFor(player, kind, from, limit) ?? [];
  }

  /** What is done is done at the game time that it is by now. @throws Problem 409 `not_started`; 503 `retry_later` */
  async #change<T>(make: (match: Match<S>) => T): Promise<T> {
    const match = this.running;
    if (match.over) {
      // Nothing is done to it any more, and nothing stored: but what it rests on is, before anybody is refused by it.
      while (!this.#persistence.settled) await this.#persistence.settle();
      return make(match);
    }
    return this.#persistence.change(() => {
      this.time.upToNow();
      return make(match);
    });
  }

  /** The state of a new table. */
  #opened(): S {
    const { hosted, options } = this.#needs;
    const { game, maker } = hosted;
    const state = maker.state();
    const derive = (label: string) => hmacSha256(options.seed, label);
    try {
      game.opened?.({ id: options.match, state, derive });
    } catch (error) {
      this.#unopened = error ?? new Error('thrown by the rules');
    }
    return state;
  }

  #connect(): void {
    const { clients } = this.#needs;
    this.#match?.commands?.connect(
      (player) => clients.inputs(player),
      (player) => clients.line?.(player),
    );
  }

  #events() {
    const { clients } = this.#needs;
    return {
      event: (event: GameEvent, only?: string) => {
        this.onceStored(() => {
          if (only === undefined) clients.broadcast('animation', event);
          else clients.send(only, 'animation', event);
        });
      },
    };
  }
}
