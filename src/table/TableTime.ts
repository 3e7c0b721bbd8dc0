import type { TableState } from '../games/game.ts';
import { liveRulesOf } from '../games/liveGame.ts';
import type { Match } from '../match/match.ts';
import type { MatchPersistence } from '../match/matchPersistence.ts';
import { MAX_CATCH_UP_MS } from '../match/passing.ts';
import { type HostedGame, isStepped, type TableNeeds } from './hosting.ts';

/** A deadline that is so little off is not told anew. */
const DEADLINE_SLACK_MS = 250;
/** A table whose match is stepped by somebody else is looked after so often. */
const STEPPED_IDLE_MS = 50;

interface TableTimeNeeds<S extends TableState> {
  hosted: HostedGame<S>;
  /** @throws Problem 409 `not_started` */
  running(): Match<S>;
  persistence(): MatchPersistence;
  metrics: Pick<TableNeeds['metrics'], 'steps' | 'inputs'>;
  /** Ms that pass evenly, whatever becomes of the wall clock. */
  elapsed(): number;
}

/** How real time passes for the match at a table: as far as the store knows its clock, and not while it stands. */
export class TableTime<S extends TableState> {
  readonly #needs: TableTimeNeeds<S>;
  /** When it was last let pass, by `elapsed`. */
  #passedAt = 0;
  /** The deadline that was told last, in game ms. */
  #deadline = -1;
  /** Whether its people are waited for, who come back after a takeover. */
  #stands: () => boolean = () => false;

  constructor(needs: TableTimeNeeds<S>) {
    this.#needs = needs;
  }

  /** What was until now is not played. */
  begin(): void {
    this.#passedAt = this.#needs.elapsed();
  }

  /** From here on no time passes while this says that its people are waited for. */
  standWhile(awaited: () => boolean): void {
    this.#stands = awaited;
  }

  /** Lets the time pass that has passed, unless something is being stored. A live match goes by its steps alone. */
  advance(): void {
    if (this.#isLive) return;
    const persistence = this.#needs.persistence();
    if (persistence.standing) this.#stand(); // it may make nothing for long, and is not to leap then
    persistence.pass(() => this.#pass());
  }

  /** So many steps are due, by somebody who counts them. */
  step(count: number): void {
    if (this.#isLive) this.#makeSteps(count);
    else this.advance();
  }

  /** What is done is done at the game time that it is by now. */
  upToNow(): void {
    if (!this.#isLive) this.#pass();
  }

  /** Real ms until something happens by itself, if nothing is done to the match. */
  get idleMs(): number {
    return isStepped(this.#needs.hosted) ? STEPPED_IDLE_MS : this.#needs.running().idleMs;
  }

  /**
   * Epoch ms at which the turn or the match ends by itself, as it looks now; 0 for never.
   * @param shown what was told last: kept while it is about right, as clocks never agree to the millisecond
   */
  deadlineAt(now: number, shown: number): number {
    const match = this.#needs.running();
    if (match.deadline === 0) return 0;
    const at = Math.round(now + match.deadline - match.after(this.#needs.elapsed() - this.#passedAt));
    const same = match.deadline === this.#deadline && Math.abs(at - shown) < DEADLINE_SLACK_MS;
    this.#deadline = match.deadline;
    return same ? shown : at;
  }

  /** Its players command, many times a second. */
  get #isLive(): boolean {
    return liveRulesOf(this.#needs.hosted.game) !== undefined;
  }

  /** The time until now is not played. */
  #stand(): void {
    this.begin();
    this.#needs.running().stand();
  }

  #pass(): void {
    if (this.#stands()) this.#stand();
    const { hosted, running, persistence, metrics, elapsed } = this.#needs;
    const now = elapsed();
    const ms = now - this.#passedAt;
    running().advance(ms, persistence().clock);
    this.#passedAt = now;
    if (ms > MAX_CATCH_UP_MS) metrics.steps.dropped(hosted.game.name, (ms - MAX_CATCH_UP_MS) / 1000);
  }

  #makeSteps(count: number): void {
    const { hosted, metrics } = this.#needs;
    const match = this.#needs.running();
    const persistence = this.#needs.persistence();
    this.begin();
    persistence.pass(() => match.makeSteps(count, persistence.clock));
    const dropped = match.commands?.takeDropped() ?? 0;
    if (dropped > 0) metrics.inputs.dropped(hosted.game.name, 'too_many', dropped);
    const failure = match.takeFailure();
    if (failure !== undefined) throw failure;
  }
}
