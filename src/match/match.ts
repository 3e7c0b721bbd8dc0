import type { z } from 'zod';
import type {
  Children,
  Game,
  GameEvent,
  GameRecord,
  LedgerLine,
  Outcome,
  Refusal,
  Seen,
  Standing,
  StateMaker,
  Table,
  TableState,
} from '../games/game.ts';
import { hmacSha256 } from '../lib/hmac.ts';
import { Random } from '../lib/random.ts';
import { actionRequest } from '../protocol/action.ts';
import { BotMinds } from './botMinds.ts';
import { plain } from './canonical.ts';
import type { FrozenMatch } from './frozenMatch.ts';
import { History } from './history.ts';
import type { JournalEntry, MatchSetup } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { Replies, type Reply } from './replies.ts';
import { seatPlayer } from './seatPlayer.ts';
import { visibleState } from './view.ts';

/** Where a match tells what happens. */
export interface MatchEvents {
  /** For everybody, or with `only` for that player. */
  event?(event: GameEvent, only?: string): void;
  /** Called for every journal entry, in order, as it is made. */
  journalled?(entry: JournalEntry): void;
}

/** What came of an action. `seq` is the journal entry that must be stored before the reply is sent; 0 for none. */
export interface Applied {
  reply: Reply;
  seq: number;
}

/** So many actions of one player are taken in one match, unless the game says otherwise. */
export const MAX_ACTIONS = 5000;
/** So often a player's going away and coming back is told to the rules: the journal stays bounded. */
export const MAX_ABSENCES = 500;
/** Wall time that is caught up with at once: after a longer stall the game stood still. Who sleeps a second is late by less. */
const MAX_CATCH_UP_MS = 2000;

