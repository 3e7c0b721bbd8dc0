import type {
  Children,
  Game,
  GameEvent,
  GameRecord,
  Outcome,
  Refusal,
  Standing,
  StateMaker,
  TableState,
} from '../games/game.ts';
import { actionRequest } from '../protocol/action.ts';
import type { Commands } from './commands.ts';
import type { FrozenMatch } from './frozenMatch.ts';
import { isKnown, type JournalEntry, type MatchSetup } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { Play } from './play.ts';
import { Recollection } from './recollection.ts';
import { type Applied, firstIssue, refuse } from './requests.ts';
import { seatPlayer } from './seatPlayer.ts';

/** Where a match tells what happens. */
interface MatchEvents {
  /** For everybody, or with `only` for that player. */
  event?(event: GameEvent, only?: string): void;
}

/** So many actions of one player are taken in one match, unless the game says otherwise. */
export const MAX_ACTIONS = 5000;

/**
 * One match without a network: a game that is played, and the journal of all that was done to it. Whatever happens to
 * it goes through `apply`, `leave`, `command` and `advance`, so setup and journal describe it fully (see `replay`).
 */
export class Match<
  S extends TableState = TableState,
  A extends { action: string } = { action: string },
  X = unknown,
  C extends Record<keyof C, object> = Children,
