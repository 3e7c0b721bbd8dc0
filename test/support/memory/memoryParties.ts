import type { Party, PartyStore } from '../../../src/matchmaking/party.ts';

/** Parties of one process. */
export class MemoryParties implements PartyStore {
  readonly #parties = new Map<string, Party>();
  /** The party of each player who is in one. */
  readonly #of = new Map<string, string>();
  /** Ids by code. */
  readonly #codes = new Map<string, string>();

  async of(player: string): Promise<Party | null> {
    return this.#find(this.#of.get(player));
  }

  async byCode(code: string): Promise<Party | null> {
    return this.#find(this.#codes.get(code));
  }

  async put(party: Party): Promise<boolean> {
    const { id, version, code, members } = party;
    const stored = this.#parties.get(id);
    if (stored ? stored.version !== version - 1 : version !== 1) return false;
    if ((this.#codes.get(code) ?? id) !== id) return false;
    if (members.some((member) => (this.#of.get(member.id) ?? id) !== id)) return false;
    if (stored) this.#drop(stored);
    this.#parties.set(id, structuredClone(party));
    this.#codes.set(code, id);
    for (const member of members) this.#of.set(member.id, id);
    return true;
  }

  async remove(id: string, version: number): Promise<boolean> {
    const stored = this.#parties.get(id);
    if (stored?.version !== version) return false;
    this.#drop(stored);
    return true;
  }

  async forget(before: number): Promise<void> {
    for (const party of this.#parties.values()) if (party.touchedAt < before) this.#drop(party);
  }

  #drop({ id, code, members }: Party): void {
    this.#parties.delete(id);
    this.#codes.delete(code);
    for (const member of members) this.#of.delete(member.id);
  }

  #find(id: string | undefined): Party | null {
    return structuredClone(this.#parties.get(id ?? '') ?? null);
  }
}
