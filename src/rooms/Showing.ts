interface ShowingNeeds {
  /** How a game that moves is shown; undefined for every other. */
  live: { patchSteps: number } | undefined;
  playing(): boolean;
  /** Everything that was done is stored, as far as it has to be. */
  settled(): boolean;
  /** Tells clients what changed. */
  patch(): void;
}

/** When a room shows its table: as soon as that is stored; what moves, by its steps. */
export class Showing {
  readonly #needs: ShowingNeeds;
  /** Steps of a live match since its clients were told. */
  #steps = 0;
  /** Those who have joined and may not see the table as it is now: some of it is not stored yet. */
  #arriving: (() => void)[] = [];

  constructor(needs: ShowingNeeds) {
    this.#needs = needs;
  }

  /** What is seen of it changes with every step. */
  get moves(): boolean {
    return this.#needs.live !== undefined && this.#needs.playing();
  }

  /** Who has joined is shown the whole state: not while some of it is not stored. */
  arrives(show: () => void): void {
    if (this.#needs.settled()) show();
    else this.#arriving.push(show);
  }

  /** So many steps were made. @param turn of all matches of its kind: those that are due are told in the same one */
  stepped(count: number, turn: number): void {
    const { live, settled } = this.#needs;
    if (!live || !this.moves) return;
    this.#steps += count;
    if (turn % live.patchSteps >= count || !settled()) return;
    this.#patch();
  }

  /** All there is is stored. */
  all(): void {
    // What moves is shown by its steps, and here only what could not be shown then.
    if (!this.moves || this.#steps >= (this.#needs.live?.patchSteps ?? 0)) this.#patch();
    const arriving = this.#arriving;
    this.#arriving = [];
    for (const show of arriving) show();
  }

  #patch(): void {
    this.#steps = 0;
    this.#needs.patch();
  }
}
