import { Problem } from '../lib/problem.ts';
import { tooMany } from '../lib/rateLimit.ts';
import { MAX_PARTY } from './party.ts';

export function notLeader(): Problem {
  return new Problem(403, 'not_leader', 'Only the leader of the party may do that.');
}

export function unknownParty(): Problem {
  return new Problem(404, 'unknown_party', 'No party has this code.');
}

export function partyFull(): Problem {
  return new Problem(409, 'party_full', `A party has ${MAX_PARTY} members at most.`);
}

export function partyLocked(): Problem {
  return new Problem(409, 'party_locked', 'This party lets nobody in just now. Ask to be invited.');
}

export function shownOut(): Problem {
  return new Problem(403, 'shown_out', 'You were shown out of this party.');
}

/** Looks like somebody who is in it. */
export function nameTakenHere(): Problem {
  return new Problem(
    409,
    'name_taken_here',
    'Somebody in this party has a name that looks the same. Choose another.',
  );
}

/** It is not what was to be queued, or seated, any more. */
export function partyChanged(): Problem {
  return new Problem(409, 'party_not_ready', 'Your party changed just now. See who is in it, and try again.');
}

/** Others change the party all the time. */
export function crowded(): Problem {
  return new Problem(503, 'retry_later', 'The party changes too quickly. Try again.');
}

/** @param wait in whole seconds */
export function tooManyCodes(wait: number): Problem {
  return tooMany(wait, 'too_many_joins', 'Too many codes. Wait a minute.');
}
