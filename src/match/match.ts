import type {
  Action,
  Children,
  Game,
  GameEvent,
  GameRecord,
  Kinds,
  Outcome,
  Standing,
  StateMaker,
  TableState,
} from '../games/game.ts';
import type { Commands } from './commands.ts';
import { Deeds } from './deeds.ts';
import type { FrozenMatch } from './frozenMatch.ts';
import type { JournalEntry, MatchSetup } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { Passing } from './passing.ts';
import { Play } from './play.ts';
import { Recollection } from './recollection.ts';
import { Redo } from './redo.ts';
import { type Applied, Requests } from './requests.ts';
import { seatPlayer } from './seatPlayer.ts';

/** Where a match tells what happens. */
export interface MatchEvents {
  /** For everybody, or with `only` for that player. */
  event?(event: GameEvent, only?: string): void;
}

/**
 * One match without a network: a game that is played, and the journal of all that was done to it. Whatever happens to
 * it goes through `apply`, `leave`, `command` and `advance`, so setup and journal describe it fully (see `replay`).
 *
 * Its parts: `Play` is the rules on their table, `Passing` their time; `Requests` is what is asked of
 * it; `Deeds` has each thing that is done done by the rules, and puts it into the journal; `Redo` does again what a
 * journal tells; `Recollection` is what was answered, and by which lines.
 */
export class Match<
  S extends TableState = TableState,
  A extends Action = Action,
  X = unknown,
  C extends Kinds<C> = Children,
