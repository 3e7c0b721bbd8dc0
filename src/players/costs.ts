/**
 * What is asked of the server, in units. One is a plain frame or request, a quarter of a millisecond of a core over a
 * socket. What stores, tells others or opens something costs as many times as much, measured with the embedded
 * Postgres. Sockets and HTTP charge the same.
 */
export const COSTS = {
  queue: 10,
  cancel: 5,
  accept: 3,
  decline: 3,
  party_create: 8,
  party_join: 5,
  party_invite: 3,
  party_ready: 3,
  party_leave: 5,
  party_kick: 5,
  party_game: 3,
  party_code: 3,
  party_lock: 3,
  party_start: 8,
  party_chat: 2,
  push_subscription: 3,
  /** Of the button: it stores, and tells everybody. */
  push: 3,
  /** Of notifications: it is stored. */
  received: 2,
  seen: 2,
  mute: 3,
  unmute: 3,
  /** Getting a seat in a room. */
  seat: 5,
  /** Opening a socket, the first time or again. */
  socket: 2,
  /** A command in a live game: a few bytes, thirty times a second. */
  input: 0.125,
  /** Over HTTP alone: answers that are long or take several queries. */
  preferences: 3,
  rename: 5,
  account_delete: 20,
  leaderboard: 2,
  history: 2,
  companions: 3,
  notifications: 2,
  /** Of an operator: what is told to one player, to those of a match, and to everybody, who are all written to. */
  notify: 1,
  notify_match: 3,
  notify_all: 20,
  receipts: 2,
  replay: 5,
  document: 10,
  /** A file of the page: a class that opens it at once must get all of them. */
  page: 0.25,
} as const satisfies Record<string, number>;

/** Bytes from a client: what is long takes long to decode and to check. */
const RECEIVED_BYTES_A_UNIT = 1024;
/** Bytes to a client. */
const SENT_BYTES_A_UNIT = 64 * 1024;

/** What so many bytes cost beside what is asked by them. */
export function costOfBytes(received: number, sent = 0): number {
  return Math.floor(received / RECEIVED_BYTES_A_UNIT) + Math.floor(sent / SENT_BYTES_A_UNIT);
}

/** What a message costs by its name, 1 when it is not in the table. */
export function costOfMessage(type: string): number {
  return Object.hasOwn(COSTS, type) ? COSTS[type as keyof typeof COSTS] : 1;
}