> {
  readonly game: Game<S, A, X, C>;
  readonly setup: MatchSetup;
  readonly state: S;
  /** Everything that was done to it. */
  readonly journal: JournalEntry[];
  readonly #maker: StateMaker<S>;
  readonly #play: Play<S, A, X, C>;
  readonly #memory: Recollection;
  /** What was taken once is taken again, whatever the bounds are by now. */
  #again = false;
  /** Commands up to this entry of the journal are known. */
  #foreseen = 0;
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
    this.#memory = new Recollection(this.journal, from, () => this.#playedAgain().#memory);
    const needs = {
      tell: (event: GameEvent, only?: string) => {
        if (!this.#mute) events.event?.(event, only);
      },
      history: () => this.#memory.history,
      decided: () => (this.#play.commands ? this.logInputs() : this.#journal('time', '', '', null)),
      mayAct: (bot: string) => this.#mayAct(bot) === undefined,
      act: (bot: string, action: A) => void this.#act(bot, `bot-${this.seq + 1}`, action),
    };
    this.#play = new Play(game, maker, setup, state, needs, from);
  }

  /** Seats the players on a fresh state and sets the table up. */
  static start<
    S extends TableState,
    A extends { action: string },
    X,
    C extends Record<keyof C, object> = Children,
  >(
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
  static thaw<
    S extends TableState,
    A extends { action: string },
    X,
    C extends Record<keyof C, object> = Children,
  >(
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

  /**
   * As `thaw`, of a match whose owner is gone: goes on, without bots, to where somebody may have seen it. What time
   * would decide before that nobody saw, or the journal had it: it stops a step before, so that who comes back can
   * still play. A live game knows from its journal what was decided; its rules are told that it goes on.
   * @param clock game ms to which somebody may have seen it
   */
  static takeUp<
    S extends TableState,
    A extends { action: string },
    X,
    C extends Record<keyof C, object> = Children,
  >(
    game: Game<S, A, X, C>,
    maker: StateMaker<S>,
    frozen: FrozenMatch,
    journal: readonly JournalEntry[],
    clock: number,
    events: MatchEvents = {},
  ): Match<S, A, X, C> {
    const thaw = () => Match.thaw(game, maker, frozen, journal, events);
    const at = clock - (clock % game.stepMs); // whole steps: nobody saw a part of one
    const match = thaw();
    if (match.commands) {
      match.runTo(at);
      if (!match.over) match.#restored();
      return match;
    }
    const decidedAt = match.#firstDecision(at);
    if (decidedAt === null) return match;
    const again = thaw(); // as it was before that
    again.runTo(decidedAt - game.stepMs);
    return again;
  }

  /** Game time in ms. */
  get now(): number {
    return this.#play.now;
  }

  /** What `now` will be once so many real ms have passed, as far as that is known. */
  after(ms: number): number {
    return this.#play.after(ms);
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
    return this.#play.idleMs;
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
    const head = actionRequest.safeParse(request);
    if (!head.success)
      return refuse('', 'invalid_request', 'request_id must be 1 to 64 printable ASCII characters.');
    const { request_id, ...input } = head.data;
    const known = this.#memory.answered(player, request_id);
    if (known) return known;
    const refused = this.#mayAct(player);
    if (refused) return refuse(request_id, refused.code, refused.message);
    const action = this.game.action.safeParse(input);
    if (!action.success) return refuse(request_id, 'invalid_action', firstIssue(action.error));
    return this.#act(player, request_id, action.data);
  }

  /** What a request was answered, if it was. */
  answered(player: string, request: unknown): Applied | undefined {
    const head = actionRequest.safeParse(request);
    return head.success ? this.#memory.answered(player, head.data.request_id) : undefined;
  }

  /** A player is gone for good. Once; false when there was nothing to do. */
  leave(player: string): boolean {
    const who = this.state.players.get(player);
    if (!who || who.left || this.over) return false;
    this.#play.leave(player);
    this.#journal('leave', player, '', null);
    return true;
  }

  /**
   * A player is not here for now, or is here again: for games whose rules must know. False when there was nothing to
   * tell: it is so already, the game does not ask, or it was told too often.
   */
  absent(player: string, away: boolean): boolean {
    if (!this.asksAbout(player, away)) return false;
    this.#tellAbsence(player, away);
    return true;
  }

  /** Makes an operator's command happen. */
  command(name: string, by: string): Outcome {
    const command = this.game.commands?.[name];
    if (!command) return { refused: { code: 'unknown_command', message: `There is no command ${name}.` } };
    if (this.over) return { refused: { code: 'match_over', message: 'The match is over.' } };
    this.#play.command(command);
    this.#journal('command', by, '', name);
    return { result: {} };
  }

  /**
   * Lets game time pass: whole steps; the rest is owed to the next call. Of what has passed at once two seconds count,
   * as after a stall: in tests, call it again and again. Bots look after every step.
   * @param limit game ms beyond which it does not go
   */
  advance(ms: number, limit = Number.POSITIVE_INFINITY): void {
    if (!this.#ended && !this.broken) this.#play.advance(ms, limit);
  }

  /** As `advance`, by whole steps that somebody else counts. */
  makeSteps(count: number, limit = Number.POSITIVE_INFINITY): void {
    if (!this.#ended && !this.broken) this.#play.makeSteps(count, limit);
  }

  /** Time that has passed is not made up for: the game stood. */
  stand(): void {
    this.#play.stand();
  }

  /** What the rules of a live game threw since this was asked last, which did not end it; undefined for nothing. */
  takeFailure(): unknown {
    return this.#play.takeFailure();
  }

  /** Puts the commands that were taken into the journal. */
  logInputs(): void {
    const text = this.#play.commands?.takeLog();
    if (text) this.#journal('inputs', '', '', text);
  }

  /**
   * Does again what a journal tells, without bots. Entries that are in here already are passed over.
   * @throws Error when it cannot have come from this match
   */
  redo(journal: readonly JournalEntry[]): void {
    this.#again = true;
    try {
      for (const entry of journal) this.#redoOne(entry);
    } finally {
      this.#again = false;
    }
  }

  /**
   * Knows beforehand what a live game's journal tells of commands: so it may be run to any moment, and not only from
   * entry to entry.
   * @throws Error when it cannot have come from this match
   */
  foresee(journal: readonly JournalEntry[]): void {
    for (const { seq, kind, input } of journal) {
      if (kind !== 'inputs' || seq <= this.#foreseen) continue;
      this.#play.commands?.redo(input);
      this.#foreseen = seq;
    }
  }

  /** Runs game time up to `at` (ms), without bots. */
  runTo(at: number): void {
    this.#play.run(at, () => {});
  }

  freeze(): FrozenMatch {
    this.logInputs();
    if (this.broken) return this.#playedAgain().freeze();
    return { setup: this.setup, seq: this.seq, ...this.#play.freeze() };
  }

  #redoOne(entry: JournalEntry): void {
    if (entry.seq <= this.seq) return;
    if (entry.seq !== this.seq + 1) throw new Error(`journal: ${entry.seq} follows ${this.seq}`);
    if (!isKnown([entry])) throw new Error(`journal: nobody here knows entries like ${entry.kind}`);
    if (entry.kind === 'inputs') {
      this.#redoInputs(entry);
      return;
    }
    this.runTo(entry.at);
    // So that its reply is the one that was given.
    if (entry.version !== undefined) this.state.version = entry.version - 1;
    if (entry.kind === 'leave') this.leave(entry.by);
    else if (entry.kind === 'restored') this.#restored();
    else if (entry.kind === 'command') this.command(String(entry.input), entry.by);
    else if (entry.kind === 'away' || entry.kind === 'back')
      this.#tellAbsence(entry.by, entry.kind === 'away'); // also when the game does not ask any more
    else if (entry.kind === 'time' && this.#play.takeDecided(entry.at)) {
      this.state.version = entry.version ?? this.state.version;
      this.#journal('time', '', '', null);
    } else {
      this.#memory.forgetRefusal(entry.by, entry.request_id);
      this.apply(entry.by, { ...(entry.input as object), request_id: entry.request_id });
    }
    if (this.seq !== entry.seq) throw new Error(`journal: entry ${entry.seq} was not accepted again`);
  }

  #redoInputs(entry: JournalEntry): void {
    const { at, input, version } = entry;
    if (!this.commands) throw new Error(`${this.game.name}: inputs in the journal of a game that has none`);
    this.foresee([entry]);
    this.runTo(at);
    this.state.version = version ?? this.state.version;
    this.#journal('inputs', '', '', input);
  }

  /**
   * Runs to `at` and answers when time decided something first, in game ms; null for never. Nothing is told, or kept,
   * of that.
   */
  #firstDecision(at: number): number | null {
    let first: number | null = null;
    this.#mute = true;
    this.#play.run(at, () => {
      first ??= this.now;
    });
    this.#mute = false;
    return first;
  }

  #restored(): void {
    this.#play.restored();
    this.#journal('restored', '', '', null);
  }

  #act(player: string, request_id: string, action: A): Applied {
    const outcome = this.#play.act(player, action);
    if ('refused' in outcome) {
      const { code, message, retryAfterMs, details } = outcome.refused;
      // It rests on all that was done until now: it is told once that is stored.
      const passing = { ...refuse(request_id, code, message, details), seq: this.seq };
      if (retryAfterMs === undefined) return this.#memory.keep(player, passing);
      return { ...passing, reply: { ...passing.reply, retry_after_ms: retryAfterMs } };
    }
    this.#journal('act', player, request_id, action, outcome.result);
    const reply = { request_id, version: this.state.version, ...outcome.result };
    return this.#memory.keep(player, { reply, seq: this.seq });
  }

  #playedAgain(): Match<S, A, X, C> {
    this.logInputs();
    const again = Match.start(this.game, this.#maker.plain, this.setup);
    again.redo(this.journal);
    again.runTo(this.#play.brokenAt ?? this.now);
    return again;
  }

  #mayAct(player: string): Refusal | undefined {
    const who = this.state.players.get(player);
    if (!who) return { code: 'not_seated', message: 'You have no seat at this table.' };
    if (who.left) return { code: 'left', message: 'You left this match.' };
    if (this.over) return { code: 'match_over', message: 'The match is over.' };
    if (!this.#again && this.#memory.accepted(player) >= (this.game.maxActions ?? MAX_ACTIONS)) {
      return { code: 'too_many_actions', message: 'No more actions are taken from you in this match.' };
    }
    return undefined;
  }

  #tellAbsence(player: string, away: boolean): void {
    this.#play.tellAbsence(player, away);
    this.#journal(away ? 'away' : 'back', player, '', null);
  }

  #journal(
    kind: JournalEntry['kind'],
    by: string,
    request_id: string,
    input: unknown,
    result?: JournalEntry['result'],
  ): void {
    if (kind !== 'inputs') this.logInputs(); // they were before
    if (kind === 'away' || kind === 'back') this.#memory.absences.note(by, kind === 'away');
    const entry = { seq: this.seq + 1, at: this.now, kind, by, request_id, input };
    this.journal.push({ ...entry, version: this.state.version, ...(result && { result }) });
  }
}
