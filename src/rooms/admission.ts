import { type AuthContext, ServerError } from '@colyseus/core';
import type { Identity, OwnerOfToken } from '../auth/accounts.ts';
import { expectedProblem } from '../lib/expectedProblem.ts';
import { Problem } from '../lib/problem.ts';
import { rateLimited } from '../players/budgets.ts';
import { COSTS } from '../players/costs.ts';
import type { JoinOptions } from '../protocol/join.ts';
import type { BaseRoomNeeds } from './baseRoomNeeds.ts';
import { checkProtocol } from './checkProtocol.ts';
import { ownerOf, type SeatsOfRoom } from './frameworkRoom.ts';

/**
 * The `static onAuth` of every room: the same check as over HTTP, and which version the client speaks. Who enters pays
 * for the seat.
 */
export async function authenticateClient(
  { authenticate, budgets }: Pick<BaseRoomNeeds, 'authenticate' | 'budgets'>,
  token: string,
  context: AuthContext,
  options: JoinOptions | undefined,
): Promise<Identity> {
  try {
    checkProtocol(options?.protocol);
    const identity = await authenticate(token || context.token || undefined);
    const refusal = budgets.spend({ player: identity.id }, COSTS.seat); // the address paid before it came here
    if (refusal) throw rateLimited(refusal);
    return identity;
  } catch (error) {
    throw asServerError(error);
  }
}

/** A seat or a session together with the bearer token of somebody else lets nobody in. Without any it may. */
export async function refuseOthers(
  room: SeatsOfRoom,
  session: string,
  token: string | undefined,
  ownerOfToken: OwnerOfToken,
): Promise<void> {
  const owner = ownerOf(room, session);
  if (!token || owner === undefined) return;
  try {
    if ((await ownerOfToken(token)) !== owner) throw notYours();
  } catch (error) {
    throw asServerError(error);
  }
}

/** A seat that the server gave by itself was asked for without a word about versions: the socket says it. */
export function refuseOld(protocol: number | undefined): void {
  try {
    checkProtocol(protocol);
  } catch (error) {
    throw asServerError(error);
  }
}

export function notYours(): Problem {
  return new Problem(403, 'not_your_seat', 'This seat is somebody else’s.');
}

/** A failure as joining clients see it: `code: message`, and nothing of what was not meant for them. */
export function asServerError(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  const problem = expectedProblem(error);
  if (problem) return new ServerError(problem.status, `${problem.code}: ${problem.message}`);
  return new ServerError(500, 'internal: Something went wrong here.');
}
