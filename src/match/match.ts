import { z } from 'zod';
import type {
  BotMind,
  Game,
  GameEvent,
  LedgerLine,
  Outcome,
  PuzzleRecord,
  Refusal,
  Standing,
  StateMaker,
  Table,
  TableState,
} from '../games/game.ts';
import { Random, type RandomState } from '../lib/random.ts';
import { plain } from './canonical.ts';
import type { JournalEntry, MatchSetup } from './journal.ts';
import { Ledger, type LedgerEntry } from './ledger.ts';
import { Replies, type RepliesState, type Reply } from './replies.ts';
import { seatPlayer } from './seatPlayer.ts';

/** A match as plain JSON data, to be thawed anywhere. The journal is kept apart: `seq` says how much of it is in here. */
export interface FrozenMatch {
  setup: MatchSetup;
  now: number;
  seq: number;
  random: RandomState;
  botRandom: RandomState;
  state: unknown;
  secret: unknown;
  minds: Record<string, BotMind['notes']>;
  ledger: LedgerEntry[];
  replies: RepliesState;
}

/** Where a match tells what happens, and whether it ran over. */
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

/** At most this many actions of one player are taken in one match: what is remembered stays bounded. */
export const MAX_ACTIONS_PER_PLAYER = 5000;
/** Wall time that one call may catch up with: after a stall the game stood still. */
const MAX_CATCH_UP_MS = 1000;

/** Printable ASCII: every store keeps it as it is. */
const envelope = z.looseObject({ request_id: z.string().regex(/^[ -~]{1,64}$/) });

/**
 * One match without a network: a game's rules, its clock, its chance, its journal. Whatever happens to it goes
 * through `apply`, `leave`, `command` and `advance`, so setup and journal describe it fully (see `replay`).
 */
export class Match<
  S extends TableState = TableState,
  A extends { action: string } = { action: string },
  X = unknown,
