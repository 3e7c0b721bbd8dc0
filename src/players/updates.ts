import type { PlayerId } from '../lib/ids.ts';
import type { LobbyMessage, LobbyMessages } from '../protocol/lobby.ts';
import type { Message } from '../protocol/messages.ts';
import type { LobbyNotes, MatchNotes, PlayerNotes, ProcessNotes, SessionNote } from './notes.ts';

/** A message to a player, as lobby clients get it, or a note to the rooms of the player. */
type PlayerUpdate = LobbyMessage | Message<PlayerNotes>;

/** Carries messages to wherever a player is connected. Lost when nobody listens: what must stay is stored first. */
export interface PlayerUpdates {
  publish(player: PlayerId, update: PlayerUpdate): Promise<void>;
  /** @returns how to stop listening */
  subscribe(player: PlayerId, listener: (update: PlayerUpdate) => void): Promise<() => void>;
}

/** All that goes the way of players' messages. */
export type Update =
  | PlayerUpdate
  | { [C in keyof ProcessNotes]: Message<ProcessNotes[C]> }[keyof ProcessNotes]
  | Message<MatchNotes>
  | Message<LobbyNotes>;

/**
 * The same way, for processes too: they listen under names that no player has, see `processChannel`. Who listens says
 * what comes under that name.
 */
export interface Updates {
  publish(to: string, update: Update): Promise<void>;
  subscribe<U extends Update>(to: string, listener: (update: U) => void): Promise<() => void>;
}

/** The type of a note after which a player has no connection any more. */
export const SIGNED_OUT = 'signed_out';

/** Tells a player something, in whatever lobby rooms they are. */
export type TellPlayer = <T extends keyof LobbyMessages>(
  player: PlayerId,
  type: T,
  payload: LobbyMessages[T],
) => Promise<void>;

/** Tells players over `updates`. */
export function tellPlayer(updates: PlayerUpdates): TellPlayer {
  return (player, type, payload) => updates.publish(player, { type, payload } as LobbyMessage);
}

/** As `tell`, and never rejects: who could not be told finds out by asking. */
export function tellQuietly(
  tell: TellPlayer,
  log: { warn(context: object, message: string): void },
): TellPlayer {
  return async (player, type, payload) => {
    await tell(player, type, payload).catch((error: unknown) => {
      log.warn({ err: error, type }, 'a player was not told');
    });
  };
}

/** Where processes tell each other notes of one kind. */
export interface ProcessChannel<M> {
  tell<T extends keyof M>(type: T, note: M[T]): Promise<void>;
  /** Also hears what is told here. @returns how to stop */
  listen(listener: (note: Message<M>) => void): Promise<() => void>;
}

/** The channel of this name over `updates`. */
export function processChannel<C extends keyof ProcessNotes>(
  updates: Updates,
  channel: C,
): ProcessChannel<ProcessNotes[C]> {
  return {
    tell: (type, payload) => updates.publish(channel, { type, payload } as Update),
    listen: (listener) =>
      updates.subscribe(channel, (update) => listener(update as Message<ProcessNotes[C]>)),
  };
}

/** Where the lobby sessions of one player tell each other who is there. */
export function lobbyChannel(updates: Updates, player: PlayerId) {
  const channel = `player:${player}:lobbies`;
  return {
    tell: (payload: SessionNote): Promise<void> => updates.publish(channel, { type: 'session', payload }),
    /** @returns how to stop */
    listen: (listener: (note: SessionNote) => void): Promise<() => void> =>
      updates.subscribe<Message<LobbyNotes>>(channel, ({ payload }) => listener(payload)),
  };
}
