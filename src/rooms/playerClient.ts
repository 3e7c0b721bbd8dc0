import type { Client } from '@colyseus/core';
import type { Identity } from '../auth/accounts.ts';
import { Problem } from '../lib/problem.ts';
import type { RoomMessages } from '../protocol/room.ts';

/** A player's socket in a room that sends these messages. */
export type PlayerClient<M extends RoomMessages = RoomMessages> = Client<{
  auth: Identity;
  userData: { spectator: boolean };
  messages: M;
}>;

/** Who a client is. Nobody is let in without. */
export function identityOf(client: PlayerClient): Identity {
  if (!client.auth) throw new Problem(401, 'token_missing', 'Sign in first.');
  return client.auth;
}

export function isSpectator(client: PlayerClient): boolean {
  return client.userData?.spectator === true;
}
