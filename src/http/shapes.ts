import { z } from 'zod';
import { shownLine, shownText } from '../lib/text/shown.ts';
import { gameName } from '../protocol/queueRequest.ts';

/** Where the API lives. */
export const API = '/api/v1';

/** Ids of players, matches and tickets. Taken in either case, known in lower case. */
export const uuid = z.guid().toLowerCase();

export const withId = z.object({ id: uuid });

/** ISO 8601, UTC. */
export const moment = z.iso.datetime();

/** How many entries of a list. */
export const limit = z.coerce.number().int().min(1).max(100).default(20);

const storable = z.string().regex(/^(?:[^\p{Cc}\p{Cs}]|\s)*$/u, 'must be plain text');

/**
 * Text that every store can keep, as others may be shown it: no control characters but white space, no half of a
 * surrogate pair; what does not show is dropped.
 */
export const plainText = storable.overwrite(shownText);

/** The same in one line. */
export const plainLine = storable.overwrite(shownLine);

export const ratingShape = z
  .object({
    rating: z.number().meta({ description: 'Newcomers have 1500.' }),
    sigma: z.number().meta({ description: 'How uncertain it is.' }),
    played: z.int(),
    provisional: z.boolean(),
  })
  .meta({ id: 'Rating' });

/** A rating with all its digits, before or after a match. */
export const rawRating = z.object({ mu: z.number(), sigma: z.number(), played: z.int() });

export const ticketShape = z
  .object({
    ticket_id: uuid,
    game: gameName,
    state: z.enum(['waiting', 'proposed', 'matched', 'cancelled', 'expired']),
    position: z.int().meta({ description: '1 is next; 0 when not waiting.' }),
    estimated_wait: z.number().nullable().meta({
      description: 'Seconds: half of the players alike waited no longer. Null when nothing is known.',
    }),
    estimated_wait_max: z
      .number()
      .nullable()
      .meta({ description: 'Seconds: 80 % of the players alike waited no longer.' }),
    waiting: z.int().meta({ description: 'How many wait for this game.' }),
    widening: z.int().meta({ description: 'The fewest people at a table that is taken for it now.' }),
    window: z
      .number()
      .nullable()
      .meta({ description: 'Ratings up to this far away are taken now. Null: any.' }),
    enqueued_at: moment,
    why: z.string().meta({ description: 'Why it was matched or still waits.' }),
    match_id: uuid.nullable(),
    party: z.string().nullable(),
    bots: z.boolean().meta({ description: 'May bots sit at the table.' }),
    deadline: z.number().nullable().meta({
      description:
        'While `proposed`: until when an answer is awaited, in ms since 1970 by the server’s clock.',
    }),
    accepted: z.int().nullable().meta({ description: 'While `proposed`: how many agreed.' }),
    needed: z.int().nullable().meta({ description: 'While `proposed`: how many are asked.' }),
    agreed: z.boolean().meta({ description: 'While `proposed`: whether the caller agreed.' }),
    cool_down_until: moment.nullable().meta({
      description: 'Once it is over: until when the caller may not queue. Null for who may.',
    }),
  })
  .meta({ id: 'Ticket' });
