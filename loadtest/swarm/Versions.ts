/** How many versions are kept to be compared; older ones are forgotten. */
const KEPT = 20_000;
/** A version that nobody made for so long was left out, in ms. */
const MISSING_AFTER_MS = 5000;

export interface VersionsNeeds {
  /** Versions that nobody made, and versions that two made. */
  lost(count: number): void;
  doubled(): void;
}

/**
 * The versions that the players of one process made and saw: each is one player's, and none is left out. Where others
 * make some, too, those are not missed.
 */
export class Versions {
  readonly #needs: VersionsNeeds;
  readonly #makers = new Map<number, string>();
  readonly #players: ReadonlySet<string>;
  /** Versions below the highest that nobody made so far, and since when. */
  readonly #missing = new Map<number, number>();
  #highest: number | null = null;
  /** Somebody else makes some, or a push had no answer: a gap is no loss. */
  #incomplete = false;

  /** @param players of this process */
  constructor(players: ReadonlySet<string>, needs: VersionsNeeds) {
    this.#players = players;
    this.#needs = needs;
  }

  /** A player was told to have made a version. */
  made(version: number, player: string, now: number): void {
    this.#know(version, player);
    this.#missing.delete(version);
    const from = this.#highest ?? version;
    for (let missing = from + 1; missing < version; missing++) this.#missing.set(missing, now);
    this.#highest = Math.max(from, version);
    for (const [missing, since] of this.#missing) {
      if (now - since < MISSING_AFTER_MS) break;
      this.#missing.delete(missing);
      if (!this.#incomplete) this.#needs.lost(1);
    }
  }

  /** Somebody saw a version, and whose it is. */
  saw(version: number, player: string): void {
    if (!this.#players.has(player)) this.#incomplete = true;
    this.#know(version, player);
  }

  /** It is not known what became of a push. */
  unanswered(): void {
    this.#incomplete = true;
  }

  #know(version: number, player: string): void {
    const known = this.#makers.get(version);
    if (known !== undefined && known !== player) this.#needs.doubled();
    this.#makers.set(version, player);
    const [oldest = version] = this.#makers.keys();
    if (this.#makers.size > KEPT) this.#makers.delete(oldest);
  }
}
