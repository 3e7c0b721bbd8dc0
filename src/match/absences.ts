/** So often a player's going away and coming back is told to the rules: the journal stays bounded. */
export const MAX_ABSENCES = 500;

/** What rules were told of who is away. */
export class Absences {
  readonly #told = new Map<string, { away: boolean; times: number }>();

  /** Whether it is not known yet, and may be told. */
  isNews(player: string, away: boolean): boolean {
    const { times = 0, away: known = false } = this.#told.get(player) ?? {};
    return known !== away && !(away && times >= MAX_ABSENCES);
  }

  note(player: string, away: boolean): void {
    const { times = 0 } = this.#told.get(player) ?? {};
    this.#told.set(player, { away, times: times + (away ? 1 : 0) });
  }
}
