import type { Place, RankMove, RankStore, RanksKept, RatedIn } from '../../players/ranks.ts';
import { ordinal } from '../../protocol/rating.ts';

interface Standing {
  player: string;
  score: number;
  played: number;
}

/** The players of one game, best first. */
class Board {
  readonly #order: Standing[] = [];
  readonly #known = new Map<string, Standing>();

  /** An older rating changes nothing. */
  set({ player, rating }: Omit<RatedIn, 'game'>): void {
    const known = this.#known.get(player);
    if (known && known.played > rating.played) return;
    this.remove(player);
    const standing = { player, score: ordinal(rating), played: rating.played };
    this.#order.splice(this.#before(standing), 0, standing);
    this.#known.set(player, standing);
  }

  remove(player: string): void {
    const known = this.#known.get(player);
    if (!known) return;
    this.#order.splice(this.#before(known), 1);
    this.#known.delete(player);
  }

  place(player: string): Place | null {
    const known = this.#known.get(player);
    if (!known) return null;
    const better = this.#count(({ score }) => score > known.score);
    return { rank: better + 1, before: this.#before(known) };
  }

  #before({ score, player }: Standing): number {
    return this.#count((other) => other.score > score || (other.score === score && other.player > player));
  }

  /** How many stand before the first of whom this is not so. */
  #count(is: (standing: Standing) => boolean): number {
    let [from, to] = [0, this.#order.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (is(this.#order[middle] as Standing)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** The ranks of one process. */
export class MemoryRanks implements RankStore {
  readonly #boards = new Map<string, Board>();
  #kept: RanksKept | null = null;
  #build: string | null = null;

  async place(game: string, player: string): Promise<Place | null> {
    return this.#kept && this.#board(game).place(player);
  }

  async put(game: string, rated: readonly Omit<RatedIn, 'game'>[]): Promise<RankMove[]> {
    const board = this.#board(game);
    const before = rated.map(({ player }) => board.place(player)?.rank ?? null);
    for (const one of rated) board.set(one);
    if (!this.#kept) return [];
    return rated.map(({ player }, i) => ({
      player,
      before: before[i] ?? null,
      after: board.place(player)?.rank ?? 0,
    }));
  }

  async remove(players: readonly string[], games: readonly string[]): Promise<void> {
    for (const game of games) for (const player of players) this.#board(game).remove(player);
  }

  async kept(): Promise<RanksKept | null> {
    return this.#kept;
  }

  async checked(kept: RanksKept): Promise<void> {
    if (this.#kept?.epoch === kept.epoch) this.#kept = kept;
  }

  async begin(build: string, games: readonly string[]): Promise<void> {
    this.#kept = null;
    this.#build = build;
    for (const game of games) this.#boards.delete(game);
  }

  async fill(build: string, rated: readonly RatedIn[]): Promise<boolean> {
    if (this.#build !== build) return false;
    for (const one of rated) this.#board(one.game).set(one);
    return true;
  }

  async finish(build: string, kept: RanksKept): Promise<boolean> {
    if (this.#build !== build) return false;
    this.#build = null;
    this.#kept = kept;
    return true;
  }

  #board(game: string): Board {
    const board = this.#boards.get(game) ?? new Board();
    this.#boards.set(game, board);
    return board;
  }
}
