import type { MatchId } from '../lib/ids.ts';
import type { TakenOver } from '../match/matchStore.ts';

/** What was taken over, on its way to the room that goes on with it: too large and too secret for room options. */
export class Resuming {
  readonly #taken = new Map<string, TakenOver>();

  put(match: MatchId, taken: TakenOver): void {
    this.#taken.set(match, taken);
  }

  /** Once. */
  take(match: MatchId): TakenOver | undefined {
    const taken = this.#taken.get(match);
    this.#taken.delete(match);
    return taken;
  }
}
