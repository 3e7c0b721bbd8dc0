import { z } from 'zod';
import { COLOURS, FACE, SHAPES, WEARS } from './face.ts';

/** Ids of players, matches and tickets. Taken in either case, known in lower case. */
export const uuid = z.guid().toLowerCase();

/** ISO 8601, UTC. */
export const moment = z.iso.datetime();

/** How a player looks. */
export const face = z
  .string()
  .regex(FACE)
  .meta({
    id: 'Face',
    description: `A shape (${SHAPES.join(', ')}), a colour (${COLOURS.join(', ')}) and what it wears (${WEARS.join(', ')}).`,
  });
