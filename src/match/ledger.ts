import { HOUSE, type LedgerLine } from '../games/game.ts';

/** A line of the ledger and its number in the match, from 1: `(match, seq)` names it everywhere. */
export interface LedgerEntry extends LedgerLine {
  seq: number;
}

/** A match's ledger, double entry. */
export class Ledger {
  readonly #entries: LedgerEntry[];
  /** Index of the latest line that touched an account. */
  readonly #latest = new Map<string, number>();

  constructor(entries: readonly LedgerEntry[] = []) {
    this.#entries = entries.map((entry) => ({ ...entry }));
    for (const [index, entry] of this.#entries.entries()) this.#touch(entry, index);
  }

  post(line: LedgerLine): void {
    if (!Number.isSafeInteger(line.amount) || line.amount < 0)
      throw new Error(`ledger: amount ${line.amount}`);
    if (line.amount === 0) return;
    const index = this.#entries.length;
    this.#entries.push({ seq: index + 1, ...line });
    this.#touch(line, index);
  }

  /**
   * Adds to the account's latest line when that says the same: a player who decays for a minute is one line, not sixty.
   */
  accrue(line: LedgerLine): void {
    const account = line.credit === HOUSE ? line.debit : line.credit;
    const latest = this.#entries[this.#latest.get(account) ?? -1];
    if (latest && sameLine(latest, line)) latest.amount += line.amount;
    else this.post(line);
  }

  entries(): LedgerEntry[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  /** What an account holds: credits less debits. All accounts together hold 0. */
  balance(account: string): number {
    let sum = 0;
    for (const { debit, credit, amount } of this.#entries) {
      if (credit === account) sum += amount;
      if (debit === account) sum -= amount;
    }
    return sum;
  }

  #touch(line: LedgerLine, index: number): void {
    this.#latest.set(line.debit, index);
    this.#latest.set(line.credit, index);
  }
}

function sameLine(a: LedgerLine, b: LedgerLine): boolean {
  return (
    a.kind === b.kind &&
    a.giver === b.giver &&
    a.taker === b.taker &&
    a.debit === b.debit &&
    a.credit === b.credit
  );
}
