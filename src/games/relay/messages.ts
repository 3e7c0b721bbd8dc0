import { z } from 'zod';

/** Longest answer that is taken, in characters. A sudoku with separators is the longest one that is right. */
const MAX_ANSWER_LENGTH = 64;

/** Text that every store can keep: no control characters but white space, no half of a surrogate pair. */
const printable = /^(?:[^\p{Cc}\p{Cs}]|\s)*$/u;

const puzzleId = z.string().min(1).max(64);

/** What a player may do in relay. */
export const relayAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('answer'),
    puzzle_id: puzzleId,
    answer: z.string().trim().min(1).max(MAX_ANSWER_LENGTH).regex(printable, 'must be plain text'),
  }),
  /** With `puzzle_id`, only that puzzle is skipped: a repeat cannot skip the next one. */
  z.strictObject({ action: z.literal('skip'), puzzle_id: puzzleId.optional() }),
]);

export type RelayAction = z.infer<typeof relayAction>;
export type AnswerAction = Extract<RelayAction, { action: 'answer' }>;
export type SkipAction = Extract<RelayAction, { action: 'skip' }>;
