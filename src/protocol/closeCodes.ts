/** Close codes of our own; 4000 to 4010 are the framework's. Only 4010 asks the client to come back by itself. */
export const CLOSE_CODES = {
  /** The same player entered this match in another tab or device. Do not reconnect. */
  opened_elsewhere: 4101,
  /** The room is over. */
  room_closed: 4102,
  /** The same player has too many lobby connections, and this was the oldest. Do not reconnect. */
  too_many_lobbies: 4103,
  /** The player was banned, or their token was revoked. Sign in again before coming back. */
  signed_out: 4104,
  /** The player went on sending after many refusals with `rate_limited`. Come back later, not at once. */
  rate_limited: 4105,
} as const;
