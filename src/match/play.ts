import type {
  Children,
  Game,
  GameEvent,
  GameRecord,
  Outcome,
  Seen,
  Standing,
  StateMaker,
  Table,
  TableState,
} from '../games/game.ts';
import { type Input, type LiveRules, liveRulesOf } from '../games/liveGame.ts';
import { hmacSha256 } from '../lib/hmac.ts';
import { Random } from '../lib/random.ts';
import { BotMinds } from './botMinds.ts';
import { plain } from './canonical.ts';
import { Commands } from './commands.ts';
import type { FrozenMatch } from './frozenMatch.ts';
import type { History } from './history.ts';
import type { MatchSetup } from './journal.ts';
import { visibleState } from './view.ts';

/** What becomes of what happens in a play. */
interface PlayNeeds<A> {
  /** For everybody, or with `only` for that player. */
  tell(event: GameEvent, only?: string): void;
  /** Where its ledger and its records go; null: nowhere. */
  history(): History | null;
  /** Time decided something, while it passes by itself. */
  decided(): void;
  /** Whether a bot may act still. */
  mayAct(bot: string): boolean;
  act(bot: string, action: A): void;
}

/**
 * Wall time that is caught up with at once: after a longer stall the game stood still. Who sleeps a second is late by
 * less.
 */
export const MAX_CATCH_UP_MS = 2000;

/**
 * A game that is played: its rules on their table, with their chance, their bots and their time, which passes in whole
 * steps. Who may do what, and what is remembered of it, is the match's.
 */
export class Play<
  S extends TableState,
  A extends { action: string },
  X,
  C extends Record<keyof C, object> = Children,
