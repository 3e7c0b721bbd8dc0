import type { Pace } from './matcher/pace.ts';
import type { Policy } from './matcher/policy.ts';
import type { Explanation, OpenRoom, ProposedMatch, QueuedTicket } from './matcher/types.ts';

/** One look of the matcher at one queue: all that went in, and all that came out. */
interface TracedPass {
  game: string;
  /** Epoch ms: the matcher's own clock. */
  at: number;
  tookMs: number;
  /** How many waited. `tickets` has the oldest of them only when there were too many. */
  waiting: number;
  tickets: readonly QueuedTicket[];
  rooms: readonly OpenRoom[];
  policy: Policy;
  /** How fast tickets come, as the matcher was told. */
  pace: Pace;
  matches: readonly ProposedMatch[];
  explanations: Record<string, Explanation>;
}

const PASSES_KEPT = 60;
const TICKETS_KEPT = 200;

/** The last passes in which anybody waited, newest first. The same input through the matcher gives the same again. */
export class PassTrace {
  readonly #passes: TracedPass[] = [];

  add(pass: Omit<TracedPass, 'explanations' | 'waiting'> & { explanations: Map<string, Explanation> }): void {
    if (pass.tickets.length === 0) return;
    const tickets = pass.tickets.slice(0, TICKETS_KEPT);
    const kept = tickets.flatMap(({ id }) => {
      const explanation = pass.explanations.get(id);
      return explanation ? [[id, explanation] as const] : [];
    });
    const explanations = Object.fromEntries(kept);
    this.#passes.unshift({ ...pass, waiting: pass.tickets.length, tickets, explanations });
    this.#passes.length = Math.min(this.#passes.length, PASSES_KEPT);
  }

  last(limit: number): TracedPass[] {
    return this.#passes.slice(0, limit);
  }
}
