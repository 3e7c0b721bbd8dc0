import type { Identity } from '../auth/accounts.ts';
import type { LobbyRequest, LobbyRequests } from '../protocol/lobby.ts';

/** Does what a request asks of a lobby, for a player at this address, and answers it. */
export type LobbyHandler<T extends keyof LobbyRequests> = (
  player: Identity,
  request: LobbyRequest<T>,
  address: string,
) => Promise<LobbyRequests[T]['answer']>;
