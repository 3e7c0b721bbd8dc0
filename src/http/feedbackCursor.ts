import { z } from 'zod';
import type { FeedbackCursor } from '../players/feedback.ts';

/**
 * A place in the list of feedback: a moment and, as much may come in one, `~` and the id of the last that was shown.
 */
export const cursorShape = z.string().transform((text, context): FeedbackCursor => {
  const [moment = '', id, ...more] = text.split('~');
  const known = z.object({ moment: z.iso.datetime(), id: z.guid().optional() }).safeParse({ moment, id });
  if (known.success && more.length === 0) return { createdAt: Date.parse(moment), id };
  context.addIssue({ code: 'custom', message: 'is no moment, and no `next` of a page' });
  return z.NEVER;
});

/** What leads to the page after the one that ends with this. */
export function cursorText({ createdAt, id }: FeedbackCursor): string {
  return `${new Date(createdAt).toISOString()}~${id}`;
}