> {
  readonly state: S;
  readonly #game: Game<S, A, X, C>;
  readonly #maker: StateMaker<S>;
  readonly #needs: PlayNeeds<A>;
  readonly #random: Random;
  readonly #bots: BotMinds;
  readonly #table: Table<S, X, C>;
  readonly #live: LiveRules<S, Input, X, C> | undefined;
  /** What players of a live game command; null in every other. */
  readonly commands: Commands | null;
  /** Something was told since the step began. */
  #told = false;
  /** Game ms of the last step that decided something. */
  #decidedAt = -1;
  #now: number;
  #owed = 0;
  /** What the rules of a live game threw last. */
  #failure: unknown;
  #brokenAt: number | null = null;

  /** @throws Error when this server does not know the rules */
  constructor(
    game: Game<S, A, X, C>,
    maker: StateMaker<S>,
    setup: MatchSetup,
    state: S,
    needs: PlayNeeds<A>,
    from?: FrozenMatch,
  ) {
    this.state = state;
    this.#game = game;
    this.#maker = maker;
    this.#needs = needs;
    this.#random = from ? Random.resume(from.random) : Random.seeded(setup.seed);
    this.#bots = new BotMinds(setup, from);
    this.#now = from?.now ?? 0;
    const rules = setup.rules ?? 1;
    if (rules > (game.rules ?? 1)) throw new Error(`${game.name}: rules ${rules} are newer than this server`);
    this.#live = liveRulesOf(game);
    this.commands = this.#live
      ? new Commands(
          { ...this.#live, stepMs: game.stepMs },
          setup.seats.map(({ id }) => id),
          from === undefined,
        )
      : null;
    const now = () => this.#now;
    this.#table = {
      id: setup.id,
      state,
      rules,
      secret: (from ? structuredClone(from.secret) : game.secret()) as X,
      random: this.#random,
      get now() {
        return now();
      },
      derive: (label) => hmacSha256(setup.seed, label),
      make: (kind) => maker.child(kind) as C[typeof kind],
      emit: (event, only) => {
        this.#told = true;
        needs.tell(event, only);
      },
      post: (line) => needs.history()?.ledger.post(line),
      accrue: (line) => needs.history()?.ledger.accrue(line),
      record: (record) => needs.history()?.record(record),
    };
  }

  /** Begins: everybody is seated. */
  start(): void {
    this.state.phase = 'playing';
    this.#game.start(this.#table);
    this.state.version += 1;
  }

  /** Game time in ms. */
  get now(): number {
    return this.#now;
  }

  /** Game ms of the last step that decided something; -1 for none. */
  get decidedAt(): number {
    return this.#decidedAt;
  }

  /** What `now` will be once so many real ms have passed, as far as that is known. */
  after(ms: number): number {
    return this.#now + Math.min(this.#owed + ms, MAX_CATCH_UP_MS);
  }

  /** Real ms until something happens by itself, if nothing is done to it. */
  get idleMs(): number {
    return this.over ? Number.POSITIVE_INFINITY : Math.max(0, this.#wakeAt() - this.#now - this.#owed);
  }

  get over(): boolean {
    return this.#game.over(this.#table);
  }

  /**
   * Its rules threw halfway through a change, which no journal has: game ms up to which the journal gives what was.
   * Null while nothing is broken.
   */
  get brokenAt(): number | null {
    return this.#brokenAt;
  }

  standings(): Standing[] {
    return this.#game.standings(this.#table);
  }

  /** Records of what goes on now. */
  records(): readonly GameRecord[] {
    return this.#game.records?.(this.#table) ?? [];
  }

  /** Records as a player, or with null anybody, may see them; none where the game does not say. */
  recordsFor(player: string | null, records: readonly GameRecord[]): GameRecord[] {
    const { recordFor } = this.#game;
    if (!recordFor) return [];
    return records.map((record) => ({ ...record, data: recordFor(this.#table, record, player) }));
  }

  /** Game ms at which the turn or the match ends by itself; 0 for never. */
  get deadline(): number {
    if (this.over) return 0;
    const at = (this.#game.deadline ?? this.#game.dueAt)?.(this.#table) ?? 0;
    return Number.isFinite(at) ? at : 0;
  }

  act(player: string, action: A): Outcome {
    return this.#whole(() => {
      const outcome: unknown = this.#game.act(this.#table, player, action);
      if (!isOutcome(outcome)) {
        const name = `${this.#game.name}: act`;
        throw new Error(`${name} answered ${action.action} with neither { result: {} } nor { refused: {} }`);
      }
      if (!('refused' in outcome)) this.state.version += 1;
      return outcome;
    });
  }

  leave(player: string): void {
    const who = this.state.players.get(player);
    this.#whole(() => {
      if (who) who.left = true;
      this.#game.leave(this.#table, player);
      this.state.version += 1;
    });
  }

  tellAbsence(player: string, away: boolean): void {
    this.#whole(() => {
      if (away) this.#game.away?.(this.#table, player);
      else this.#game.back?.(this.#table, player);
      this.state.version += 1;
    });
  }

  command(command: (table: Table<S, X, C>) => void): void {
    this.#whole(() => {
      command(this.#table);
      this.state.version += 1;
    });
  }

  /** A live match goes on in another process. */
  restored(): void {
    this.#live?.restored?.(this.#table);
    this.state.version += 1;
  }

  /**
   * Lets game time pass: whole steps; the rest is owed to the next call. Bots look after every step.
   * @param limit game ms beyond which it does not go
   */
  advance(ms: number, limit: number): void {
    const { stepMs } = this.#game;
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
      if (this.#step(next, this.commands?.take(next / stepMs, this.state.players.values())))
        this.#needs.decided();
      this.#letBotsAct();
    }
  }

  /** The game stood: what is owed of the time before is not made up for. */
  stand(): void {
    this.#owed = 0;
  }

  /** As `advance`, by whole steps, of which none is owed: somebody else counts them. */
  makeSteps(count: number, limit: number): void {
    this.#owed = 0;
    this.advance(count * this.#game.stepMs, limit);
    this.#owed = 0;
  }

  /** What the rules of a live game threw since this was asked last; undefined for nothing. */
  takeFailure(): unknown {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }

  /** Runs game time up to `at` (ms), without bots. */
  run(at: number, decided: () => void): void {
    while (this.#now < at && !this.over) {
      const next = this.#dueAt();
      if (next > at) this.#now = at;
      else if (this.#step(next, this.commands?.again(next / this.#game.stepMs))) decided();
    }
  }

  /** Whether the step that ended at this game time was the last that decided something. Once. */
  takeDecided(at: number): boolean {
    if (this.#decidedAt !== at) return false;
    this.#decidedAt = -1;
    return true;
  }

  freeze(): Omit<FrozenMatch, 'setup' | 'seq' | 'replies'> {
    return {
      now: this.#now,
      random: this.#random.state,
      state: plain(this.state),
      secret: structuredClone(this.#table.secret),
      ...this.#bots.freeze(),
    };
  }

  /** The next step that does something. */
  #dueAt(): number {
    const { stepMs, dueAt } = this.#game;
    const next = this.#now + stepMs;
    if (!dueAt) return next;
    const at = dueAt(this.#table);
    if (typeof at !== 'number' || Number.isNaN(at)) throw new Error(`${this.#game.name}: dueAt is ${at}`);
    return Math.max(next, Math.ceil(at / stepMs) * stepMs);
  }

  /** As `#dueAt`, or before that the next step at which a bot looks. */
  #wakeAt(): number {
    const { stepMs } = this.#game;
    const look = Math.ceil(this.#bots.lookAt / stepMs) * stepMs;
    return Math.min(this.#dueAt(), Math.max(this.#now + stepMs, look));
  }

  /** The step that ends at this game time. True when it decided something: that nobody sees before it is stored. */
  #step(at: number, commands?: Iterable<[player: string, input: Input]>): boolean {
    return this.#live ? this.#make(at, commands) : this.#whole(() => this.#make(at));
  }

  #make(at: number, commands: Iterable<[player: string, input: Input]> = []): boolean {
    this.#now = at;
    this.#told = false;
    for (const [player, input] of commands)
      this.#guarded(() => this.#live?.command(this.#table, player, input));
    const changed = this.#guarded(() => this.#game.step(this.#table));
    if (changed) this.state.version += 1;
    const decided = this.#told || changed === 'decided' || this.over;
    if (decided) this.#decidedAt = at;
    return decided;
  }

  /** Half a change is in no journal: when the rules throw nothing more is done to it. */
  #whole<T>(change: () => T): T {
    const before = this.#now;
    try {
      return change();
    } catch (error) {
      this.#brokenAt ??= before;
      throw error;
    }
  }

  /**
   * A live game goes on when its rules throw, from where they stopped: its log has what they threw at, so playing it
   * again comes to the same. A bot that throws commands nothing, and the others do.
   */
  #guarded<T>(work: () => T): T | true {
    if (!this.#live) return work();
    try {
      return work();
    } catch (error) {
      this.#failure = error ?? new Error('thrown by the rules');
      return true;
    }
  }

  #letBotsAct(): void {
    if (this.#live) {
      this.#letBotsCommand(this.#live);
      return;
    }
    for (const [id, mind] of this.#bots.looking(this.#now)) {
      if (this.over) return;
      if (!this.#needs.mayAct(id)) {
        mind.lookAt = Number.MAX_SAFE_INTEGER; // not any more
        continue;
      }
      const action = this.#game.bot(this.#seenBy(id), mind);
      if (!action) continue;
      mind.lookAt = 0; // it has something new to think about
      this.#needs.act(id, action);
    }
  }

  /** What they command is taken in the next step, as anybody's. */
  #letBotsCommand({ bot, commandSteps }: LiveRules<S, Input, X, C>): void {
    if ((this.#now / this.#game.stepMs) % commandSteps !== 0 || this.over) return;
    for (const [id, mind] of this.#bots.looking(this.#now)) {
      if (this.state.players.get(id)?.left) continue;
      const input = this.#guarded(() => bot(this.#seenBy(id), mind));
      if (input && input !== true) this.commands?.byBot(id, input);
    }
  }

  #seenBy(me: string): Seen<S> {
    const { state, rules } = this.#table;
    return { me, state: visibleState(this.#maker, state, me), now: this.#now, rules };
  }
}

function isOutcome(outcome: unknown): outcome is Outcome {
  if (typeof outcome !== 'object' || outcome === null) return false;
  const { refused, result } = outcome as { refused?: unknown; result?: unknown };
  return [refused, result].some((said) => typeof said === 'object' && said !== null);
}
