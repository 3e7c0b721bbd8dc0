import type { ProcessNotes, SharedPurse } from './notes.ts';
import { type ProcessChannel, processChannel, type Updates } from './updates.ts';

interface SharedSpendingNeeds {
  updates: Updates;
  /** This process. */
  own(): string;
}

/** Less is told later, with what comes then. Of pushes of the button there are few, and each is told. */
const WORTH_TELLING: Record<SharedPurse, number> = { player: 10, address: 10, button: 1 };
/** With so many keys all are told: what is kept is bounded. */
const MAX_KEPT = 10_000;

/**
 * Keeps a player with sockets in several processes, or an address, from having a budget in each: processes tell each
 * other what was spent, several times a second, and each takes it from its own budgets. What two let through at the
 * same moment is owed afterwards. While Redis is away every process counts for itself.
 */
export class SharedSpending {
  readonly #needs: SharedSpendingNeeds;
  readonly #others: ProcessChannel<ProcessNotes['system:spending']>;
  readonly #kept: Record<SharedPurse, Map<string, number>> = {
    player: new Map(),
    address: new Map(),
    button: new Map(),
  };

  constructor(needs: SharedSpendingNeeds) {
    this.#needs = needs;
    this.#others = processChannel(needs.updates, 'system:spending');
  }

  /** Something was spent here. */
  readonly spent = (purse: SharedPurse, key: string, units: number): void => {
    const kept = this.#kept[purse];
    kept.set(key, (kept.get(key) ?? 0) + units);
  };

  /** Takes what the others spend. Call it once. @returns how to stop */
  listen(budgets: { charge(purse: SharedPurse, key: string, units: number): void }): Promise<() => void> {
    return this.#others.listen(({ payload: { from, player, address, button = [] } }) => {
      if (from === this.#needs.own()) return;
      for (const [key, units] of player) budgets.charge('player', key, units);
      for (const [key, units] of address) budgets.charge('address', key, units);
      for (const [key, units] of button) budgets.charge('button', key, units);
    });
  }

  /** Tells the others. Call it a few times a second. */
  async tell(): Promise<void> {
    const player = this.#worthTelling('player');
    const address = this.#worthTelling('address');
    const button = this.#worthTelling('button');
    if (player.length + address.length + button.length === 0) return;
    await this.#others.tell('spending', { from: this.#needs.own(), player, address, button });
  }

  #worthTelling(purse: SharedPurse): [string, number][] {
    const kept = this.#kept[purse];
    const least = kept.size > MAX_KEPT ? 0 : WORTH_TELLING[purse];
    const told = [...kept].filter(([, units]) => units >= least);
    for (const [key] of told) kept.delete(key);
    return told;
  }
}
