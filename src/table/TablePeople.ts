import type { TableState } from '../games/game.ts';
import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import type { Invited } from '../match/journal.ts';
import type { MatchPersistence } from '../match/matchPersistence.ts';
import { type Gathering, toldApartAt } from './Gathering.ts';
import type { TableOptions } from './hosting.ts';
import { CONSENTED, type Seats } from './Seats.ts';
import type { TableListing } from './TableListing.ts';
import type { TableMatch } from './TableMatch.ts';

/** What the people of a table need of it. */
interface PeopledTable<S extends TableState> {
  readonly options: TableOptions;
  readonly state: S;
  readonly seats: Seats;
  readonly match: Pick<TableMatch<S>, 'begun' | 'running' | 'leave'>;
  readonly gathering: Pick<Gathering<S>, 'add'>;
  readonly listing: Pick<TableListing, 'put'>;
  persistence(): Pick<MatchPersistence, 'store' | 'settled'>;
  gone(): boolean;
  /** Something visible changed that is not the match's doing. */
  touch(): void;
}

/** Who comes to a table and leaves it for good, as it stands in its seats, its match, its store and the lists. */
export class TablePeople<S extends TableState> {
  readonly #table: PeopledTable<S>;
  readonly #needs: { log: Log; now(): number };

  constructor(table: PeopledTable<S>, needs: { log: Log; now(): number }) {
    this.#table = table;
    this.#needs = needs;
  }

  /**
   * A player leaves on purpose: before the match the seat is free again, in it that is a forfeit.
   * @throws Problem 503 `retry_later`
   */
  async leave(player: string): Promise<void> {
    const { options, state, seats, match, listing, persistence, touch } = this.#table;
    if (seats.has(player)) {
      if (!match.begun) state.players.delete(player);
      seats.remove(player);
      touch();
    } else if (!options.seats.some(({ id }) => id === player)) {
      return;
    }
    try {
      if (!match.begun) await persistence().store();
      else if (!match.running.over) await match.leave(player); // nothing more is stored of one that is over
    } finally {
      await listing.put(); // whatever could not be stored: nobody stays bound to a table they left
    }
  }

  /** As `leave`; the socket by which the player is here is closed once that is stored. */
  async forfeit(player: string): Promise<void> {
    const client = this.#table.seats.client(player);
    await this.leave(player);
    client?.leave(CONSENTED);
  }

  /** A seat waits no longer for its player. What cannot be stored now is tried again when the grace is looked at. */
  giveSeatUp(player: string): void {
    this.leave(player).catch((error: unknown) => {
      const { match } = this.#table.options;
      this.#needs.log.warn({ err: error, match, player }, 'a seat is not given up yet');
    });
  }

  /**
   * Who left while nothing could be stored has no seat, and is in the match still: that is stored now, if it can be.
   */
  tryAgain(): void {
    const { state, seats, persistence } = this.#table;
    for (const { id, bot, left } of state.players.values()) {
      if (!persistence().settled) return;
      if (!bot && !left && !seats.has(id)) this.giveSeatUp(id);
    }
  }

  /** The lists had lost that a player is here. Who is here stays; who is not has left for the other match. */
  playsElsewhere(player: string, other: string): void {
    const { options, seats } = this.#table;
    this.#needs.log.warn({ match: options.match, player, other }, 'a player is in two matches');
    if (!seats.present(player, this.#needs.now())) this.giveSeatUp(player);
  }

  /**
   * Seats more people while the table waits, by the proposal `batch`.
   * @throws Problem 409 `no_room`; 503 `retry_later`
   */
  async seatMore(people: readonly Invited[], batch: string): Promise<void> {
    const { options, gathering, listing, persistence, gone, touch } = this.#table;
    const { seats, batches } = options;
    if (!batches.includes(batch)) {
      const apart = toldApartAt(people, seats);
      if (gone() || !gathering.add(apart))
        throw new Problem(409, 'no_room', 'The table has no room for so many any more.');
      seats.push(...apart);
      batches.push(batch);
      touch();
    }
    await persistence().store();
    await listing.put();
  }

  /** A player is called something else, or looks different. A match that has begun goes on as it began. */
  async rename(player: string, shows: { name: string; face: string }): Promise<void> {
    const { options, state, match, listing, persistence, touch } = this.#table;
    const seat = options.seats.find(({ id }) => id === player);
    const shown = state.players.get(player);
    if (match.begun || !seat || !shown) return;
    const others = options.seats.filter(({ id }) => id !== player);
    const [apart = seat] = toldApartAt([{ ...seat, ...shows }], others);
    const { name, face } = apart;
    if (shown.name === name && shown.face === face) return;
    Object.assign(seat, { name, face });
    Object.assign(shown, { name, face });
    touch();
    await Promise.all([persistence().store(), listing.put()]);
  }
}
