import type { PlayerUpdate } from '../players/updates.ts';

/** Connections that one player may have to lobby rooms, wherever. */
export const MAX_LOBBY_SESSIONS = 5;

/** The type of what sessions of a player tell each other; clients are not sent it. */
const TYPE = 'lobby_session';

type Told =
  | { says: 'opened'; session: string }
  | { says: 'here'; session: string; at: number; to: string }
  | { says: 'close'; session: string };

export interface LobbySessionNeeds {
  session: string;
  /** When it was opened, epoch ms. */
  at: number;
  /** Tells every session of this player, this one too. */
  tell(update: PlayerUpdate): Promise<void>;
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

  /** True when the message was for sessions, and not for the client. */
  hears({ type, payload }: PlayerUpdate): boolean {
    if (type !== TYPE) return false;
    const told = payload as Told;
    const { session, at, close } = this.#needs;
    if (told.says === 'close' && told.session === session) close();
    if (told.says === 'opened' && told.session !== session)
      this.#tell({ says: 'here', session, at, to: told.session });
    if (told.says === 'here' && told.to === session) this.#count(told.session, told.at);
    return true;
  }

  #count(other: string, at: number): void {
    this.#others.set(other, at);
    if (this.#others.size < MAX_LOBBY_SESSIONS) return;
    const [oldest] = [...this.#others].reduce((a, b) => (b[1] < a[1] ? b : a));
    this.#others.delete(oldest);
    this.#tell({ says: 'close', session: oldest });
  }

  #tell(told: Told): void {
    this.#needs.tell({ type: TYPE, payload: told }).catch(() => {});
  }
}
