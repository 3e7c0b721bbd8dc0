import { within } from '../lib/within.ts';
import type { ButtonPlayer } from '../protocol/button.ts';
import { shownPlayer } from './shownPlayer.ts';

export interface PushersNeeds {
  /** What somebody is called now and looks like; undefined for who is gone. */
  shownAs(player: string): Promise<{ name: string; face: string } | undefined>;
  /** Calls back after so many ms. @returns how to call it off */
  after(ms: number, work: () => void): () => void;
}

/** A name is waited for so long: everybody waits to be told. */
const NAMED_WITHIN_MS = 300;
const GONE = { name: null, face: null };
/** Names that are kept for when accounts do not answer. */
const MAX_KNOWN = 1000;

/** Those who push, as others are shown them. */
export class Pushers {
  readonly #needs: PushersNeeds;
  /** As they were last, oldest first. */
  readonly #known = new Map<string, ButtonPlayer>();

  constructor(needs: PushersNeeds) {
    this.#needs = needs;
  }

  /** While accounts do not answer, as they were last; nameless for who was never asked for. Never rejects. */
  async of(player: string): Promise<ButtonPlayer> {
    const named = this.#needs.shownAs(player).then(
      (shown) => this.#keep(player, shownPlayer(player, shown ?? GONE)),
      () => null,
    );
    const found = await within(NAMED_WITHIN_MS, named, { late: () => null, wait: this.#needs.after });
    return found ?? this.#known.get(player) ?? shownPlayer(player, { name: '', face: null });
  }

  #keep(player: string, shown: ButtonPlayer): ButtonPlayer {
    this.#known.delete(player);
    this.#known.set(player, shown);
    const [oldest = player] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN) this.#known.delete(oldest);
    return shown;
  }
}
