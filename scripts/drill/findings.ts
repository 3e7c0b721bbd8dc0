/** What a drill can find wrong, and how the page calls it. */
export const FINDINGS = {
  match_lost: 'a match that started has no result',
  match_abandoned: 'a match was given up though its players wanted to go on',
  match_unchecked: 'a result could not be read',
  ack_lost: 'an acknowledged action is not in the journal',
  done_twice: 'one request was done twice',
  contradiction: 'one request was answered in two ways',
  went_back: 'a match went behind what it had acknowledged',
  split_brain: 'an owner that had been replaced accepted an action',
  award_lost: 'points that were passed on are not in the ledger',
  award_twice: 'points were passed on twice',
  ledger: 'the ledger does not balance',
  replay: 'the journal does not lead to the state that was stored',
  changed: 'what a client had seen that stays, or never becomes less, was something else later',
  decode: 'a client could not make sense of all that it was sent',
  clock: 'game time passed while nothing ran',
  seat: 'a player lost the seat',
  ticket: 'a ticket was lost',
  process: 'a process ended that was not asked to, or did not end well when it was',
} as const;

export type FindingKind = keyof typeof FINDINGS;

/** Something that is wrong, and where. */
export interface Finding {
  kind: FindingKind;
  /** '' when it is not about one match. */
  match: string;
  text: string;
}
