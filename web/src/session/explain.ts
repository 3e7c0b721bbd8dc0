import { ParlorError } from '../../../client/ParlorError.ts';

/** Said where nothing helps but to load the page anew. */
export const TOO_OLD = 'This page is older than the server takes. Reload it to go on.';

/** Codes that the page can say more about than the server's or the client's own message. */
const SENTENCES: Record<string, string> = {
  unreachable: 'The server cannot be reached. Check your connection; we keep trying.',
  needs_socket: 'Chat is not available over this connection. You can still play.',
  queue_full: 'Too much waits for your connection to come back already.',
  not_known: 'How the button stands is not known yet. Wait a moment.',
  too_old: 'It could not be sent in time, and does not count any more.',
  closed: 'This table is closed.',
  match_over: 'This match is over.',
  client_too_old: TOO_OLD,
  spectator: 'You are watching: only players can do that.',
  rate_limited: 'That was too much at once. Wait a few seconds and try again.',
  token_missing: 'You are not signed in. Choose a name to go on.',
  token_invalid: 'You were signed out. Choose a name to go on.',
  token_expired: 'You were away for long. Choose a name to go on.',
  token_revoked: 'You were signed out. Choose a name to go on.',
  match_not_running: 'Nobody plays this match: it is over, or there never was one.',
  invalid_request: 'The server does not understand that. If you came by a link, a part of it may be missing.',
  not_seated: 'You have no seat in this match.',
  no_ready_check: 'That table is not being agreed on any more.',
  already_matched: 'You have a table already.',
  unknown_party: 'No party has this code.',
  unknown_invitation: 'This invitation is not good any more.',
  shown_out: 'You were shown out of this party. Its leader may invite you again.',
  party_full: 'This party is full: five is the most.',
  not_leader: 'Only the leader of the party may do that.',
  no_party: 'You are not in a party any more.',
  unanswered: 'The answer of the server was lost. Try again.',
  failed: 'The server could not do that. Try again.',
  refused: 'The server does not allow that just now.',
  internal: 'Something went wrong on the server. Try again.',
};

/** One sentence for people about anything that was thrown. */
export function explain(error: unknown): string {
  if (!(error instanceof ParlorError)) return 'Something went wrong on this page. Reload it if it stays so.';
  return SENTENCES[sentenceFor(error)] ?? (error.message || `The server refused: ${error.code}.`);
}

/** What failed without a code of its own is told by whether it may pass. */
function sentenceFor({ code, status }: ParlorError): string {
  if (!/^(http|room)_\d+$/.test(code)) return code;
  return (status ?? 0) >= 500 ? 'unreachable' : 'refused';
}
