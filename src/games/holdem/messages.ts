import { z } from 'zod';

/** Chips that an action may name: more than any table has. */
const MAX_CHIPS = 1_000_000_000;

/** 32 bytes, as lower-case hex of exactly that length. */
const bytes32 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'is not 64 lower-case hexadecimal digits' });

const turn_no = z
  .int()
  .min(0)
  .max(1_000_000)
  .optional()
  .describe('Number of the turn that is meant: in any other the action is refused.');

const notInTurn = turn_no.describe('Taken, and not looked at: this belongs to no turn.');

/** What a player may do in hold'em. */
export const holdemAction = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('fold'), turn_no }).describe('Give up the hand.'),
  z.strictObject({ action: z.literal('check'), turn_no }).describe('Stay in when there is nothing to call.'),
  z.strictObject({ action: z.literal('call'), turn_no }).describe('Match the bet, or go all in for less.'),
  z
    .strictObject({
      action: z.literal('raise'),
      amount: z
        .int()
        .min(1)
        .max(MAX_CHIPS)
        .describe('What your bet on this street comes to in all: from “min raise” to “max raise”.'),
      turn_no,
    })
    .describe('Bet, or raise the bet.'),
  z.strictObject({ action: z.literal('all_in'), turn_no }).describe('Put in all you have.'),
  z
    .strictObject({ action: z.literal('show'), turn_no })
    .describe('Show the cards with which you won when all others folded.'),
  z
    .strictObject({ action: z.literal('sit_out'), turn_no: notInTurn })
    .describe('Check or fold by yourself until you do something again.'),
  z.strictObject({ action: z.literal('sit_in'), turn_no: notInTurn }).describe('Play yourself again.'),
  z
    .strictObject({
      action: z.literal('entropy'),
      commit: bytes32.optional().describe('What you commit to, while that is asked for.'),
      value: bytes32.optional().describe('What you committed to, once that is asked for.'),
      turn_no: notInTurn,
    })
    .refine(({ commit, value }) => (commit === undefined) !== (value === undefined), {
      error: 'One of commit and value.',
    })
    .describe('Bring chance of your own to the decks.'),
]);

export type HoldemAction = z.infer<typeof holdemAction>;

/** An action that is taken in one's turn alone. */
export type TurnAction = Extract<HoldemAction, { action: 'fold' | 'check' | 'call' | 'raise' | 'all_in' }>;

export type ShowAction = Extract<HoldemAction, { action: 'show' }>;
