import { defineRoom, type RegisteredHandler } from '@colyseus/core';
import { type GameRoomNeeds, gameRoom } from './GameRoom.ts';
import type { HostedGame } from './hosting.ts';

/** One room per game, by the game's name. */
export function gameRooms<const Name extends string>(
  games: Record<Name, HostedGame>,
  needs: GameRoomNeeds,
): Record<Name, RegisteredHandler> {
  const rooms = Object.entries<HostedGame>(games).map(([name, hosted]) => [
    name,
    defineRoom(gameRoom(hosted, needs)),
  ]);
  return Object.fromEntries(rooms) as Record<Name, RegisteredHandler>;
}
