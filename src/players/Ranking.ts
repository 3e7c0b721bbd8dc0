import type { PlayerId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import type { MatchRecords } from '../match/records.ts';
import type { Place, RankMove, RankStore, RatedIn } from './ranks.ts';

/** What the records say of ratings, page by page: a page is short, so that nobody waits behind it. */
export interface RatingPages {
  /** All ratings, in an order that does not change. */
  all(after: RatedIn | null): Promise<RatedIn[]>;
  /** Those that were stored since then, the oldest first; epoch ms. */
  changed(since: number, after: ChangedRating | null): Promise<ChangedRating[]>;
  /** Whose account was deleted since then, the oldest first. */
  gone(since: number, after: GonePlayer | null): Promise<GonePlayer[]>;
}

export interface ChangedRating extends RatedIn {
  /** As the database writes it: finer than ms. */
  at: string;
}

export interface GonePlayer {
  player: PlayerId;
  at: string;
}

interface RankingNeeds {
  store: RankStore;
  pages: RatingPages;
  records: Pick<MatchRecords, 'ratingsIn'>;
  /** The games of this server. */
  games: readonly string[];
  /** Names the database: another one after it was put back. */
  epoch(): Promise<string>;
  now(): number;
  newId(): string;
  log: Pick<Log, 'warn'>;
}

/** What was stored so long before the last look is looked at again: clocks differ, and a transaction takes its time. */
const OVERLAP_MS = 60_000;

/** Keeps the ranks with the ratings, and makes them anew when they are lost. */
export class Ranking {
  readonly #needs: RankingNeeds;

  constructor(needs: RankingNeeds) {
    this.#needs = needs;
  }

  /**
   * The ratings of these players were stored. They are read again: somebody may have been deleted meanwhile. What
   * cannot be kept now is found by `check`. Never rejects.
   * @returns how they moved; nothing when nobody knows
   */
  async changed(game: string, players: readonly PlayerId[]): Promise<RankMove[]> {
    const { store, records, log } = this.#needs;
    if (players.length === 0) return [];
    try {
      const ratings = await records.ratingsIn(game, [...players]);
      return await store.put(
        game,
        [...ratings].map(([player, rating]) => ({ player, rating })),
      );
    } catch (error) {
      log.warn({ err: error, game }, 'ranks are behind the ratings for some seconds');
      return [];
    }
  }

  /** A player's account is deleted. What cannot be done now is done by `check`. */
  async gone(player: PlayerId): Promise<void> {
    await this.#needs.store.remove([player], this.#needs.games);
  }

  /** Where a player stands; null when it is not known without counting. */
  place(game: string, player: PlayerId): Promise<Place | null> {
    return this.#needs.store.place(game, player).catch(() => null);
  }

  /**
   * Has the ranks say what the records say: what a process could not put, as it died or Redis was away, is put now;
   * what was lost, or made from another database, is made anew. For one process of all; two harm nobody.
   */
  async check(): Promise<void> {
    const { store, epoch: epochNow, now } = this.#needs;
    const [kept, epoch] = await Promise.all([store.kept(), epochNow()]);
    const until = now();
    if (kept?.epoch !== epoch) return this.#build(epoch, until);
    const since = kept.until - OVERLAP_MS;
    await this.#putChanged(since);
    await this.#removeGone(since);
    await store.checked({ epoch, until });
  }

  async #build(epoch: string, until: number): Promise<void> {
    const { store, pages, games, newId } = this.#needs;
    const build = newId();
    await store.begin(build, games);
    for await (const page of following<RatedIn>((after) => pages.all(after)))
      if (!(await store.fill(build, page))) return;
    // Who was deleted while it was made may be in a page that was read before.
    await this.#removeGone(until - OVERLAP_MS);
    await store.finish(build, { epoch, until });
  }

  async #putChanged(since: number): Promise<void> {
    const { store, pages } = this.#needs;
    for await (const page of following<ChangedRating>((after) => pages.changed(since, after)))
      for (const [game, rated] of Map.groupBy(page, (one) => one.game)) await store.put(game, rated);
  }

  async #removeGone(since: number): Promise<void> {
    const { store, pages, games } = this.#needs;
    for await (const page of following<GonePlayer>((after) => pages.gone(since, after)))
      await store.remove(
        page.map(({ player }) => player),
        games,
      );
  }
}

/** Page after page, until one is empty. */
async function* following<Row>(read: (after: Row | null) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let after: Row | null = null; ; ) {
    const page: Row[] = await read(after);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1) ?? null;
  }
}
