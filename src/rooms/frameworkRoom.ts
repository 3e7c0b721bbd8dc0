import type { AuthContext, Client } from '@colyseus/core';
import type { Identity } from '../auth/accounts.ts';
import type { BaseRoomNeeds } from './baseRoomNeeds.ts';
import type { InputDoor } from './InputDoor.ts';
import type { PlayerClient } from './playerClient.ts';

/** How a socket says that it comes back, and which version it speaks. */
export interface Connection {
  reconnectionToken?: string | null;
  protocol?: number;
}

/** Who has a seat in a room, or is to have one. */
export interface SeatsOfRoom {
  /** By session: join options, and who it is for. */
  _reservedSeats: Record<string, [unknown, Identity | undefined] | undefined>;
  readonly clients: { get(session: string): PlayerClient | undefined };
}

/** The framework's own entry points of a room, which it keeps to itself. */
export interface FrameworkRoom extends SeatsOfRoom {
  readonly needs: BaseRoomNeeds;
  readonly roomName: string;
  arrives(show: () => void): void;
  readonly inputDoor: InputDoor | null;
  _onMessage(client: Client, frame: Buffer): void;
  _onJoin(client: PlayerClient, context: AuthContext, how?: Connection): Promise<void>;
  _reservedSeatTimeouts: Record<string, NodeJS.Timeout>;
  _reconnections: Record<string, [session: string, unknown] | undefined>;
  readonly onMessageEvents: { events: object };
}

/** The player of a session. */
export function ownerOf(room: SeatsOfRoom, session: string): string | undefined {
  return (room._reservedSeats[session]?.[1] ?? room.clients.get(session)?.auth)?.id;
}

/** Seats that were kept for somebody who has not come are given up. */
export function giveUpSeats(room: FrameworkRoom): void {
  for (const [session, timeout] of Object.entries(room._reservedSeatTimeouts)) {
    clearTimeout(timeout);
    delete room._reservedSeatTimeouts[session];
    delete room._reservedSeats[session];
  }
}

/** The state, and what was kept for who joins, are some frames: each write of its own would cost more than all of it. */
export function inOneWrite(client: Client, send: () => void): void {
  const { _socket: socket } = client.ref as unknown as { _socket?: { cork(): void; uncork(): void } | null };
  socket?.cork();
  try {
    send();
  } finally {
    socket?.uncork();
  }
}

/**
 * Shows somebody the whole state. What their view adds is in it; the framework would send that again with the next patch,
 * and a list of theirs that changed meanwhile would have its items twice.
 */
export function showWhole(client: Client, show: () => void): void {
  show();
  (client as PlayerClient).view?.changes.clear();
}
