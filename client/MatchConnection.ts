import type { ChatMessage } from './chat.ts';
import type {
  ActionReply,
  AnimationEvent,
  ClosedReason,
  GameAction,
  MatchResult,
  MatchView,
} from './matchView.ts';
import { ParlorError } from './ParlorError.ts';
import type { ConnectionStatus } from './status.ts';

export interface MatchEvents {
  state: MatchView;
  animation: AnimationEvent;
  chat: ChatMessage;
  result: MatchResult;
  status: ConnectionStatus;
  closed: ClosedReason;
}

/** One match that one plays or watches, over whichever transport works. Made by `Parlor`. */
export class MatchConnection {
  readonly id: string;
  readonly game: string;
  readonly role: 'player' | 'spectator';

  constructor(id: string, game: string, role: 'player' | 'spectator') {
    this.id = id;
    this.game = game;
    this.role = role;
  }

  /** The visible state as plain JSON; null until it is known. Not changed afterwards: a new one comes with each change. */
  get state(): MatchView | null {
    return null;
  }

  /** The state's version, 0 until it is known. */
  get version(): number {
    return this.state?.version ?? 0;
  }

  get status(): ConnectionStatus {
    return 'reconnecting';
  }

  /** The latest round trip in ms, or null when it is not known. */
  get ping(): number | null {
    return null;
  }

  /** Oldest first. */
  get chatLog(): readonly ChatMessage[] {
    return [];
  }

  get result(): MatchResult | null {
    return null;
  }

  /** Why this connection is over, or null while it is not. */
  get closed(): ClosedReason | null {
    return null;
  }

  /**
   * Does an action, once: it is sent again with the same `request_id` until it is answered, and waits while the
   * connection is away.
   * @throws ParlorError with the game's refusal code; `queue_full` when 32 wait already; `closed`; `spectator`
   */
  async act(action: GameAction): Promise<ActionReply> {
    throw new ParlorError('failed', `Cannot ${action.action} yet.`);
  }

  /** @throws ParlorError `needs_socket` while not connected by socket, or the server's refusal */
  async say(text: string): Promise<void> {
    throw new ParlorError('needs_socket', `Cannot say ${text} yet.`);
  }

  /** Forfeits for good; a spectator stops watching. */
  async leave(): Promise<void> {}

  on<K extends keyof MatchEvents>(event: K, fn: (payload: MatchEvents[K]) => void): () => void {
    return () => void [event, fn];
  }
}
