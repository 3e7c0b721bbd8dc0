import type { LobbyRequests } from '../src/protocol/lobby.ts';
import { asParlorError } from './ParlorError.ts';

/** How what belongs to the lobby asks the server. Everything throws ParlorError. */
export interface RequestLobby {
  /** Its socket is open. */
  isUp(): boolean;
  request<T extends keyof LobbyRequests>(
    type: T,
    payload: LobbyRequests[T]['asks'],
  ): Promise<LobbyRequests[T]['answer']>;
  /** Over the socket, or when the answer does not come that way, over HTTP: asking twice is harmless. */
  requestOrHttp<T extends keyof LobbyRequests>(
    type: T,
    payload: LobbyRequests[T]['asks'],
    overHttp: () => Promise<LobbyRequests[T]['answer']>,
  ): Promise<LobbyRequests[T]['answer']>;
}

/** Codes of a socket that did not answer. */
const UNANSWERED = ['needs_socket', 'unanswered', 'failed'];

/** @param lobby the lobby's socket */
export function requestLobby(lobby: Pick<RequestLobby, 'isUp' | 'request'>): RequestLobby {
  return {
    ...lobby,
    async requestOrHttp(type, payload, overHttp) {
      if (!lobby.isUp()) return overHttp();
      try {
        return await lobby.request(type, payload);
      } catch (error) {
        if (UNANSWERED.includes(asParlorError(error).code)) return overHttp();
        throw error;
      }
    },
  };
}
