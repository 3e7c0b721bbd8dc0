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
import { hmacSha256 } from '../lib/hmac.ts';
import { Random } from '../lib/random.ts';
import { BotMinds } from './botMinds.ts';
import { plain } from './canonical.ts';
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

/** Wall time that is caught up with at once: after a longer stall the game stood still. Who sleeps a second is late by less. */
const MAX_CATCH_UP_MS = 2000;

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
  /** Something was told since the step began. */
  #told = false;
  /** Game ms of the last step that decided something. */
  #decidedAt = -1;
  #now: number;
  #owed = 0;

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
    const now = () => this.#now;
    this.#table = {
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

  standings(): Standing[] {
    return this.#game.standings(this.#table);
  }

  /** Records of what goes on now. */
  records(): readonly GameRecord[] {
    return this.#game.records?.(this.#table) ?? [];
  }

  /** Game ms at which the turn or the match ends by itself; 0 for never. */
  get deadline(): number {
    if (this.over) return 0;
    const at = (this.#game.deadline ?? this.#game.dueAt)?.(this.#table) ?? 0;
    return Number.isFinite(at) ? at : 0;
  }

  act(player: string, action: A): Outcome {
    const outcome = this.#game.act(this.#table, player, action);
    if (!('refused' in outcome)) this.state.version += 1;
    return outcome;
  }

  leave(player: string): void {
    const who = this.state.players.get(player);
    if (who) who.left = true;
    this.#game.leave(this.#table, player);
    this.state.version += 1;
  }

  tellAbsence(player: string, away: boolean): void {
    if (away) this.#game.away?.(this.#table, player);
    else this.#game.back?.(this.#table, player);
    this.state.version += 1;
  }

  command(command: (table: Table<S, X, C>) => void): void {
    command(this.#table);
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
      if (this.#step(next)) this.#needs.decided();
      this.#letBotsAct();
    }
  }

  /** Runs game time up to `at` (ms), without bots. */
  run(at: number, decided: () => void): void {
    while (this.#now < at && !this.over) {
      const next = this.#dueAt();
      if (next > at) this.#now = at;
      else if (this.#step(next)) decided();
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
    return dueAt ? Math.max(next, Math.ceil(dueAt(this.#table) / stepMs) * stepMs) : next;
  }

  /** As `#dueAt`, or before that the next step at which a bot looks. */
  #wakeAt(): number {
    const { stepMs } = this.#game;
    const look = Math.ceil(this.#bots.lookAt / stepMs) * stepMs;
    return Math.min(this.#dueAt(), Math.max(this.#now + stepMs, look));
  }

  /** The step that ends at this game time. True when it decided something: that nobody sees before it is stored. */
  #step(at: number): boolean {
    this.#now = at;
    this.#told = false;
    const changed = this.#game.step(this.#table);
    if (changed) this.state.version += 1;
    const decided = this.#told || changed === 'decided' || this.over;
    if (decided) this.#decidedAt = at;
    return decided;
  }

  #letBotsAct(): void {
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

  #seenBy(me: string): Seen<S> {
    const { state, rules } = this.#table;
    return { me, state: visibleState(this.#maker, state, me), now: this.#now, rules };
  }
}
