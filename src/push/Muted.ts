import type { HubSession } from './HubSession.ts';

interface MutedNeeds {
  /** The sessions of a player in this process. */
  sessionsOf(player: string): Iterable<HubSession>;
  /** Everybody who is here. */
  players(): IterableIterator<string>;
  size(): number;
  read(player: string): Promise<readonly string[]>;
}

/** What is muted is read again in so many rounds, one of them each second: a word of another process may be lost. */
const ROUNDS = 60;

/** Keeps what sessions know of muted topics true, though the store was away or a word of it was lost. */
export class Muted {
  readonly #needs: MutedNeeds;
  /** Those whose topics could not be read. */
  readonly #unknown = new Set<string>();
  #round: IterableIterator<string>;
  #reading = false;

  constructor(needs: MutedNeeds) {
    this.#needs = needs;
    this.#round = needs.players();
  }

  /**
   * Reads what a player mutes, for their sessions that do not know it, or know an older choice.
   * @throws what the store throws
   */
  async read(player: string): Promise<void> {
    const { sessionsOf, read } = this.#needs;
    const before = [...sessionsOf(player)].map((session) => [session, session.muted] as const);
    try {
      const topics = new Set(await read(player));
      // Where they were told meanwhile that is newer.
      for (const [session, muted] of before) if (session.muted === muted) session.muted = topics;
      this.#unknown.delete(player);
    } catch (error) {
      this.#unknown.add(player);
      throw error;
    }
  }

  /** They chose these. */
  chosen(player: string, topics: readonly string[]): void {
    for (const session of this.#needs.sessionsOf(player)) session.muted = new Set(topics);
  }

  /** Reads again what could not be read, and a part of the rest. Call it each second. @throws what the store throws */
  async readAgain(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      const here = [...this.#unknown].filter((player) => [...this.#needs.sessionsOf(player)].length > 0);
      const players = [...here, ...this.#nextOfRound()];
      this.#unknown.clear();
      const all = await Promise.allSettled(players.map((player) => this.read(player)));
      const failed = all.find(({ status }) => status === 'rejected');
      if (failed) throw (failed as PromiseRejectedResult).reason;
    } finally {
      this.#reading = false;
    }
  }

  #nextOfRound(): string[] {
    const players: string[] = [];
    for (let left = Math.ceil(this.#needs.size() / ROUNDS); left > 0; left--) {
      const next = this.#round.next();
      if (next.done) {
        this.#round = this.#needs.players();
        break;
      }
      players.push(next.value);
    }
    return players;
  }
}
