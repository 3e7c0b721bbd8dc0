import type { MadeTable, QueueHistory } from '../../matchmaking/queueHistory.ts';

/** Tables of one process. */
export class MemoryQueueHistory implements QueueHistory {
  readonly #tables = new Map<string, MadeTable>();

  async made(table: MadeTable): Promise<void> {
    if (!this.#tables.has(table.match)) this.#tables.set(table.match, structuredClone(table));
  }

  async recent(game: string, limit: number): Promise<MadeTable[]> {
    const newest = this.#of(game).sort((a, b) => b.at - a.at || (a.match < b.match ? 1 : -1));
    return structuredClone(newest.slice(0, limit));
  }

  async count(game: string): Promise<number> {
    return this.#of(game).length;
  }

  #of(game: string): MadeTable[] {
    return [...this.#tables.values()].filter((table) => table.game === game);
  }
}
