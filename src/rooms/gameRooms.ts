import { defineRoom, type RegisteredHandler } from '@colyseus/core';
import type { HostedGame } from '../table/hosting.ts';
import { gameRoom } from './GameRoom.ts';
import type { GameRoomNeeds } from './gameRoomNeeds.ts';

/** One room per game, by the game's name. @throws Error when one is registered under another name */
export function gameRooms<const Name extends string>(
  games: Record<Name, HostedGame>,
  needs: GameRoomNeeds,
): Record<Name, RegisteredHandler> {
  const rooms = Object.entries<HostedGame>(games).map(([name, hosted]) => {
    if (hosted.game.name !== name) throw new Error(`${hosted.game.name} is registered as ${name}`);
    return [name, defineRoom(gameRoom(hosted, needs))];
  });
  return Object.fromEntries(rooms) as Record<Name, RegisteredHandler>;
}
