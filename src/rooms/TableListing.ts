import type { TableState } from '../games/game.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { LiveMatch } from '../match/live.ts';
import type { Log } from './BaseRoom.ts';
import type { Seats } from './Seats.ts';

/** How often the lists are told again what they may have lost. */
const EVERY_MS = 15_000;

/** A table on the lists of running matches and of who is in them. */
export class TableListing {
  readonly #state: TableState;
  readonly #seats: Seats;
  readonly #needs: { directory: MatchDirectory; now(): number; log: Log };
  readonly #match: Pick<LiveMatch, 'id' | 'game' | 'startedAt'>;
  #nextAt = 0;
  /** Its people are free: the match is over, and stored. */
  removed = false;

  constructor(
    state: TableState,
    seats: Seats,
    needs: { directory: MatchDirectory; now(): number; log: Log },
    match: Pick<LiveMatch, 'id' | 'game' | 'startedAt'>,
  ) {
    this.#state = state;
    this.#seats = seats;
    this.#needs = needs;
    this.#match = match;
  }

  /** Lists the table as it is, and binds its people to it. */
  async put(): Promise<void> {
    if (this.removed) return;
    const { directory, now } = this.#needs;
    this.#nextAt = now() + EVERY_MS;
    for (const player of this.#seats.players()) await directory.claim(player, this.#match.id);
    const { phase, spectators } = this.#state;
    const players = [...this.#state.players.values()].map(({ id, name, bot }) => ({ id, name, bot }));
    await directory.put({ ...this.#match, phase, players, spectators });
  }

  /** As `put`, when it is time again, or at once without a time; failures are logged. */
  refresh(now = this.#nextAt): void {
    if (now < this.#nextAt) return;
    this.put().catch((error: unknown) => {
      this.#needs.log.warn({ err: error, match: this.#match.id }, 'a match could not be listed');
    });
  }

  /** A player is free for another match. */
  async leave(player: string): Promise<void> {
    await this.#needs.directory.release(player, this.#match.id);
    await this.put();
  }

  /** Takes the table off the lists and frees everybody. */
  async remove(): Promise<void> {
    this.removed = true;
    await this.#needs.directory.remove(this.#match.id);
    for (const player of this.#seats.players()) await this.#needs.directory.release(player, this.#match.id);
  }
}
