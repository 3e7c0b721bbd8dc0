import type { Outcome, Refusal } from '../game.ts';

/** Why hold'em does not take an action: stable codes, and a sentence for people. A refusal changes nothing. */
export const HOLDEM_REFUSALS = {
  not_your_turn: 'It is not your turn.',
  stale_turn: 'That turn is over.',
  no_hand: 'No hand is on: the next one comes in a moment.',
  folded: 'You are not in this hand any more.',
  busted: 'You have no chips left.',
  cannot_check: 'There is a bet: call it, raise, or fold.',
  nothing_to_call: 'There is nothing to call: you may check.',
  cannot_raise: 'You may not raise now.',
  raise_too_small: 'That is less than the least raise.',
  raise_too_big: 'That is more than you have.',
  nothing_to_show: 'You have no cards to show.',
  entropy_closed: 'No entropy of that kind is taken from you now.',
  entropy_mismatch: 'That is not what you committed to.',
} as const;

type HoldemRefusal = keyof typeof HOLDEM_REFUSALS;

/** @param more what is to be said besides, for people and for programs */
export function refuse(code: HoldemRefusal, more = '', details?: Refusal['details']): Outcome {
  const message = HOLDEM_REFUSALS[code];
  return { refused: { code, message: more ? `${message} ${more}` : message, ...(details && { details }) } };
}
