import type { Phase, TableState } from '../games/game.ts';
import type { PhaseMessage } from '../protocol/game.ts';

/** The phase of a table, of which clients are told when it changes. */
export class TablePhase {
  readonly #match: string;
  readonly #state: TableState;
  readonly #changed: (update: PhaseMessage) => void;
  readonly #now: () => number;
  /** The phase that clients were told of: a match sets its state to `playing` by itself. */
  #told: Phase = 'waiting';

  constructor(match: string, state: TableState, changed: (update: PhaseMessage) => void, now: () => number) {
    this.#match = match;
    this.#state = state;
    this.#changed = changed;
    this.#now = now;
  }

  /** The phase that clients know already from the table's former owner. */
  resume(phase: Phase): void {
    this.#state.phase = phase;
    this.#told = phase;
  }

  /**
   * True when it is another phase than before.
   * @param deadline epoch ms at which the phase ends by itself, 0 for never
   */
  set(phase: Phase, deadline: number): boolean {
    const changed = this.#told !== phase;
    Object.assign(this.#state, { phase, deadline });
    this.#state.version += 1;
    this.#told = phase;
    if (!changed) return false;
    this.#changed({ session_id: this.#match, state: phase, timestamp: this.#now() });
    return true;
  }
}