> {
  readonly game: Game<S, A, X, C>;
  readonly setup: MatchSetup;
  readonly state: S;
  /** Everything that was done to it. */
  readonly journal: JournalEntry[];
  readonly #maker: StateMaker<S>;
  readonly #play: Play<S, A, X, C>;
  readonly #passing: Passing;
  readonly #deeds: Deeds<S, A, X, C>;
  readonly #redo: Redo;
  readonly #requests: Requests<A>;
  readonly #memory: Recollection;
  /** What is told goes nowhere while a match is brought up to date. */
  #mute = false;
  /** It is over, whatever its rules say. */
  #ended = false;

  private constructor(
    game: Game<S, A, X, C>,
    maker: StateMaker<S>,
    setup: MatchSetup,
    state: S,
    events: MatchEvents,
    from?: FrozenMatch,
    journal: readonly JournalEntry[] = [],
  ) {
    this.game = game;
    this.#maker = maker;
    this.setup = setup;
    this.state = state;
    this.journal = journal.slice(0, from?.seq ?? 0);
    const memory = new Recollection(this.journal, from, () => this.#playedAgain().#memory);
    const needs = {
      tell: (event: GameEvent, only?: string) => {
        if (!this.#mute) events.event?.(event, only);
      },
      history: () => memory.history,
      mayAct: (bot: string) => this.#requests.mayAct(bot) === undefined,
      act: (bot: string, action: A) => void this.#deeds.act(bot, `bot-${this.seq + 1}`, action),
    };
    const play = new Play(game, maker, setup, state, needs, from);
    const deeds = new Deeds(this.journal, play, memory);
    const { stepMs } = game;
    this.#passing = new Passing({ stepMs, game: play, bots: play.bots, decided: () => deeds.decided() });
    this.#redo = new Redo(this, deeds, play, memory);
    this.#requests = new Requests({
      ...{ game, memory },
      player: (id) => state.players.get(id),
      over: () => this.over,
      again: () => this.#redo.underWay,
      act: (...asked) => deeds.act(...asked),
    });
    this.#memory = memory;
    this.#play = play;
    this.#deeds = deeds;
  }

  /** Seats the players on a fresh state and sets the table up. */
  static start<S extends TableState, A extends Action, X, C extends Kinds<C> = Children>(
    game: Game<S, A, X, C>,
    maker: StateMaker<S>,
    setup: MatchSetup,
    events: MatchEvents = {},
    state: S = maker.state(),
  ): Match<S, A, X, C> {
    for (const [seat, who] of setup.seats.entries()) seatPlayer(state, maker, who, seat);
    const match = new Match(game, maker, setup, state, events);
    match.#play.start();
    return match;
  }

  /**
   * Goes on where `freeze` stopped, with what the journal has beyond it. Nothing of that is told.
   * @param journal all of it
   */
  static thaw<S extends TableState, A extends Action, X, C extends Kinds<C> = Children>(
    game: Game<S, A, X, C>,
    maker: StateMaker<S>,
    frozen: FrozenMatch,
    journal: readonly JournalEntry[],
    events: MatchEvents = {},
  ): Match<S, A, X, C> {
    const match = new Match(game, maker, frozen.setup, maker.restore(frozen.state), events, frozen, journal);
    match.#mute = true;
    match.redo(journal);
    match.#mute = false;
    return match;
  }

  /** Game time in ms. */
  get now(): number {
    return this.#play.now;
  }

  /** What `now` will be once so many real ms have passed, as far as that is known. */
  after(ms: number): number {
    return this.#passing.after(ms);
  }

  /** Whether the rules are to be told that this player is away, or is back: they ask for it, and do not know it yet. */
  asksAbout(player: string, away: boolean): boolean {
    const who = this.state.players.get(player);
    if (!who || who.left || this.over) return false;
    return (this.game.away ?? this.game.back) !== undefined && this.#memory.absences.isNews(player, away);
  }

  /** How many journal entries there are. */
  get seq(): number {
    return this.journal.length;
  }

  /** What its players command, where it is live; null in every other. */
  get commands(): Commands | null {
    return this.#play.commands;
  }

  /** Game ms of the last step that decided something; -1 for none. */
  get decidedAt(): number {
    return this.#play.decidedAt;
  }

  /** Every line of it since the match began. */
  get ledger(): Ledger {
    this.logInputs();
    return this.#memory.all().ledger;
  }

  /** Real ms until something happens by itself, if nothing is done to it. */
  get idleMs(): number {
    return this.#passing.idleMs;
  }

  get over(): boolean {
    return this.#ended || this.broken || this.#play.over;
  }

  /** Its rules threw halfway through a change: nothing is done to it any more, and `whole` is what there was before. */
  get broken(): boolean {
    return this.#play.brokenAt !== null;
  }

  /** This match; of one that is broken, the match as it was before that, as plain objects. */
  whole(): Match<S, A, X, C> {
    return this.broken ? this.#playedAgain() : this;
  }

  /** It ends as it is: nothing is done to it any more, and no time passes. Once more is harmless. */
  end(): void {
    this.#ended = true;
  }

  standings(): Standing[] {
    return this.#play.standings();
  }

  /** What is to be kept of it besides journal and ledger, oldest first: what goes on now is with it. */
  records(): GameRecord[] {
    this.logInputs();
    return this.#memory.all().records(this.#play.records());
  }

  /**
   * What is over and kept of it of this kind, oldest first, as this player, or with null anybody, may see it now: at
   * most `limit`, without the first `from`.
   */
  recordsFor(player: string | null, kind: string, from: number, limit: number): GameRecord[] {
    const all = this.#memory.all().records([]);
    const asked = all.filter((record) => record.kind === kind).slice(from, from + limit);
    return this.#play.recordsFor(player, asked);
  }

  /** Game ms at which the turn or the match ends by itself; 0 for never. */
  get deadline(): number {
    return this.#play.deadline;
  }

  /**
   * Takes `{request_id, action, …}` as it came from outside. The same `request_id` of the same player is done
   * once and answered the same way ever after (a refusal: for the player's last 64 refusals; one that time lifts is
   * judged anew).
   */
  apply(player: string, request: unknown): Applied {
    return this.#requests.apply(player, request);
  }

  /** What a request was answered, if it was. */
  answered(player: string, request: unknown): Applied | undefined {
    return this.#requests.answered(player, request);
  }

  /** A player is gone for good. Once; false when there was nothing to do. */
  leave(player: string): boolean {
    const who = this.state.players.get(player);
    if (!who || who.left || this.over) return false;
    this.#deeds.leave(player);
    return true;
  }

  /**
   * A player is not here for now, or is here again: for games whose rules must know. False when there was nothing to
   * tell: it is so already, the game does not ask, or it was told too often.
   */
  absent(player: string, away: boolean): boolean {
    if (!this.asksAbout(player, away)) return false;
    this.#deeds.tellAbsence(player, away);
    return true;
  }

  /** Makes an operator's command happen. */
  command(name: string, by: string): Outcome {
    const command = this.game.commands?.[name];
    if (!command) return { refused: { code: 'unknown_command', message: `There is no command ${name}.` } };
    if (this.over) return { refused: { code: 'match_over', message: 'The match is over.' } };
    this.#deeds.command(command, name, by);
    return { result: {} };
  }

  /**
   * Lets game time pass: whole steps; the rest is owed to the next call. Of what has passed at once two seconds count,
   * as after a stall: in tests, call it again and again. Bots look after every step.
   * @param limit game ms beyond which it does not go
   */
  advance(ms: number, limit = Number.POSITIVE_INFINITY): void {
    if (!this.#ended && !this.broken) this.#passing.advance(ms, limit);
  }

  /** As `advance`, by whole steps that somebody else counts. */
  makeSteps(count: number, limit = Number.POSITIVE_INFINITY): void {
    if (!this.#ended && !this.broken) this.#passing.makeSteps(count, limit);
  }

  /** Time that has passed is not made up for: the game stood. */
  stand(): void {
    this.#passing.stand();
  }

  /** What the rules of a live game threw since this was asked last, which did not end it; undefined for nothing. */
  takeFailure(): unknown {
    return this.#play.takeFailure();
  }

  /** Puts the commands that were taken into the journal. */
  logInputs(): void {
    this.#deeds.logInputs();
  }

  /**
   * Does again what a journal tells, without bots. Entries that are in here already are passed over.
   * @throws Error when it cannot have come from this match
   */
  redo(journal: readonly JournalEntry[]): void {
    this.#redo.all(journal);
  }

  /**
   * Knows beforehand what a live game's journal tells of commands: so it may be run to any moment, and not only from
   * entry to entry.
   * @throws Error when it cannot have come from this match
   */
  foresee(journal: readonly JournalEntry[]): void {
    this.#redo.foresee(journal);
  }

  /** Runs game time up to `at` (ms), without bots. */
  runTo(at: number): void {
    this.#passing.run(at, () => {});
  }

  /**
   * As `runTo`, and answers when time decided something first, in game ms; null for never. Nothing is told, or kept, of
   * that.
   */
  firstDecision(at: number): number | null {
    let first: number | null = null;
    this.#mute = true;
    this.#passing.run(at, () => {
      first ??= this.now;
    });
    this.#mute = false;
    return first;
  }

  /** Its rules are told that it goes on in another process: those of a live game ask for it. */
  restored(): void {
    this.#deeds.restored();
  }

  freeze(): FrozenMatch {
    this.logInputs();
    if (this.broken) return this.#playedAgain().freeze();
    return { setup: this.setup, seq: this.seq, ...this.#play.freeze() };
  }

  #playedAgain(): Match<S, A, X, C> {
    this.logInputs();
    const again = Match.start(this.game, this.#maker.plain, this.setup);
    again.redo(this.journal);
    again.runTo(this.#play.brokenAt ?? this.now);
    return again;
  }
}
