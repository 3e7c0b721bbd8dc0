/**
 * How well one is connected: `live` over a socket; `unstable`: over a socket whose pings are slow or missed;
 * `reconnecting`: the socket is down and being opened again; `polling`: over HTTP; `offline`: neither works.
 */
export type ConnectionStatus = 'live' | 'unstable' | 'reconnecting' | 'polling' | 'offline';
