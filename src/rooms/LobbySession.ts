import type { SessionNote } from '../players/notes.ts';

/** Connections that one player may have to lobby rooms, wherever. */
const MAX_LOBBY_SESSIONS = 5;

interface LobbySessionNeeds {
  session: string;
  /** When it was opened, epoch ms. */
  at: number;
  /** Tells every session of this player, this one too. */
  tell(note: SessionNote): Promise<void>;
  close(): void;
}

/**
 * One of the lobby connections of a player. A new one calls, those that are there answer it, and it closes the oldest
 * if they are too many: nothing has to be stored, and what died with its process does not count. While Redis is away
 * nobody is closed.
 */
export class LobbySession {
  readonly #needs: LobbySessionNeeds;
  /** The others that answered, and when they were opened. */
  readonly #others = new Map<string, number>();

  constructor(needs: LobbySessionNeeds) {
    this.#needs = needs;
  }

  /** Call it once this session hears. */
  open(): void {
    this.#tell({ says: 'opened', session: this.#needs.session });
  }

  /** What a session of this player told. */
  hear(told: SessionNote): void {
    const { session, at, close } = this.#needs;
    if (told.says === 'close' && told.session === session) close();
    if (told.says === 'opened' && told.session !== session)
      this.#tell({ says: 'here', session, at, to: told.session });
    if (told.says === 'here' && told.to === session) this.#count(told.session, told.at);
  }

  #count(other: string, at: number): void {
    this.#others.set(other, at);
    if (this.#others.size < MAX_LOBBY_SESSIONS) return;
    const [oldest] = [...this.#others].reduce((a, b) => (b[1] < a[1] ? b : a));
    this.#others.delete(oldest);
    this.#tell({ says: 'close', session: oldest });
  }

  #tell(note: SessionNote): void {
    this.#needs.tell(note).catch(() => {});
  }
}
