import { z } from 'zod';
import { shownLine, shownText } from '../lib/text/shown.ts';
import { uuid } from '../protocol/shapes.ts';

/** Where the API lives. */
export const API = '/api/v1';

export const withId = z.object({ id: uuid });

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
    rating: z.int().meta({
      description:
        'What is shown everywhere and what leaderboards are sorted by: `mu` less twice `sigma`. Newcomers have 500.',
    }),
    mu: z.number().meta({ description: 'The likeliest strength. Newcomers have 1500.' }),
    sigma: z.number().meta({ description: 'How uncertain that is.' }),
    played: z.int(),
    provisional: z.boolean(),
  })
  .meta({ id: 'Rating' });

/** A rating with all its digits, before or after a match. */
export const rawRating = z.object({ mu: z.number(), sigma: z.number(), played: z.int() });