/**
 * One match without a network: a game's rules, its clock, its chance, its journal. Whatever happens to it goes
 * through `apply`, `leave`, `command` and `advance`, so setup and journal describe it fully (see `replay`).
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
  readonly #events: MatchEvents;
  readonly #random: Random;
  readonly #bots: BotMinds;
  readonly #maker: StateMaker<S>;
  readonly #table: Table<S, X, C>;
  readonly #absences = new Map<string, { away: boolean; times: number }>();
  #replies: Replies;
  /** Null after a thaw, until somebody asks: then the journal is played again. */
  #history: History | null;
  /** What was taken once is taken again, whatever the bounds are by now. */
  #again = false;
  /** What is told goes nowhere while a match is brought up to date. */
  #mute = false;
  /** Something was told since the step began. */
  #told = false;
  /** Game ms of the last step that decided something. */
  #decidedAt = -1;
  #now: number;
  #owed = 0;

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
    this.#events = events;
    this.#random = from ? Random.resume(from.random) : Random.seeded(setup.seed);
    this.#bots = new BotMinds(setup, from);
    this.journal = journal.slice(0, from?.seq ?? 0);
    this.#replies = new Replies(from?.replies);
    for (const entry of this.journal) this.#recall(entry);
    this.#history = from ? null : new History();
    this.#now = from?.now ?? 0;
    const match = this;
    const rules = setup.rules ?? 1;
    if (rules > (game.rules ?? 1)) throw new Error(`${game.name}: rules ${rules} are newer than this server`);
    this.#table = {
      state,
      rules,
      secret: (from ? structuredClone(from.secret) : game.secret()) as X,
      random: this.#random,
      get now() {
        return match.#now;
      },
      derive: (label) => hmacSha256(setup.seed, label),
      make: (kind) => maker.child(kind) as C[typeof kind],
      emit: (event, only) => {
        this.#told = true;
        if (!this.#mute) events.event?.(event, only);
      },
      post: (line: LedgerLine) => this.#history?.ledger.post(line),
      accrue: (line: LedgerLine) => this.#history?.ledger.accrue(line),
      record: (record: GameRecord) => this.#history?.record(record),
    };
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
    state.phase = 'playing';
    game.start(match.#table);
    state.version += 1;
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

  /** Game time in ms. */
  get now(): number {
    return this.#now;
  }

  /** What `now` will be once so many real ms have passed, as far as that is known. */
  after(ms: number): number {
    return this.#now + Math.min(this.#owed + ms, MAX_CATCH_UP_MS);
  }

  /** Whether the rules are to be told that this player is away, or is back: they ask for it, and do not know it yet. */
  asksAbout(player: string, away: boolean): boolean {
    const { times = 0, away: known = false } = this.#absences.get(player) ?? {};
    const who = this.state.players.get(player);
    if (!who || who.left || this.over || known === away) return false;
    return (this.game.away ?? this.game.back) !== undefined && !(away && times >= MAX_ABSENCES);
  }

  /** How many journal entries there are. */
  get seq(): number {
    return this.journal.length;
  }

  /** Every line of it since the match began. */
  get ledger(): Ledger {
    return this.#known().ledger;
  }

  /** Real ms until something happens by itself, if nothing is done to it. */
  get idleMs(): number {
    return this.over ? Number.POSITIVE_INFINITY : Math.max(0, this.#wakeAt() - this.#now - this.#owed);
  }

  get over(): boolean {
    return this.game.over(this.#table);
  }

  standings(): Standing[] {
    return this.game.standings(this.#table);
  }

  /** What is to be kept of it besides journal and ledger, oldest first: what goes on now is with it. */
  records(): GameRecord[] {
    return this.#known().records(this.game.records?.(this.#table) ?? []);
  }

  /** Game ms at which the turn or the match ends by itself; 0 for never. */
  get deadline(): number {
    if (this.over) return 0;
    const at = (this.game.deadline ?? this.game.dueAt)?.(this.#table) ?? 0;
    return Number.isFinite(at) ? at : 0;
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
    const known = this.#answered(player, request_id);
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
    return head.success ? this.#answered(player, head.data.request_id) : undefined;
  }

  /** A player is gone for good. Once; false when there was nothing to do. */
  leave(player: string): boolean {
    const who = this.state.players.get(player);
    if (!who || who.left || this.over) return false;
    who.left = true;
    this.game.leave(this.#table, player);
    this.state.version += 1;
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
    command(this.#table);
    this.state.version += 1;
    this.#journal('command', by, '', name);
    return { result: {} };
  }

  /**
   * Lets game time pass: whole steps; the rest is owed to the next call. Of what has passed at once two seconds count, as
   * after a stall: in tests, call it again and again. Bots look after every step.
   * @param limit game ms beyond which it does not go
   */
  advance(ms: number, limit = Number.POSITIVE_INFINITY): void {
    const { stepMs } = this.game;
    this.#owed = Math.min(this.#owed + ms, MAX_CATCH_UP_MS);
    const whole = this.#owed - (this.#owed % stepMs);
    const target = Math.min(this.#now + whole, limit - (limit % stepMs || 0));
    while (this.#now < target && !this.over) {
      const next = this.#wakeAt();
      this.#owed -= Math.min(next, target) - this.#now;
      if (next > target) {
        this.#now = target;
        return;
      }
      if (this.#step(next)) this.#journal('time', '', '', null);
      this.#letBotsAct();
    }
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

  /** Runs game time up to `at` (ms), without bots. */
  runTo(at: number): void {
    this.#run(at, () => {});
  }

  /**
   * Goes on to where somebody may have seen it, without bots. Nobody saw what time decides meanwhile: that has an entry,
   * or has one from now on.
   */
  catchUp(at: number): void {
    // Whole steps: nobody saw a part of one.
    this.#run(at - (at % this.game.stepMs), () => this.#journal('time', '', '', null));
  }

  freeze(): FrozenMatch {
    return {
      setup: this.setup,
      now: this.#now,
      seq: this.seq,
      random: this.#random.state,
      state: plain(this.state),
      secret: structuredClone(this.#table.secret),
      ...this.#bots.freeze(),
    };
  }

  #redoOne(entry: JournalEntry): void {
    if (entry.seq <= this.seq) return;
    if (entry.seq !== this.seq + 1) throw new Error(`journal: ${entry.seq} follows ${this.seq}`);
    this.runTo(entry.at);
    // So that its reply is the one that was given.
    if (entry.version !== undefined) this.state.version = entry.version - 1;
    if (entry.kind === 'leave') this.leave(entry.by);
    else if (entry.kind === 'command') this.command(String(entry.input), entry.by);
    else if (entry.kind === 'away' || entry.kind === 'back')
      this.#tellAbsence(entry.by, entry.kind === 'away'); // also when the game does not ask any more
    else if (entry.kind === 'time' && this.#decidedAt === entry.at) {
      this.state.version = entry.version ?? this.state.version;
      this.#decidedAt = -1; // once
      this.#journal('time', '', '', null);
    } else {
      this.#replies.forgetRefusal(entry.by, entry.request_id);
      this.apply(entry.by, { ...(entry.input as object), request_id: entry.request_id });
    }
    if (this.seq !== entry.seq) throw new Error(`journal: entry ${entry.seq} was not accepted again`);
  }

  #run(at: number, decided: () => void): void {
    while (this.#now < at && !this.over) {
      const next = this.#dueAt();
      if (next > at) this.#now = at;
      else if (this.#step(next)) decided();
    }
  }

  /** The next step that does something. */
  #dueAt(): number {
    const { stepMs, dueAt } = this.game;
    const next = this.#now + stepMs;
    return dueAt ? Math.max(next, Math.ceil(dueAt(this.#table) / stepMs) * stepMs) : next;
  }

  /** As `#dueAt`, or before that the next step at which a bot looks. */
  #wakeAt(): number {
    const { stepMs } = this.game;
    const look = Math.ceil(this.#bots.lookAt / stepMs) * stepMs;
    return Math.min(this.#dueAt(), Math.max(this.#now + stepMs, look));
  }

  /** The step that ends at this game time. True when it decided something: that nobody sees before it is stored. */
  #step(at: number): boolean {
    this.#now = at;
    this.#told = false;
    const changed = this.game.step(this.#table);
    if (changed) this.state.version += 1;
    const decided = this.#told || changed === 'decided' || this.over;
    if (decided) this.#decidedAt = at;
    return decided;
  }

  #letBotsAct(): void {
    for (const [id, mind] of this.#bots.looking(this.#now)) {
      if (this.over) return;
      if (this.#mayAct(id)) {
        mind.lookAt = Number.MAX_SAFE_INTEGER; // not any more
        continue;
      }
      const action = this.game.bot(this.#seenBy(id), mind);
      if (!action) continue;
      mind.lookAt = 0; // it has something new to think about
      this.#act(id, `bot-${this.seq + 1}`, action);
    }
  }

  #seenBy(me: string): Seen<S> {
    const { state, rules } = this.#table;
    return { me, state: visibleState(this.#maker, state, me), now: this.#now, rules };
  }

  #act(player: string, request_id: string, action: A): Applied {
    const outcome = this.game.act(this.#table, player, action);
    if ('refused' in outcome) {
      const { code, message, retryAfterMs } = outcome.refused;
      // It rests on all that was done until now: it is told once that is stored.
      const passing = { ...refuse(request_id, code, message), seq: this.seq };
      if (retryAfterMs === undefined) return this.#replies.keep(player, passing);
      return { ...passing, reply: { ...passing.reply, retry_after_ms: retryAfterMs } };
    }
    this.state.version += 1;
    this.#journal('act', player, request_id, action, outcome.result);
    const reply = { request_id, version: this.state.version, ...outcome.result };
    return this.#replies.keep(player, { reply, seq: this.seq });
  }

  #answered(player: string, request_id: string): Applied | undefined {
    const known = this.#replies.find(player, request_id);
    if (known || this.#history) return known;
    const done = this.journal.some((entry) => entry.by === player && entry.request_id === request_id);
    if (done) this.#known(); // an entry of format 1, which does not tell its reply
    return this.#replies.find(player, request_id);
  }

  #recall({ by, kind, request_id, version, result, seq }: JournalEntry): void {
    if (kind === 'away' || kind === 'back') this.#noteAbsence(by, kind === 'away');
    if (version !== undefined && result) {
      this.#replies.keep(by, { reply: { request_id, version, ...result }, seq });
    }
  }

  /** All that the journal gives again. */
  #known(): History {
    if (this.#history) return this.#history;
    const { setup, journal } = this;
    const again = Match.start(this.game, this.#maker.plain, setup);
    again.redo(journal);
    again.runTo(this.#now);
    this.#replies = again.#replies;
    this.#history = again.#known();
    return this.#history;
  }

  #mayAct(player: string): Refusal | undefined {
    const who = this.state.players.get(player);
    if (!who) return { code: 'not_seated', message: 'You have no seat at this table.' };
    if (who.left) return { code: 'left', message: 'You left this match.' };
    if (this.over) return { code: 'match_over', message: 'The match is over.' };
    if (!this.#again && this.#replies.accepted(player) >= (this.game.maxActions ?? MAX_ACTIONS)) {
      return { code: 'too_many_actions', message: 'No more actions are taken from you in this match.' };
    }
    return undefined;
  }

  #tellAbsence(player: string, away: boolean): void {
    if (away) this.game.away?.(this.#table, player);
    else this.game.back?.(this.#table, player);
    this.state.version += 1;
    this.#journal(away ? 'away' : 'back', player, '', null);
  }

  #noteAbsence(player: string, away: boolean): void {
    const { times = 0 } = this.#absences.get(player) ?? {};
    this.#absences.set(player, { away, times: times + (away ? 1 : 0) });
  }

  #journal(
    kind: JournalEntry['kind'],
    by: string,
    request_id: string,
    input: unknown,
    result?: JournalEntry['result'],
  ): void {
    if (kind === 'away' || kind === 'back') this.#noteAbsence(by, kind === 'away');
    const entry = { seq: this.seq + 1, at: this.#now, kind, by, request_id, input };
    this.journal.push({ ...entry, version: this.state.version, ...(result && { result }) });
    if (!this.#mute) this.#events.journalled?.(this.journal.at(-1) as JournalEntry);
  }
}

function refuse(request_id: string, code: string, message: string): Applied {
  return { reply: { request_id, code, message }, seq: 0 };
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'action'}: ${issue.message}` : 'Not an action of this game.';
}
