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
  Table,
  TableState,
} from '../games/game.ts';
import { type Input, type LiveRules, liveRulesOf } from '../games/liveGame.ts';
import { Random } from '../lib/random.ts';
import { BotMinds } from './botMinds.ts';
import { actingBots, commandingBots } from './bots.ts';
import { Breakage } from './breakage.ts';
import { plain } from './canonical.ts';
import { Commands } from './commands.ts';
import type { FrozenMatch } from './frozenMatch.ts';
import type { History } from './history.ts';
import type { MatchSetup } from './journal.ts';
import { checked } from './outcome.ts';
import type { Lookers } from './passing.ts';
import { ruledTable } from './ruledTable.ts';
import { visibleState } from './view.ts';

/** What becomes of what happens in a play. */
interface PlayNeeds<A> {
  /** For everybody, or with `only` for that player. */
  tell(event: GameEvent, only?: string): void;
  /** Where its ledger and its records go; null: nowhere. */
  history(): History | null;
  /** Whether a bot may act still. */
  mayAct(bot: string): boolean;
  act(bot: string, action: A): void;
}

/**
 * A game that is played: its rules on their table, with their chance and their bots. When its steps are made is said by
 * `Passing`; who may do what, and what is remembered of it, is the match's.
 */
export class Play<S extends TableState, A extends Action, X, C extends Kinds<C> = Children> {
  readonly state: S;
  /** What players of a live game command; null in every other. */
  readonly commands: Commands | null;
  readonly bots: Lookers;
  readonly #game: Game<S, A, X, C>;
  readonly #random: Random;
  readonly #minds: BotMinds;
  readonly #table: Table<S, X, C>;
  readonly #live: LiveRules<S, Input, X, C> | undefined;
  readonly #breakage: Breakage;
  /** Something was told since the step began. */
  #told = false;
  /** Game ms of the last step that decided something. */
  #decidedAt = -1;
  #now: number;

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
    this.#random = from ? Random.resume(from.random) : Random.seeded(setup.seed);
    this.#minds = new BotMinds(setup, from);
    this.#now = from?.now ?? 0;
    const rules = setup.rules ?? 1;
    if (rules > (game.rules ?? 1)) throw new Error(`${game.name}: rules ${rules} are newer than this server`);
    this.#live = liveRulesOf(game);
    const seats = setup.seats.map(({ id }) => id);
    this.commands = this.#live
      ? new Commands({ ...this.#live, stepMs: game.stepMs }, seats, from === undefined)
      : null;
    this.#breakage = new Breakage(this.#live !== undefined);
    this.#table = ruledTable<S, X, C>({
      ...{ setup, state, maker, random: this.#random, history: needs.history },
      secret: (from ? structuredClone(from.secret) : game.secret()) as X,
      now: () => this.#now,
      tell: (event, only) => {
        this.#told = true;
        needs.tell(event, only);
      },
    });
    this.bots = this.#seated(maker, needs);
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

  get over(): boolean {
    return this.#game.over(this.#table);
  }

  /** See `Breakage`. */
  get brokenAt(): number | null {
    return this.#breakage.brokenAt;
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
    return this.#breakage.whole(this.#now, () => {
      const outcome = checked(this.#game.act(this.#table, player, action), this.#game.name, action);
      if (!('refused' in outcome)) this.state.version += 1;
      return outcome;
    });
  }

  leave(player: string): void {
    const who = this.state.players.get(player);
    this.#breakage.whole(this.#now, () => {
      if (who) who.left = true;
      this.#game.leave(this.#table, player);
      this.state.version += 1;
    });
  }

  tellAbsence(player: string, away: boolean): void {
    this.#breakage.whole(this.#now, () => {
      if (away) this.#game.away?.(this.#table, player);
      else this.#game.back?.(this.#table, player);
      this.state.version += 1;
    });
  }

  command(command: (table: Table<S, X, C>) => void): void {
    this.#breakage.whole(this.#now, () => {
      command(this.#table);
      this.state.version += 1;
    });
  }

  /** A live match goes on in another process. */
  restored(): void {
    this.#live?.restored?.(this.#table);
    this.state.version += 1;
  }

  /** See `Breakage`. */
  takeFailure(): unknown {
    return this.#breakage.takeFailure();
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
      ...this.#minds.freeze(),
    };
  }

  /** Game ms of the next step that does something. */
  dueAt(): number {
    const { stepMs, dueAt } = this.#game;
    const next = this.#now + stepMs;
    if (!dueAt) return next;
    const at = dueAt(this.#table);
    if (typeof at !== 'number' || Number.isNaN(at)) throw new Error(`${this.#game.name}: dueAt is ${at}`);
    return Math.max(next, Math.ceil(at / stepMs) * stepMs);
  }

  /**
   * Makes the step that ends at this game time, with what players command now. True when it decided something: that
   * nobody sees before it is stored.
   */
  step(at: number): boolean {
    return this.#step(at, this.commands?.take(at / this.#game.stepMs, this.state.players.values()));
  }

  /** As `step`, with what they commanded then, as the journal has it. */
  stepAgain(at: number): boolean {
    return this.#step(at, this.commands?.again(at / this.#game.stepMs));
  }

  /** Nothing happens until then. */
  waitUntil(at: number): void {
    this.#now = at;
  }

  #step(at: number, commands?: Iterable<[player: string, input: Input]>): boolean {
    return this.#live ? this.#make(at, commands) : this.#breakage.whole(this.#now, () => this.#make(at));
  }

  #make(at: number, commands: Iterable<[player: string, input: Input]> = []): boolean {
    this.#now = at;
    this.#told = false;
    for (const [player, input] of commands)
      this.#breakage.guarded(() => this.#live?.command(this.#table, player, input));
    const changed = this.#breakage.guarded(() => this.#game.step(this.#table));
    if (changed) this.state.version += 1;
    const decided = this.#told || changed === 'decided' || this.over;
    if (decided) this.#decidedAt = at;
    return decided;
  }

  #seated(maker: StateMaker<S>, { mayAct, act }: PlayNeeds<A>): Lookers {
    const game = this.#game;
    const { state, rules } = this.#table;
    const needs = {
      minds: this.#minds,
      now: () => this.#now,
      over: () => this.over,
      seenBy: (me: string) => ({ me, state: visibleState(maker, state, me), now: this.#now, rules }),
    };
    if (!this.#live) return actingBots({ ...needs, game, mayAct, act });
    return commandingBots({
      ...needs,
      stepMs: game.stepMs,
      live: this.#live,
      hasLeft: (id) => state.players.get(id)?.left === true,
      guarded: (work) => this.#breakage.guarded(work),
      command: (id, input) => this.commands?.byBot(id, input),
    });
  }
}
