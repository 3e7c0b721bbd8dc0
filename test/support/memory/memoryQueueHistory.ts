import type { MadeSeat, MadeTable, QueueHistory } from '../../../src/matchmaking/queueHistory.ts';
import { KEPT_FOR_MS } from '../../../src/persistence/queueRules.ts';

/** What one process made in the last 30 days. */
export class MemoryQueueHistory implements QueueHistory {
  readonly #tables = new Map<string, MadeTable>();
  /** By game. */
  readonly #counts = new Map<string, number>();

  async made(table: MadeTable): Promise<void> {
    const { match, game, at } = table;
    if (this.#tables.has(match)) return;
    this.#tables.set(match, structuredClone(table));
    this.#counts.set(game, (this.#counts.get(game) ?? 0) + 1);
    for (const old of this.#of(game)) if (old.at < at - KEPT_FOR_MS) this.#tables.delete(old.match);
  }

  async joined(table: string, proposal: string, people: readonly MadeSeat[], spread: number): Promise<void> {
    const known = this.#tables.get(table);
    if (!known || known.people.some(({ joined }) => joined?.by === proposal)) return;
    known.people.push(...structuredClone(people));
    known.spread = spread;
  }

  async recent(game: string, limit: number): Promise<MadeTable[]> {
    const newest = this.#of(game).sort((a, b) => b.at - a.at || (a.match < b.match ? 1 : -1));
    return structuredClone(newest.slice(0, limit));
  }

  async count(game: string): Promise<number> {
    return this.#counts.get(game) ?? 0;
  }

  #of(game: string): MadeTable[] {
    return [...this.#tables.values()].filter((table) => table.game === game);
  }
}
