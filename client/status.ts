/**
 * How well one is connected: `live` over a socket; `unstable`: over a socket whose pings are slow or missed;
 * `reconnecting`: the socket is down and being opened again, or nothing comes over it; `polling`: over HTTP; `offline`:
 * neither works; `elsewhere`: the player has too many other connections to the lobby, and this one waits for `wake`.
 */
export type ConnectionStatus = 'live' | 'unstable' | 'reconnecting' | 'polling' | 'offline' | 'elsewhere';
