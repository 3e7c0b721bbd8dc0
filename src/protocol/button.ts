import { z } from 'zod';
import { requestId } from './action.ts';

/** Somebody who pushed. */
export interface ButtonPlayer {
  id: string;
  name: string;
  face: string;
}

/** The one button of everybody. Times are epoch ms, of the server that orders the pushes. */
export interface ButtonState {
  /** A higher one began after the pushes of the one before were read back: whatever version it has, it is newer. */
  epoch: number;
  /** Grows by one with each push, within an epoch. */
  version: number;
  /** When it was pushed last; 0 if never. */
  at: number;
  /** By whom; null if by nobody yet. */
  by: ButtonPlayer | null;
  /** When the round is over unless somebody pushes. */
  ends: number;
  /** Pushes in this round. */
  count: number;
}

/**
 * What became of a push: it counts; it counts, though somebody was quicker than who pushed could see; it was made too
 * long ago; the round was over, and who pushed did not see its end.
 */
export const PUSH_RESULTS = ['applied', 'applied_late', 'too_old', 'over'] as const;
export type PushResult = (typeof PUSH_RESULTS)[number];

/** What who pushed is told, once the push is stored. */
export interface ButtonAnswer {
  result: PushResult;
  /** The one that the push made; of a push that does not count, the one there was. */
  version: number;
  /** As it was asked. */
  seen_version: number;
  state: ButtonState;
}

/** A push. The same `request_id` again is the same push. */
export const pushRequest = z.object({
  request_id: requestId,
  /** The version on the screen of who pushed. */
  seen_version: z.int().min(0),
  /** When it was made, by the server's clock as the client knows it; not given when it is sent at once. */
  made_at: z.number().min(0).optional(),
});

/** The best there was, each list best first, and what the asker has done. */
export interface ButtonRecords {
  /** Pushes with the least time left. */
  closest: { by: ButtonPlayer; left_ms: number; at: number }[];
  /** Rounds that went on the longest. */
  longest: { started_at: number; duration_ms: number; count: number }[];
  /** Null for who never pushed, or is not known. `left_ms` is null for who only began rounds. */
  me: { pushes: number; left_ms: number | null; at: number | null } | null;
}