> {
  readonly game: Game<S, A, X>;
  readonly setup: MatchSetup;
  readonly state: S;
  readonly ledger: Ledger;
  readonly #events: MatchEvents;
  readonly #random: Random;
  readonly #botRandom: Random;
  readonly #minds = new Map<string, BotMind>();
  readonly #table: Table<S, X>;
  readonly #replies: Replies;
  #now = 0;
  #seq = 0;
  #owed = 0;

  private constructor(
    game: Game<S, A, X>,
    setup: MatchSetup,
    state: S,
    events: MatchEvents,
    from?: FrozenMatch,
  ) {
    this.game = game;
    this.setup = setup;
    this.state = state;
    this.#events = events;
    this.#random = from ? Random.resume(from.random) : Random.seeded(setup.seed);
    this.#botRandom = from ? Random.resume(from.botRandom) : Random.seeded(`${setup.seed}/bots`);
    this.ledger = new Ledger(from?.ledger);
    this.#replies = new Replies(from?.replies);
    this.#now = from?.now ?? 0;
    this.#seq = from?.seq ?? 0;
    for (const seat of setup.seats.filter((s) => s.bot)) {
      const notes = structuredClone(from?.minds[seat.id] ?? {});
      this.#minds.set(seat.id, { random: this.#botRandom, skill: seat.skill ?? 0.5, notes });
    }
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
      emit: (event, only) => events.event?.(event, only),
      post: (line: LedgerLine) => this.ledger.post(line),
      accrue: (line: LedgerLine) => this.ledger.accrue(line),
    };
  }

  /** Seats the players on a fresh state and sets the table up. */
  static start<S extends TableState, A extends { action: string }, X>(
    game: Game<S, A, X>,
    maker: StateMaker<S>,
    setup: MatchSetup,
    events: MatchEvents = {},
    state: S = maker.state(),
  ): Match<S, A, X> {
    for (const [seat, who] of setup.seats.entries()) seatPlayer(state, maker, who, seat);
    const match = new Match(game, setup, state, events);
    state.phase = 'playing';
    game.start(match.#table);
    state.version += 1;
    return match;
  }

  /** Goes on where `freeze` stopped. Recover what came later with `redo`. */
  static thaw<S extends TableState, A extends { action: string }, X>(
    game: Game<S, A, X>,
    maker: StateMaker<S>,
    frozen: FrozenMatch,
    events: MatchEvents = {},
  ): Match<S, A, X> {
    return new Match(game, frozen.setup, maker.restore(frozen.state), events, frozen);
  }

  /** Game time in ms. */
  get now(): number {
    return this.#now;
  }

  /** How many journal entries there are. */
  get seq(): number {
    return this.#seq;
  }

  get over(): boolean {
    return this.game.over(this.#table);
  }

  standings(): Standing[] {
    return this.game.standings(this.#table);
  }

  /** Every puzzle put to players so far; none in games without puzzles. */
  puzzles(): PuzzleRecord[] {
    return this.game.puzzles?.(this.#table) ?? [];
  }

  /**
   * Takes `{request_id, action, …}` as it came from outside. The same `request_id` of the same player is done
   * once and answered the same way ever after (a refusal: for the player's last 64 refusals; one that time lifts is
   * judged anew).
   */
  apply(player: string, request: unknown): Applied {
    const head = envelope.safeParse(request);
    if (!head.success)
      return refuse('', 'invalid_request', 'request_id must be 1 to 64 printable ASCII characters.');
    const { request_id, ...input } = head.data;
    const known = this.#replies.find(player, request_id);
    if (known) return known;
    const refused = this.#mayAct(player);
    if (refused) return refuse(request_id, refused.code, refused.message);
    const action = this.game.action.safeParse(input);
    if (!action.success) return refuse(request_id, 'invalid_action', firstIssue(action.error));
    return this.#act(player, request_id, action.data);
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

  /** Lets game time pass: whole steps; the rest is owed to the next call. Bots look after every step. */
  advance(ms: number): void {
    this.#owed += Math.min(ms, MAX_CATCH_UP_MS);
    while (this.#owed >= this.game.stepMs && !this.over) {
      this.#owed -= this.game.stepMs;
      this.#step();
      this.#letBotsAct();
    }
  }

  /** Does again what a journal tells, without bots. Entries that are in here already are passed over. */
  redo(journal: readonly JournalEntry[]): void {
    for (const entry of journal) {
      if (entry.seq <= this.#seq) continue;
      if (entry.seq !== this.#seq + 1) throw new Error(`journal: ${entry.seq} follows ${this.#seq}`);
      this.runTo(entry.at);
      // So that its reply is the one that was given.
      if (entry.version !== undefined) this.state.version = entry.version - 1;
      if (entry.kind === 'leave') this.leave(entry.by);
      else if (entry.kind === 'command') this.command(String(entry.input), entry.by);
      else {
        this.#replies.forgetRefusal(entry.by, entry.request_id);
        this.apply(entry.by, { ...(entry.input as object), request_id: entry.request_id });
      }
      if (this.#seq !== entry.seq) throw new Error(`journal: entry ${entry.seq} was not accepted again`);
    }
  }

  /** Runs game time up to `at` (ms), without bots. */
  runTo(at: number): void {
    while (this.#now < at && !this.over) this.#step();
  }

  freeze(): FrozenMatch {
    return {
      setup: this.setup,
      now: this.#now,
      seq: this.#seq,
      random: this.#random.state,
      botRandom: this.#botRandom.state,
      state: plain(this.state),
      secret: structuredClone(this.#table.secret),
      minds: Object.fromEntries([...this.#minds].map(([id, mind]) => [id, { ...mind.notes }])),
      ledger: this.ledger.entries(),
      replies: this.#replies.freeze(),
    };
  }

  #step(): void {
    this.#now += this.game.stepMs;
    if (this.game.step(this.#table)) this.state.version += 1;
  }

  #letBotsAct(): void {
    for (const [id, mind] of this.#minds) {
      if (this.over) return;
      if (this.#mayAct(id)) continue;
      const action = this.game.bot(this.#table, id, mind);
      if (action) this.#act(id, `bot-${this.#seq + 1}`, action);
    }
  }

  #act(player: string, request_id: string, action: A): Applied {
    const outcome = this.game.act(this.#table, player, action);
    if ('refused' in outcome) {
      const { code, message, retryAfterMs } = outcome.refused;
      if (retryAfterMs === undefined) return this.#replies.keep(player, refuse(request_id, code, message));
      const passing = refuse(request_id, code, message);
      return { ...passing, reply: { ...passing.reply, retry_after_ms: retryAfterMs } };
    }
    this.state.version += 1;
    this.#journal('act', player, request_id, action);
    const reply = { request_id, version: this.state.version, ...outcome.result };
    return this.#replies.keep(player, { reply, seq: this.#seq });
  }

  #mayAct(player: string): Refusal | undefined {
    const who = this.state.players.get(player);
    if (!who) return { code: 'not_seated', message: 'You have no seat at this table.' };
    if (who.left) return { code: 'left', message: 'You left this match.' };
    if (this.over) return { code: 'match_over', message: 'The match is over.' };
    if (this.#replies.accepted(player) >= MAX_ACTIONS_PER_PLAYER) {
      return { code: 'too_many_actions', message: 'No more actions are taken from you in this match.' };
    }
    return undefined;
  }

  #journal(kind: JournalEntry['kind'], by: string, request_id: string, input: unknown): void {
    this.#seq += 1;
    const { version } = this.state;
    this.#events.journalled?.({ seq: this.#seq, at: this.#now, kind, by, request_id, input, version });
  }
}

function refuse(request_id: string, code: string, message: string): Applied {
  return { reply: { request_id, code, message }, seq: 0 };
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'action'}: ${issue.message}` : 'Not an action of this game.';
}
